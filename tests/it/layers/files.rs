//! The files of the program's sources.

use std::fs;
use std::path::{Path, PathBuf};

use crate::world;

/// The files below `src/` by their paths there with `/`, sorted.
pub fn sources() -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    gather(&world::root().join("src"), "", &mut files);
    files.sort();
    files
}

/// The names of what lies at the top of `src/`, in no order.
pub fn tops() -> Vec<String> {
    let entries = fs::read_dir(world::root().join("src")).expect("the sources");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect()
}

fn gather(folder: &Path, below: &str, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{below}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files);
        } else if name.ends_with(".rs") {
            files.push((name, path));
        }
    }
}

/// The module of a file, from the crate's root; `stem` is its path without the ending.
pub fn module(stem: &str) -> Vec<String> {
    if matches!(stem, "lib" | "main") {
        Vec::new()
    } else {
        stem.split('/').map(str::to_owned).collect()
    }
}

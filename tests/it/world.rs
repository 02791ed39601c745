//! Where the tests find the project's own files.

use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of documents that the bot ships with.
pub fn seeds() -> PathBuf {
    root().join("seeds")
}

/// The names of the documents in a folder, sorted; sidecars and settings aside.
pub fn documents(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a UTF-8 name"))
        .filter(|name| (name.ends_with(".txt") || name.ends_with(".md")) && name != "README.md")
        .collect();
    names.sort();
    names
}

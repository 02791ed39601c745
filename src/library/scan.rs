//! The files of the seeds folder, found without reading them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::document::{FileName, Refusal};
use crate::index::Stamp;
use crate::sources;

/// Folders within folders further down than this are not scanned.
const MAX_DEPTH: usize = 32;

/// The files of the folder by name: a stamp, or why the file is refused. Hidden files and
/// `sources.toml` are no documents. Links are followed; a link to a folder above is named as an
/// error.
pub fn scan(seeds: &Path) -> BTreeMap<FileName, Result<Stamp, Refusal>> {
    let mut found = BTreeMap::new();
    let is_hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
    };
    let canonical = seeds.canonicalize().ok();
    let leads_out = |entry: &walkdir::DirEntry| {
        let stays = |root: &PathBuf| {
            entry.path().canonicalize().is_ok_and(|target| target.starts_with(root))
        };
        entry.depth() > 0 && entry.path_is_symlink() && !canonical.as_ref().is_some_and(stays)
    };
    let mut entries = WalkDir::new(seeds)
        .max_depth(MAX_DEPTH)
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry));
    while let Some(entry) = entries.next() {
        let (path, stamp) = match entry {
            Ok(entry) if entry.file_type().is_dir() && !leads_out(&entry) => continue,
            Ok(entry) => {
                let leads_out = leads_out(&entry);
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                let stamp = match entry.metadata() {
                    _ if leads_out => Err(Refusal::LinkOutside),
                    Ok(metadata) if metadata.is_file() => Ok(Stamp::of(&metadata)),
                    Ok(_) => Err(Refusal::NotRegular),
                    Err(error) => Err(Refusal::System(error.to_string())),
                };
                (entry.path().to_path_buf(), stamp)
            }
            Err(error) => match error.path() {
                Some(path) => (path.to_path_buf(), Err(Refusal::System(error.to_string()))),
                None => continue,
            },
        };
        let Some(file) = path.strip_prefix(seeds).ok().and_then(|below| FileName::new(below).ok())
        else {
            tracing::warn!(file = ?path, "its name is not UTF-8; give it another name");
            continue;
        };
        if file.as_str() != sources::FILE_NAME {
            found.insert(file, stamp);
        }
    }
    found
}

//! What lies in the seeds folder, told without reading a file.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use crate::document::FileName;
use crate::index::Stamp;
use crate::sources;

/// Folders within folders further down than this are not looked into.
const MAX_DEPTH: usize = 32;

/// The files of the folder by name: a stamp, or why the file cannot be used. Hidden files and
/// `sources.toml` are no documents. Links are followed; a link to a folder above is named as an error.
pub fn scan(seeds: &Path) -> BTreeMap<FileName, Result<Stamp, String>> {
    let mut found = BTreeMap::new();
    let is_hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let canonical = seeds.canonicalize().ok();
    for entry in WalkDir::new(seeds).max_depth(MAX_DEPTH).follow_links(true).into_iter().filter_entry(|entry| !is_hidden(entry)) {
        let (path, stamp) = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => {
                let leads_out =
                    entry.path_is_symlink() && !canonical.as_ref().is_some_and(|root| entry.path().canonicalize().is_ok_and(|target| target.starts_with(root)));
                let stamp = match entry.metadata() {
                    _ if leads_out => Err("a link that leads out of the folder: put the file itself there".to_owned()),
                    Ok(metadata) if metadata.is_file() => Ok(Stamp::of(&metadata)),
                    Ok(_) => Err("no regular file".to_owned()),
                    Err(error) => Err(error.to_string()),
                };
                (entry.path().to_path_buf(), stamp)
            }
            Err(error) => match error.path() {
                Some(path) => (path.to_path_buf(), Err(error.to_string())),
                None => continue,
            },
        };
        let Some(file) = path.strip_prefix(seeds).ok().and_then(|below| FileName::new(below).ok()) else { continue };
        if file.as_str() != sources::FILE_NAME {
            found.insert(file, stamp);
        }
    }
    found
}

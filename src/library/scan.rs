//! The files of the seeds folder, and servers' own documents in the data folder, found without
//! reading them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::folders::Folders;
use crate::document::{FileName, Refusal};
use crate::index::Stamp;
use crate::sources;

/// Folders within folders further down than this are not scanned.
const MAX_DEPTH: usize = 32;

/// Files by their names: a stamp, or why the file is refused.
pub type Found = BTreeMap<FileName, Result<Stamp, Refusal>>;

/// All documents there are.
pub fn scan(folders: &Folders) -> Found {
    let mut found = scan_seeds(&folders.seeds);
    found.extend(scan_servers(&folders.servers()));
    found
}

/// Servers' own documents: the files in folders that are named by a server's number. Hidden files are
/// none, and nothing is followed: there is no link that the program made.
fn scan_servers(folder: &Path) -> Found {
    let mut found = Found::new();
    for server in entries(folder) {
        let Some(number) = number_of(&server) else { continue };
        for file in entries(&server.path()) {
            let name = file.file_name();
            let Some(own) = name.to_str().filter(|own| !own.starts_with('.')) else { continue };
            let Some(name) = FileName::of_server(number, own) else { continue };
            // What the system says of the entry itself, not of what it leads to.
            let stamp = match file.metadata() {
                Ok(metadata) if metadata.is_file() => Ok(Stamp::of(&metadata)),
                Ok(metadata) if metadata.is_symlink() => Err(Refusal::LinkOutside),
                Ok(_) => Err(Refusal::NotRegular),
                Err(error) => Err(Refusal::System(error.to_string())),
            };
            found.insert(name, stamp);
        }
    }
    found
}

/// The server whose folder this is: its number as the program writes it.
fn number_of(entry: &fs::DirEntry) -> Option<u64> {
    let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
    let name = entry.file_name();
    let name = name.to_str().filter(|_| is_folder)?;
    name.parse().ok().filter(|number: &u64| number.to_string() == name)
}

/// What lies in a folder of this program's own; nothing in one that is not there, or is a link.
fn entries(folder: &Path) -> Vec<fs::DirEntry> {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir());
    let entries = is_folder.then(|| fs::read_dir(folder)).and_then(Result::ok);
    entries.into_iter().flatten().filter_map(Result::ok).collect()
}

/// The files of the folder by name: a stamp, or why the file is refused. Hidden files and
/// `sources.toml` are no documents. Links are followed; a link to a folder above is named as an
/// error.
fn scan_seeds(seeds: &Path) -> Found {
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_servers_documents_are_regular_files_in_a_folder_of_its_number_and_no_link_is_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |path: &str| folder.path().join(path);
        for made in ["7/sub", "07", "+7", "x", "elsewhere"] {
            fs::create_dir_all(at(made)).expect("made");
            fs::write(at(made).join("a.txt"), "words").expect("written");
        }
        for name in ["7/b.txt", "7/.new-b.txt", "loose.txt"] {
            fs::write(at(name), "words").expect("written");
        }
        symlink(at("elsewhere/a.txt"), at("7/link.txt")).expect("linked");
        symlink(at("elsewhere"), at("8")).expect("linked");
        let found = scan_servers(folder.path());
        let found: Vec<(&str, bool)> =
            found.iter().map(|(file, stamp)| (file.as_str(), stamp.is_ok())).collect();
        assert_eq!(
            found,
            [(".servers/7/b.txt", true), (".servers/7/link.txt", false), (".servers/7/sub", false)]
        );
    }
}

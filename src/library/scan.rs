//! The files of the seeds folder, and servers' own documents in the data folder, found without
//! reading them.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::folders::Folders;
use crate::document::{FileName, Refusal};
use crate::index::Stamp;
use crate::sources;

/// Folders within folders further down than this are not scanned.
const MAX_DEPTH: usize = 32;
/// So many files are looked at together, on all cores.
const AT_ONCE: usize = 4_096;

/// A file: a stamp, or why it is refused.
pub struct Found {
    /// Its name.
    pub file: FileName,
    /// What the system says of it.
    pub state: Result<Stamp, Refusal>,
}

/// Hands out all documents there are, each once, some thousand at a time, in no order.
pub fn scan(folders: &Folders, take: &mut dyn FnMut(Vec<Found>)) {
    scan_seeds(&folders.seeds, take);
    take(scan_servers(&folders.servers()));
}

/// Servers' own documents: the files in folders that are named by a server's number. Hidden files are
/// none, and nothing is followed: there is no link that the program made.
fn scan_servers(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for server in entries(folder) {
        let Some(number) = number_of(&server) else { continue };
        for entry in entries(&server.path()) {
            let name = entry.file_name();
            let Some(own) = name.to_str().filter(|own| !own.starts_with('.')) else { continue };
            let Some(file) = FileName::of_server(number, own) else { continue };
            // What the system says of the entry itself, not of what it leads to.
            let state = match entry.metadata() {
                Ok(metadata) if metadata.is_file() => Ok(Stamp::of(&metadata)),
                Ok(metadata) if metadata.is_symlink() => Err(Refusal::LinkOutside),
                Ok(_) => Err(Refusal::NotRegular),
                Err(error) => Err(Refusal::System(error.to_string())),
            };
            found.push(Found { file, state });
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

/// What stands in the folder, before the system is asked of it.
enum Seen {
    /// A file, or what should be one.
    Entry(DirEntry),
    /// What is refused wherever it leads.
    Refused(PathBuf, Refusal),
}

/// The files of the folder. Hidden files and `sources.toml` are no documents. Links are followed; a link
/// to a folder above is named as an error.
fn scan_seeds(seeds: &Path, take: &mut dyn FnMut(Vec<Found>)) {
    let is_hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
    };
    let canonical = seeds.canonicalize().ok();
    let leads_out = |entry: &DirEntry| {
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
    let mut seen = Vec::new();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if leads_out(&entry) => {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                seen.push(Seen::Refused(entry.into_path(), Refusal::LinkOutside));
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => seen.push(Seen::Entry(entry)),
            Err(error) => {
                if let Some(path) = error.path() {
                    let refusal = Refusal::System(error.to_string());
                    seen.push(Seen::Refused(path.to_path_buf(), refusal));
                }
            }
        }
        if seen.len() >= AT_ONCE {
            take(looked_at(seeds, std::mem::take(&mut seen)));
        }
    }
    take(looked_at(seeds, seen));
}

/// Asks the system of each, where that is needed.
fn looked_at(seeds: &Path, seen: Vec<Seen>) -> Vec<Found> {
    let look = |seen: Seen| {
        let (path, state) = match seen {
            Seen::Entry(entry) => {
                let state = match entry.metadata() {
                    Ok(metadata) if metadata.is_file() => Ok(Stamp::of(&metadata)),
                    Ok(_) => Err(Refusal::NotRegular),
                    Err(error) => Err(Refusal::System(error.to_string())),
                };
                (entry.into_path(), state)
            }
            Seen::Refused(path, refusal) => (path, Err(refusal)),
        };
        let Some(file) = path.strip_prefix(seeds).ok().and_then(|below| FileName::new(below).ok())
        else {
            tracing::warn!(file = ?path, "its name is not UTF-8; give it another name");
            return None;
        };
        (file.as_str() != sources::FILE_NAME).then_some(Found { file, state })
    };
    seen.into_par_iter().with_min_len(64).filter_map(look).collect()
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
        let mut found = scan_servers(folder.path());
        found.sort_by(|one, other| one.file.cmp(&other.file));
        let found: Vec<(&str, bool)> =
            found.iter().map(|found| (found.file.as_str(), found.state.is_ok())).collect();
        assert_eq!(
            found,
            [(".servers/7/b.txt", true), (".servers/7/link.txt", false), (".servers/7/sub", false)]
        );
    }
}

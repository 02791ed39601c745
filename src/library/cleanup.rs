//! Removes from the data folder what is no longer used, of what this program made.

use std::ffi::OsStr;
use std::fs;

use super::error::LibraryError;
use super::folders::Folders;
use super::lock::lock;
use crate::document::TextHash;
use crate::index::{self, Index};

/// How the name of a stored text ends, after its hash.
const ENDING: &str = ".txt";

/// Removes what an interrupted rebuild has left. An index that it had moved away already, and for which
/// nothing is in place yet, is put back.
pub fn remove_leftovers(folders: &Folders) -> Result<(), LibraryError> {
    if !folders.index().exists() && index::is_index_folder(&folders.last_index()) {
        let unreadable = |cause| LibraryError::Unreadable { path: folders.index(), cause };
        fs::rename(folders.last_index(), folders.index()).map_err(unreadable)?;
    }
    for folder in [folders.next_index(), folders.last_index()] {
        index::remove_folder(&folder, folders.engine.as_ref())?;
    }
    Ok(())
}

/// Removes the stored texts that no document has any more, if no other process is writing.
pub fn tidy(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    match lock(folders, false)? {
        Some(_lock) => remove_unused_texts(folders, index),
        None => Ok(()),
    }
}

/// Removes the stored texts that no document has any more. Files of other names are not stored
/// texts, and stay.
pub fn remove_unused_texts(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.texts(), cause };
    // What has the first digits of a text that is needed stays with it.
    let snapshot = index.snapshot()?;
    let needed = snapshot.text_digests();
    let is_unused = |hash: &TextHash| {
        needed.binary_search(&hash.digest()).is_err() && snapshot.citations() != Some(hash)
    };
    if !folders.texts().is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folders.texts()).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let is_file = entry.file_type().map_err(unreadable)?.is_file();
        if is_file && hash_of(&entry.file_name()).is_some_and(|hash| is_unused(&hash)) {
            fs::remove_file(entry.path()).map_err(unreadable)?;
        }
    }
    Ok(())
}

/// The hash in the name of a stored text; `None` for other files.
fn hash_of(name: &OsStr) -> Option<TextHash> {
    TextHash::parse(name.to_str()?.strip_suffix(ENDING)?).ok()
}

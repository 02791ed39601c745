//! Removes from the data folder what is no longer used.

use std::collections::BTreeSet;
use std::fs;

use super::error::LibraryError;
use super::folders::Folders;
use super::lock::lock;
use crate::index::Index;

/// Removes what an interrupted rebuild has left.
pub fn remove_leftovers(folders: &Folders) -> Result<(), LibraryError> {
    for path in [folders.next_index(), folders.last_index()] {
        if path.exists() {
            fs::remove_dir_all(&path).map_err(|cause| LibraryError::Unreadable { path, cause })?;
        }
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

/// Removes the stored texts that no document has any more.
pub fn remove_unused_texts(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.texts(), cause };
    let files = index.snapshot()?.files()?;
    let needed: BTreeSet<String> = files
        .values()
        .filter_map(|record| record.hash.as_ref())
        .map(|hash| format!("{hash}.txt"))
        .collect();
    if !folders.texts().is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folders.texts()).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !needed.contains(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path()).map_err(unreadable)?;
        }
    }
    Ok(())
}

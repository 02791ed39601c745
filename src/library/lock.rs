//! The lock on the data folder: one process writes at a time.

use std::fs::{File, TryLockError};

use super::error::LibraryError;
use super::folders::Folders;
use crate::document::regular_file;

/// Takes the lock on the data folder. When another process has it: waits if `wait`, else `None`.
pub fn lock(folders: &Folders, wait: bool) -> Result<Option<File>, LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.lock(), cause };
    let file = regular_file::open(&folders.lock(), File::options().create(true).append(true))
        .map_err(unreadable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) if wait => {
            tracing::info!("another process is building the index; waiting for it");
            file.lock().map_err(unreadable)?;
            Ok(Some(file))
        }
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(unreadable(cause)),
    }
}

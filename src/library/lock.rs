//! The lock on the data folder: one process writes at a time.

use std::fs::{self, File, TryLockError};

use super::error::LibraryError;
use super::folders::Folders;

/// Takes the lock on the data folder. When another process has it: waits if `wait`, else `None`.
pub fn lock(folders: &Folders, wait: bool) -> Result<Option<File>, LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.lock(), cause };
    fs::create_dir_all(&folders.data)
        .map_err(|cause| LibraryError::Unreadable { path: folders.data.clone(), cause })?;
    let file =
        File::options().create(true).append(true).open(folders.lock()).map_err(unreadable)?;
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

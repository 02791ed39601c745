//! The lock on the data folder: one process writes at a time.

use std::fs::{File, TryLockError};

use super::error::LibraryError;
use super::folders::Folders;
use crate::document::regular_file;

/// The lock, held until it is dropped. It is given up by name: a process that was started meanwhile may
/// hold a copy of the file for a moment.
pub struct DataLock(File);

impl Drop for DataLock {
    fn drop(&mut self) {
        // Closing the file gives it up too.
        let _ = self.0.unlock();
    }
}

/// Takes the lock on the data folder. When another process has it: waits if `wait`, else `None`.
///
/// # Errors
/// When the folder cannot be written.
pub fn lock(folders: &Folders, wait: bool) -> Result<Option<DataLock>, LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.lock(), cause };
    let file = regular_file::open(&folders.lock(), File::options().create(true).append(true))
        .map_err(unreadable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(DataLock(file))),
        Err(TryLockError::WouldBlock) if wait => {
            tracing::info!("another process is building the index; waiting for it");
            file.lock().map_err(unreadable)?;
            Ok(Some(DataLock(file)))
        }
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(unreadable(cause)),
    }
}

//! What the system refuses is no damage: an index that cannot be opened for want of a permission,
//! of room or of file descriptors is as whole as before, and is not made anew. Damage is what was
//! read and is not what was written.

use std::io;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// Whether the index is not what was written.
pub(super) fn is_damage(error: &TantivyError) -> bool {
    match error {
        TantivyError::LockFailure(..)
        | TantivyError::OpenWriteError(_)
        | TantivyError::ErrorInThread(_)
        | TantivyError::SystemError(_)
        | TantivyError::Poisoned => false,
        _ => system_error(error).is_none_or(is_content),
    }
}

/// Whether the folder cannot be written at present.
pub(super) fn is_unwritable(error: &TantivyError) -> bool {
    system_error(error).is_some_and(forbids_writing)
}

/// Whether the system refused something, for whatever reason.
pub(super) fn is_of_system(error: &TantivyError) -> bool {
    system_error(error).is_some_and(is_refused)
}

/// Whether an error tells of the system, and not of what lies on the disk.
pub fn is_refused(error: &io::Error) -> bool {
    !is_content(error)
}

/// Whether the system forbids to write here, at present: no permission, a system of files that is
/// read-only or full,
/// a file that may not grow.
pub fn forbids_writing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge
    )
}

/// Whether an error tells of what lies on the disk. Those that the system numbers tell of the
/// system, but for a file that is missing or has another kind; tantivy makes others, without a
/// number, of what it read.
fn is_content(error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::NotFound
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidData => true,
        io::ErrorKind::Interrupted
        | io::ErrorKind::WouldBlock
        | io::ErrorKind::TimedOut
        | io::ErrorKind::ResourceBusy
        | io::ErrorKind::OutOfMemory => false,
        _ => error.raw_os_error().is_none() && !forbids_writing(error),
    }
}

/// The system's error within one of tantivy's.
fn system_error(error: &TantivyError) -> Option<&io::Error> {
    match error {
        TantivyError::IoError(error)
        | TantivyError::LockFailure(LockError::IoError(error), _)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
        | TantivyError::OpenDirectoryError(
            OpenDirectoryError::IoError { io_error: error, .. }
            | OpenDirectoryError::FailedToCreateTempDir(error),
        ) => Some(error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tantivy::error::DataCorruption;

    use super::*;

    fn reading(error: io::Error) -> TantivyError {
        OpenReadError::wrap_io_error(error, PathBuf::from("meta.json")).into()
    }

    #[test]
    fn what_the_system_refuses_is_no_damage() {
        // Linux: EACCES, EROFS, EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, EINTR, EAGAIN, EIO, ESTALE, EFBIG.
        for number in [13, 30, 24, 23, 12, 28, 122, 4, 11, 5, 116, 27] {
            let system = || io::Error::from_raw_os_error(number);
            for error in [
                TantivyError::from(system()),
                reading(system()),
                OpenWriteError::wrap_io_error(system(), PathBuf::from("a.del")).into(),
                OpenDirectoryError::wrap_io_error(system(), PathBuf::from("index")).into(),
                LockError::wrap_io_error(system()).into(),
            ] {
                assert!(!is_damage(&error), "{error}");
                assert_eq!(
                    is_unwritable(&error),
                    [13, 30, 28, 122, 27].contains(&number),
                    "{error}"
                );
            }
        }
        let there = OpenWriteError::FileAlreadyExists(PathBuf::from("a.del"));
        for error in [TantivyError::from(there), LockError::LockBusy.into()] {
            assert!(!is_damage(&error) && !is_unwritable(&error), "{error}");
        }
    }

    #[test]
    fn what_was_read_and_is_wrong_or_missing_is_damage() {
        let gone = OpenReadError::FileDoesNotExist(PathBuf::from("a.idx"));
        for error in [
            TantivyError::from(gone),
            DataCorruption::comment_only("x").into(),
            reading(io::Error::from(io::ErrorKind::UnexpectedEof)),
            reading(io::Error::new(io::ErrorKind::InvalidData, "no footer")),
            reading(io::Error::other("no footer")),
            reading(io::Error::new(io::ErrorKind::InvalidInput, "expected a regular file")),
            // Linux: ENOENT, EISDIR.
            TantivyError::from(io::Error::from_raw_os_error(2)),
            TantivyError::from(io::Error::from_raw_os_error(21)),
        ] {
            assert!(is_damage(&error) && !is_unwritable(&error), "{error}");
        }
    }
}

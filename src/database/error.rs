//! Why a SQLite file cannot be used.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::form::Form;
use crate::index::forbids_writing;

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unwritable {
        /// The data folder, or the file.
        path: PathBuf,
        /// What it said.
        cause: std::io::Error,
    },
    /// SQLite said no.
    #[error(
        "{path}: {cause}: if this stays, put back a copy of the file, or remove it; {loss}",
        loss = form.loss
    )]
    Store {
        /// The file.
        path: PathBuf,
        /// What it is.
        form: &'static Form,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
    /// It is not what this program wrote.
    #[error(
        "{path}: it was emptied, exchanged or damaged: put back a copy of the file, or remove it; {loss}",
        loss = form.loss
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it is.
        form: &'static Form,
    },
    /// A later version of the program made it.
    #[error(
        "{path}: it was written by a later version of verbatim (its form is {found}, this version knows {known}): run that version, or put back a copy of the file from before"
    )]
    Later {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: usize,
        /// The last form that is known.
        known: usize,
    },
}

impl DatabaseError {
    /// Whether the file cannot be written at present: no permission, a read-only or a full disk.
    pub fn is_unwritable(&self) -> bool {
        match self {
            DatabaseError::Unwritable { cause, .. } => forbids_writing(cause),
            DatabaseError::Store { cause, .. } => is_unwritable(cause),
            DatabaseError::Damaged { .. } | DatabaseError::Later { .. } => false,
        }
    }
}

/// Whether SQLite refuses because a file cannot be written at present.
pub fn is_unwritable(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::DiskFull
        )
    )
}

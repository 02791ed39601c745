//! Why settings cannot be read or changed.

use std::path::{Path, PathBuf};

use super::table::FORM;
use crate::database::DatabaseError;

/// Why settings cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A row is none that this version writes.
    #[error("{path}: server {server}, channel {channel}: {problem}")]
    Row {
        /// The file.
        path: PathBuf,
        /// The server's number.
        server: u64,
        /// The channel's; 0 for the server itself.
        channel: u64,
        /// What is wrong with which setting.
        problem: String,
    },
    /// The data folder cannot be written.
    #[error("{0}: it cannot be written, so that nothing can be set")]
    NotKept(PathBuf),
}

/// What SQLite says, with its file.
pub(super) fn broken(path: &Path, cause: rusqlite::Error) -> SettingsError {
    DatabaseError::Store { path: path.to_path_buf(), form: &FORM, cause }.into()
}

impl SettingsError {
    /// The rows are not those that were written.
    pub(super) fn damaged(path: &Path) -> SettingsError {
        DatabaseError::Damaged { path: path.to_path_buf(), form: &FORM }.into()
    }
}

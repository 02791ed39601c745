//! Why there is no text to be had, of a file or of a stored copy.

use std::io;
use std::path::PathBuf;

use super::file_problem::FileProblem;

/// Why there is no text to be had.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The file is not what it should be.
    #[error("{path}: {problem}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: FileProblem,
    },
}

impl TextError {
    /// The error for a stored copy: one that is missing can be made again.
    pub(super) fn of_stored(self) -> TextError {
        match self {
            TextError::Unreadable { path, cause } if cause.kind() == io::ErrorKind::NotFound => {
                TextError::File { path, problem: FileProblem::Missing }
            }
            other => other,
        }
    }
}

//! What can go wrong with the library.

use std::io;
use std::path::PathBuf;

use crate::index::IndexError;
use crate::sources::SourcesError;

/// What the operator must repair.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is no folder of documents.
    #[error(
        "{0}: no such folder: expected the folder of documents; make it and put documents in, or name another with --seeds DIR"
    )]
    NoSeeds(PathBuf),
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// `sources.toml`.
    #[error(transparent)]
    Sources(#[from] SourcesError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
}

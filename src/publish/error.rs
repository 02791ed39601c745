//! What can go wrong between a library and the place where it is published.

use std::io;
use std::path::PathBuf;

use crate::index::IndexError;
use crate::library::LibraryError;
use crate::vectors::VectorStoreError;

/// What the operator must mend, or what passes by itself.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The place cannot be reached, or refuses.
    #[error("{place}: {cause}")]
    Place {
        /// Where.
        place: String,
        /// What it said.
        cause: Box<object_store::Error>,
    },
    /// Nothing was published there yet.
    #[error(
        "{0}: nothing is published there yet: run `verbatim index --publish` or `verbatim serve --publish` where the documents are"
    )]
    Nothing(String),
    /// What lies there was published by a program of another version.
    #[error(
        "{0}: published by another version of this program: bring this one and that one to the same version"
    )]
    Version(String),
    /// What lies there is not what a publisher writes.
    #[error("{place}: {object} is not what was published: publish it again")]
    Damaged {
        /// Where.
        place: String,
        /// What.
        object: String,
    },
    /// An object that the last commit needs is gone: another commit has replaced it, or somebody
    /// removed it.
    #[error("{place}: {object} is gone")]
    Gone {
        /// Where.
        place: String,
        /// What.
        object: String,
    },
    /// Another process publishes to the same place.
    #[error(
        "{0}: another process publishes there too, and this one stops: let one process publish to a place"
    )]
    Another(String),
    /// Another process keeps the folder of the copy.
    #[error("{0}: another process follows into this folder: name another with --data DIR")]
    InUse(PathBuf),
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The library.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// Its vectors.
    #[error(transparent)]
    Vectors(#[from] VectorStoreError),
}

impl From<IndexError> for PublishError {
    fn from(error: IndexError) -> PublishError {
        PublishError::Library(error.into())
    }
}

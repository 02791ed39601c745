//! What can go wrong with the library.

use std::io;
use std::path::PathBuf;

use crate::corpus::CorpusError;
use crate::document::TextError;
use crate::index::{IndexError, forbids_writing, is_refused};
use crate::sources::SourcesError;

/// What the operator must repair.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is no folder of documents.
    #[error(
        "{0}: no such folder: expected the folder of documents; make it and put documents in, or name another with --seeds DIR"
    )]
    NoSeeds(PathBuf),
    /// The folders lie in each other, so that documents could be removed as data.
    #[error(
        "{data}: expected the data folder apart from the folder of documents, {seeds}: name another with --data DIR"
    )]
    NotApart {
        /// The data folder, or a folder in it.
        data: PathBuf,
        /// The folder of documents.
        seeds: PathBuf,
    },
    /// The data folder holds somebody else's files.
    #[error(
        "{0}: expected a new or empty folder, or one that this program made (with a file verbatim-data): name another with --data DIR"
    )]
    ForeignData(PathBuf),
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
    /// A text cannot be stored.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The index or a stored text, while vectors were made of it.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
}

impl LibraryError {
    /// Whether what is stored is not what was written.
    pub fn is_damage(&self) -> bool {
        matches!(self, LibraryError::Index(error) if error.is_damage())
    }

    /// Whether the system refused something: a disk that is full or fails, a permission, too many open
    /// files. What is stored is then as whole as before.
    pub fn is_refused(&self) -> bool {
        match self {
            LibraryError::Unreadable { cause, .. }
            | LibraryError::Text(TextError::Unreadable { cause, .. }) => is_refused(cause),
            LibraryError::Index(error) => error.is_refused(),
            _ => false,
        }
    }

    /// Whether the data folder cannot be written at present: no permission, a read-only or a full
    /// disk.
    pub fn is_unwritable(&self) -> bool {
        match self {
            LibraryError::Unreadable { cause, .. }
            | LibraryError::Text(TextError::Unreadable { cause, .. }) => forbids_writing(cause),
            LibraryError::Index(error) => error.is_unwritable(),
            _ => false,
        }
    }
}

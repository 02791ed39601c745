//! What can be wrong with the index.

use std::io;
use std::path::{Path, PathBuf};

use super::engine::EngineError;
use super::refusal;

/// What went wrong with the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The library said no.
    #[error("the index in {path}: {cause}: if this stays, run `verbatim index --rebuild`")]
    Broken {
        /// The index folder.
        path: PathBuf,
        /// What the library said.
        cause: Box<tantivy::TantivyError>,
    },
    /// An entry is not what this program writes.
    #[error(
        "the index in {path} holds an entry that cannot be read ({cause}): run `verbatim index --rebuild`"
    )]
    Entry {
        /// The index folder.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// Something lies where the index should that this program did not make.
    #[error(
        "{0}: expected nothing but the index that this program makes: move this away, or name another folder with --data DIR"
    )]
    Foreign(PathBuf),
    /// There is none yet.
    #[error("there is no index in {0} yet")]
    Missing(PathBuf),
    /// The posting lists lie in an engine that was not named.
    #[error(
        "the index in {0} is one of an engine: name that with --engine URL or VERBATIM_ENGINE, or make an index without one with `verbatim index --rebuild`"
    )]
    OfEngine(PathBuf),
    /// The engine that holds the posting lists.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl IndexError {
    /// Whether what is stored is not what was written; else the system, or another process, was in
    /// the way.
    pub fn is_damage(&self) -> bool {
        match self {
            IndexError::Broken { cause, .. } => refusal::is_damage(cause),
            IndexError::Entry { .. } => true,
            IndexError::Unreadable { .. }
            | IndexError::Foreign(_)
            | IndexError::Missing(_)
            | IndexError::OfEngine(_)
            | IndexError::Engine(_) => false,
        }
    }

    /// Whether an engine on other machines is what is wrong; the index folder is as whole as before.
    pub fn is_of_engine(&self) -> bool {
        matches!(self, IndexError::Engine(_))
    }

    /// Whether the system or the engine refused something, so that the index is as whole as before.
    pub fn is_refused(&self) -> bool {
        match self {
            IndexError::Unreadable { cause, .. } => refusal::is_refused(cause),
            IndexError::Broken { cause, .. } => refusal::is_of_system(cause),
            IndexError::Engine(_) => true,
            IndexError::Entry { .. }
            | IndexError::Foreign(_)
            | IndexError::Missing(_)
            | IndexError::OfEngine(_) => false,
        }
    }

    /// Whether the index folder cannot be written at present.
    pub fn is_unwritable(&self) -> bool {
        match self {
            IndexError::Unreadable { cause, .. } => refusal::forbids_writing(cause),
            IndexError::Broken { cause, .. } => refusal::is_unwritable(cause),
            IndexError::Entry { .. }
            | IndexError::Foreign(_)
            | IndexError::Missing(_)
            | IndexError::OfEngine(_)
            | IndexError::Engine(_) => false,
        }
    }
}

/// An error of tantivy's, with the folder of the index.
pub(super) fn broken(path: &Path, cause: tantivy::TantivyError) -> IndexError {
    IndexError::Broken { path: path.to_path_buf(), cause: Box::new(cause) }
}

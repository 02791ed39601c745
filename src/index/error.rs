//! What can be wrong with the index.

use std::io;
use std::path::{Path, PathBuf};

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
    /// There is none yet.
    #[error("there is no index in {0} yet")]
    Missing(PathBuf),
}

/// An error of tantivy's, with the folder of the index.
pub(super) fn broken(path: &Path, cause: tantivy::TantivyError) -> IndexError {
    IndexError::Broken { path: path.to_path_buf(), cause: Box::new(cause) }
}

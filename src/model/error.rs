//! Why a sentence model cannot be used.

use std::path::PathBuf;

/// What is wrong with a model.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file cannot be read.
    #[error(
        "{path}: {cause}: expected a folder of a sentence-transformers model with an ONNX file, or \"none\""
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A file holds something else than is expected.
    #[error("{path}: {problem}")]
    Unfit {
        /// The file.
        path: PathBuf,
        /// What is wrong, what was expected.
        problem: String,
    },
}

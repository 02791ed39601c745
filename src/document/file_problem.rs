//! What is wrong with a file, or with a stored copy of its text.

use serde::{Deserialize, Serialize};

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileProblem {
    /// A folder, device or pipe lies where a file should.
    #[error("expected a regular file")]
    NotAFile,
    /// No word to quote.
    #[error("the file is empty")]
    Empty,
    /// Over the limit of this program.
    #[error("{bytes} bytes, expected at most {most}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// Another encoding, or a binary file.
    #[error("not UTF-8 at byte {at}: save the file as UTF-8")]
    NotUtf8 {
        /// The first byte that is not UTF-8, from 0.
        at: usize,
    },
    /// There is no stored copy.
    #[error("the stored text is missing: run `verbatim index --rebuild`")]
    Missing,
    /// The stored copy is not what it was when it was stored.
    #[error("the stored text does not match its hash: run `verbatim index --rebuild`")]
    Altered,
}

//! Why there is no text to be had, of a file or of a stored copy.

use std::io;
use std::path::PathBuf;

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
    /// A folder, device or pipe lies where a file should.
    #[error("{0}: expected a regular file")]
    NotAFile(PathBuf),
    /// No word to quote.
    #[error("{0}: the file is empty")]
    Empty(PathBuf),
    /// Over the limit of this program.
    #[error("{path}: {bytes} bytes, expected at most {most}")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// Another encoding, or a binary file.
    #[error("{path}: not UTF-8 at byte {at}: save the file as UTF-8")]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first byte that is not UTF-8, from 0.
        at: usize,
    },
    /// No text can be told from it.
    #[error("{path}: {reason}")]
    Undecodable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The stored copy is not what it was when it was stored.
    #[error("{0}: the stored text does not match its hash: run `verbatim index --rebuild`")]
    Altered(PathBuf),
}

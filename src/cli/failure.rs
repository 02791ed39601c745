//! How a command ends.

use crate::corpus::CorpusError;
use crate::library::LibraryError;
use crate::phrases::PhrasesError;

/// The exit codes, but for failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the command's own negative result: nothing found, score too low, check failed.
    Negative,
}

/// A command that could not do what it was asked. One line: what and where, what was expected, what
/// to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Exit code 2: wrong use, input or configuration.
    #[error("{0}")]
    Input(String),
    /// Exit code 3: something broke.
    #[error("{0}")]
    Broken(String),
    /// Nobody reads the output any more; not worth a word.
    #[error("the output was closed")]
    OutputClosed,
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Input(_) => 2,
            Failure::Broken(_) => 3,
            Failure::OutputClosed => 0,
        }
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Failure {
        match error {
            LibraryError::Index(_) => Failure::Broken(error.to_string()),
            LibraryError::NoSeeds(_)
            | LibraryError::Unreadable { .. }
            | LibraryError::Sources(_) => Failure::Input(error.to_string()),
        }
    }
}

impl From<CorpusError> for Failure {
    fn from(error: CorpusError) -> Failure {
        Failure::Broken(error.to_string())
    }
}

impl From<PhrasesError> for Failure {
    fn from(error: PhrasesError) -> Failure {
        Failure::Input(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Failure::OutputClosed
        } else {
            Failure::Broken(format!("the output: {error}"))
        }
    }
}

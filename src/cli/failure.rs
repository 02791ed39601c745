//! How a command ends.

use std::io;
use std::path::PathBuf;

use crate::corpus::CorpusError;
use crate::database::DatabaseError;
use crate::document::FileName;
use crate::document::file_name::FileNameError;
use crate::environment::{
    AllowedServersError, ApiUrlError, EnvironmentError, OpenChannelsError, ShardsError, TokenError,
    UploadServersError, WatchingError,
};
use crate::feedback::{CaseError, FeedbackError};
use crate::index::{EngineError, IndexError};
use crate::library::LibraryError;
use crate::model::ModelError;
use crate::phrases::PhrasesError;
use crate::publish::PublishError;
use crate::settings::SettingsError;

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
    /// The documents or their index.
    #[error(transparent)]
    Library(LibraryError),
    /// The data folder cannot be read or written at present.
    #[error(
        "{0}: expected a data folder with room that this user can read and write: mend that, or name another with --data DIR"
    )]
    Unwritable(LibraryError),
    /// The index or a stored text, while it was read.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The engine that was named.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The phrases.
    #[error(transparent)]
    Phrases(#[from] PhrasesError),
    /// The file `.env`.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// The sentence model.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The bot's token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The address of a proxy.
    #[error(transparent)]
    ApiUrl(#[from] ApiUrlError),
    /// How the program is watched.
    #[error(transparent)]
    Watching(#[from] WatchingError),
    /// The channels where questions need no mention.
    #[error(transparent)]
    OpenChannels(#[from] OpenChannelsError),
    /// The servers that are served.
    #[error(transparent)]
    AllowedServers(#[from] AllowedServersError),
    /// The shards that this process keeps up.
    #[error(transparent)]
    Shards(#[from] ShardsError),
    /// The servers where documents may be added.
    #[error(transparent)]
    UploadServers(#[from] UploadServersError),
    /// What is set for servers.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Where the library is published.
    #[error(transparent)]
    Publish(PublishError),
    /// A SQLite file in the data folder.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What people say of answers.
    #[error(transparent)]
    Feedback(#[from] FeedbackError),
    /// A question that was to be kept as a case.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// What was typed is no name of a document.
    #[error(transparent)]
    FileName(#[from] FileNameError),
    /// There is no document of this name.
    #[error("{0}: no such document: `verbatim sources` lists them")]
    NoDocument(FileName),
    /// The document has no such bytes.
    #[error("{file}: {start} {end}: expected two byte offsets with START < END <= {n_bytes}")]
    NoRange {
        /// The document.
        file: FileName,
        /// First byte.
        start: usize,
        /// Byte behind the last.
        end: usize,
        /// How many bytes the document has.
        n_bytes: usize,
    },
    /// The range begins or ends within a character.
    #[error("{file}: {start} {end}: a character is split: expected offsets between characters")]
    SplitCharacter {
        /// The document.
        file: FileName,
        /// First byte.
        start: usize,
        /// Byte behind the last.
        end: usize,
    },
    /// A file that was named cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A line of a file is not what it should be.
    #[error("{path}: line {line}: {problem}")]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: LineProblem,
    },
    /// A file of questions has none.
    #[error("{0}: no question in it")]
    NoQuestion(PathBuf),
    /// Other wrong use, input or configuration, worded where it is found.
    #[error("{0}")]
    Input(String),
    /// Something else that broke, worded where it is found.
    #[error("{0}")]
    Broken(String),
    /// The output cannot be written.
    #[error("the output: {0}")]
    Output(io::Error),
    /// Nobody reads the output any more; not worth a word.
    #[error("the output was closed")]
    OutputClosed,
}

/// What is wrong with a line of a file.
#[derive(Debug, thiserror::Error)]
pub enum LineProblem {
    /// It is no UTF-8.
    #[error("{0}: expected UTF-8")]
    NoText(io::Error),
    /// It is no question as `ask --batch` takes one.
    #[error("{0}: expected a JSON object with \"question\"")]
    NoQuestion(serde_json::Error),
    /// It is no question as `eval` takes one.
    #[error("{0}: expected a question with gold evidence")]
    NoGoldQuestion(serde_json::Error),
}

impl Failure {
    /// The exit code: 2 for wrong use, input or configuration, 3 for something that broke.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Library(LibraryError::Index(IndexError::Foreign(_))) => 2,
            Failure::Library(LibraryError::Index(_))
            | Failure::Library(LibraryError::Corpus(_))
            | Failure::Corpus(_)
            | Failure::Database(_)
            | Failure::Feedback(_)
            | Failure::Case(CaseError::Feedback(_))
            | Failure::Settings(_)
            | Failure::Publish(
                PublishError::Place { .. }
                | PublishError::Nothing(_)
                | PublishError::Version(_)
                | PublishError::Damaged { .. }
                | PublishError::Gone { .. }
                | PublishError::Vectors(_),
            )
            | Failure::Broken(_)
            | Failure::Output(_) => 3,
            Failure::Library(_)
            | Failure::Unwritable(_)
            | Failure::Publish(_)
            | Failure::Engine(_)
            | Failure::Phrases(_)
            | Failure::Environment(_)
            | Failure::Model(_)
            | Failure::Token(_)
            | Failure::ApiUrl(_)
            | Failure::OpenChannels(_)
            | Failure::AllowedServers(_)
            | Failure::Watching(_)
            | Failure::Case(_)
            | Failure::UploadServers(_)
            | Failure::Shards(_)
            | Failure::FileName(_)
            | Failure::NoDocument(_)
            | Failure::NoRange { .. }
            | Failure::SplitCharacter { .. }
            | Failure::File { .. }
            | Failure::Line { .. }
            | Failure::NoQuestion(_)
            | Failure::Input(_) => 2,
            Failure::OutputClosed => 0,
        }
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Failure {
        if error.is_unwritable() { Failure::Unwritable(error) } else { Failure::Library(error) }
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Failure {
        match error {
            PublishError::Library(error) => error.into(),
            error => Failure::Publish(error),
        }
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Failure {
        Failure::Corpus(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::OutputClosed
        } else {
            Failure::Output(error)
        }
    }
}

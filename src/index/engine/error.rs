//! What can be wrong with the engine. Its answers are never quoted whole: they repeat the words of
//! questions.

use std::io;

/// What the operator must mend.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Not the addresses of an engine. They are not repeated: they may hold a password.
    #[error(
        "the address of the engine: expected http:// or https://, a host, a port and no path, several set apart by commas, such as http://127.0.0.1:9200"
    )]
    Address,
    /// The client cannot be made.
    #[error("the client of the engine: {0}")]
    Client(String),
    /// The system gave no thread.
    #[error("the client of the engine: {0}")]
    Thread(#[from] io::Error),
    /// No node answers, or none answers for all shards.
    #[error(
        "the engine does not answer ({node}: {cause}): look at its nodes and the health of its cluster; nothing is answered until all shards are there"
    )]
    OutOfReach {
        /// The host and port that was asked last.
        node: String,
        /// What was wrong there.
        cause: String,
    },
    /// A node refuses what is asked.
    #[error("the engine refuses what is asked ({node}: {status}, {kind})")]
    Refused {
        /// The host and port.
        node: String,
        /// The status of HTTP.
        status: u16,
        /// The engine's name for what is wrong.
        kind: String,
    },
    /// The index is not there.
    #[error(
        "the engine has no index {0}: it was removed there, or this is another engine: make it anew with `verbatim index --rebuild`"
    )]
    NoIndex(String),
    /// Passages are not there that were written.
    #[error(
        "the engine has {found} of the {expected} passages of {index}: make it anew with `verbatim index --rebuild`"
    )]
    Lost {
        /// The index there.
        index: String,
        /// How many passages it should have.
        expected: u64,
        /// How many it has.
        found: u64,
    },
}

//! What a commit of the index folder says of the engine that holds its passages' posting lists.

use super::engine::{RemoteIndex, Rounds, Seen};
use crate::document::FileName;

/// An index in the engine, as one commit has it.
#[derive(Debug)]
pub(super) struct EngineCommit {
    /// The index there.
    pub index: RemoteIndex,
    /// Which of its passages belong to the commit.
    pub rounds: Rounds,
}

impl EngineCommit {
    /// What is seen of it: without the files that are hidden, in files of these (all without).
    pub fn seen<'s>(&'s self, hidden: &'s [FileName], files: Option<&'s [FileName]>) -> Seen<'s> {
        let names = |files: &'s [FileName]| files.iter().map(FileName::as_str).collect();
        Seen { rounds: &self.rounds, files: files.map(names), hidden: names(hidden) }
    }
}

//! What changed in the seeds folder since the last commit of the index.

use std::collections::BTreeMap;

use super::error::LibraryError;
use super::folders::Folders;
use super::scan::{Found, scan};
use crate::document::{FileName, Refusal, Warning};
use crate::index::{FileRecord, Index, Stamp};
use crate::sources::{self, Sources};

/// The files of the folder compared with those of the index.
pub struct Diff {
    /// What the folder holds.
    pub found: Found,
    /// What the index knows.
    pub known: BTreeMap<FileName, FileRecord>,
    /// Files that are new, or may have changed, in order.
    pub changed: Vec<FileName>,
    /// Files that the folder no longer holds, in order.
    pub removed: Vec<FileName>,
}

impl Diff {
    /// Whether the index is up to date.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }

    /// Compares the folder with the last commit. A file is unchanged when its stamp is the same, or
    /// when it is refused for the same reason; and when its citation is the same.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(folders: &Folders, index: &Index, sources: &Sources) -> Result<Diff, LibraryError> {
        let found = scan(folders);
        let known = index.snapshot()?.files()?;
        let is_unchanged = |file: &FileName, state: &Result<Stamp, Refusal>| {
            known.get(file).is_some_and(|record| {
                let is_same_file = match (state, &record.warning) {
                    (Ok(stamp), _) => record.stamp == *stamp,
                    (Err(refusal), Some(Warning::Refused(before))) => refusal == before,
                    (Err(_), _) => false,
                };
                is_same_file && record.citation == sources::fingerprint(&sources.of(file))
            })
        };
        let changed = found
            .iter()
            .filter(|(file, state)| !is_unchanged(file, state))
            .map(|(file, _)| file.clone())
            .collect();
        let removed = known.keys().filter(|file| !found.contains_key(file)).cloned().collect();
        Ok(Diff { found, known, changed, removed })
    }
}

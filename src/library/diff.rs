//! What changed in the seeds folder since the last commit of the index. Of what did not change nothing is
//! kept but a bit.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::error::LibraryError;
use super::folders::Folders;
use super::scan::{Found, scan};
use crate::document::{FileName, Refusal};
use crate::index::{Index, Snapshot, Stamp, state_digest};
use crate::sources::Sources;

/// A file that is new, or may have changed.
pub struct Changed {
    /// Its name.
    pub file: FileName,
    /// What the system says of it.
    pub state: Result<Stamp, Refusal>,
    /// Whether the index knows it, as it was before.
    pub is_known: bool,
}

impl Changed {
    /// Its size in bytes, as far as it is known.
    pub fn n_bytes(&self) -> u64 {
        self.state.as_ref().map_or(0, |stamp| stamp.bytes)
    }
}

/// The files of the folder compared with those of the index.
pub struct Diff {
    /// The commit that the folder was compared with.
    pub snapshot: Snapshot,
    /// How many files the folder holds.
    pub n_found: usize,
    /// How many files the index knows.
    pub n_known: usize,
    /// Files that are new, or may have changed, by name.
    pub changed: Vec<Changed>,
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
        let snapshot = index.snapshot()?;
        let known = snapshot.states();
        let mut is_there = vec![false; known.len()];
        let (mut n_found, mut changed) = (0, Vec::new());
        let state_of = |found: &Found| {
            let citation = sources.fingerprint(&found.file);
            state_digest(&found.file, found.state.as_ref(), &citation)
        };
        scan(folders, &mut |found| {
            n_found += found.len();
            let compare = |found: Found| {
                let places = known.places(state_of(&found));
                if places.is_empty() { Err(found) } else { Ok(places) }
            };
            let compared: Vec<_> = found.into_par_iter().with_min_len(64).map(compare).collect();
            for one in compared {
                match one {
                    Ok(places) => is_there[places].fill(true),
                    Err(Found { file, state }) => {
                        changed.push(Changed { file, state, is_known: false });
                    }
                }
            }
        });
        changed.sort_unstable_by(|one, other| one.file.cmp(&other.file));
        let is_missing = |place: &usize| !is_there[*place];
        let missing: FxHashSet<u64> =
            (0..known.len()).filter(is_missing).filter_map(|place| known.at(place)).collect();
        let mut removed = Vec::new();
        for file in snapshot.files_in(&missing)? {
            match changed.binary_search_by(|changed| changed.file.cmp(&file)) {
                Ok(at) => changed[at].is_known = true,
                Err(_) => removed.push(file),
            }
        }
        Ok(Diff { snapshot, n_found, n_known: known.len(), changed, removed })
    }
}

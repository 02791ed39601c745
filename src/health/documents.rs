//! How many documents and units there are: counted once for each commit of the index.

use std::sync::{Mutex, PoisonError};

use crate::corpus::CorpusError;
use crate::index::Snapshot;
use crate::library::Library;

/// What one commit holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Those that can be quoted.
    pub(super) documents: usize,
    pub(super) units: usize,
}

/// The last commit that was counted. A lock, held while one is, so that it is done once.
#[derive(Default)]
pub(super) struct Counted(Mutex<Option<(Snapshot, Count)>>);

impl Counted {
    /// What the library holds now.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(&self, library: &Library) -> Result<Count, CorpusError> {
        let snapshot = library.shelf().snapshot().clone();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((counted, count)) = &*last
            && counted.is_same_commit(&snapshot)
        {
            return Ok(*count);
        }
        let units = usize::try_from(snapshot.n_units()).unwrap_or(usize::MAX);
        let count = Count { documents: snapshot.n_listed()?, units };
        *last = Some((snapshot, count));
        Ok(count)
    }
}

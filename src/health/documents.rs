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
        let files = snapshot.files()?;
        let usable = files.values().filter(|record| record.n_units > 0);
        let count = usable.fold(Count::default(), |sum, record| Count {
            documents: sum.documents + 1,
            units: sum.units + record.n_units as usize,
        });
        *last = Some((snapshot, count));
        Ok(count)
    }
}

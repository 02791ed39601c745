//! The passages that questions looked at last, with their words, kept in memory.

use std::sync::{Arc, Mutex, PoisonError};

use super::passage::ShelvedPassage;
use crate::document::cache::Cache;
use crate::index::PassageId;

/// Passages in memory together hold at most about this many bytes.
const MAX_BYTES: usize = 32 << 20;

/// Passages by their ids in one commit of the index.
pub(super) struct PassageCache {
    /// A lock, because a look-up on any thread changes which passage was used last; held for the
    /// look-up only.
    kept: Mutex<Cache<PassageId, Arc<ShelvedPassage>>>,
}

impl PassageCache {
    /// An empty cache.
    pub fn new() -> PassageCache {
        PassageCache { kept: Mutex::new(Cache::new(MAX_BYTES)) }
    }

    /// A passage, made by `make` when it is not in the cache.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn get_or_make<E>(
        &self,
        id: PassageId,
        make: impl FnOnce() -> Result<ShelvedPassage, E>,
    ) -> Result<Arc<ShelvedPassage>, E> {
        if let Some(known) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Arc::clone(known));
        }
        let passage = Arc::new(make()?);
        let n_bytes = passage.words.n_bytes();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(id, Arc::clone(&passage), n_bytes);
        Ok(passage)
    }
}

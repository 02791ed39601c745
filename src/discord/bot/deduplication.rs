//! Deduplication of interactions: after a reconnect Discord may send one again.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;
use serenity::all::InteractionId;

/// Interactions that are remembered.
const MAX_INTERACTIONS: NonZeroUsize = NonZeroUsize::new(10_000).expect("not 0");

/// The interactions that came last.
pub(super) struct SeenInteractions {
    /// A lock, because handlers run on several threads; held for a look-up.
    seen: Mutex<LruCache<InteractionId, ()>>,
}

impl SeenInteractions {
    /// None yet.
    pub(super) fn new() -> SeenInteractions {
        SeenInteractions { seen: Mutex::new(LruCache::new(MAX_INTERACTIONS)) }
    }

    /// Whether an interaction comes for the first time. It is remembered.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).put(interaction, ()).is_none()
    }
}

//! How long stored texts are kept that no document has any more.

use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::corpus::Shelf;

/// They are kept this long after the last shelf was replaced: another process may be quoting from
/// them.
pub(super) const RETENTION: Duration = Duration::from_secs(60);

/// The shelves that were replaced, whose texts may still be needed.
#[derive(Default)]
pub(super) struct Retention {
    /// Those that questions under way may still use.
    in_use: Vec<Weak<Shelf>>,
    /// When the last was replaced; `None` when its texts were removed since.
    last: Option<Instant>,
}

impl Retention {
    /// Notes that a shelf was replaced.
    pub fn note(&mut self, shelf: &Arc<Shelf>, now: Instant) {
        self.in_use.retain(|shelf| shelf.strong_count() > 0);
        self.in_use.push(Arc::downgrade(shelf));
        self.last = Some(now);
    }

    /// Whether the time has passed and no question uses a replaced shelf any more; then all are
    /// forgotten.
    pub fn take_due(&mut self, now: Instant) -> bool {
        self.in_use.retain(|shelf| shelf.strong_count() > 0);
        let is_due = self.in_use.is_empty()
            && self.last.is_some_and(|last| now.saturating_duration_since(last) >= RETENTION);
        if is_due {
            self.last = None;
        }
        is_due
    }

    /// Whether there is anything to remove.
    pub fn is_pending(&self) -> bool {
        self.last.is_some()
    }
}

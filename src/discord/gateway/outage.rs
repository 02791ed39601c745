//! What the log says while Discord cannot be reached: the first failure at once, then one now and
//! then, so that a long outage does not fill a disk.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

/// While it lasts, it is told of this often.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// An outage, or none yet.
#[derive(Debug, Default)]
pub(in crate::discord) struct Outage {
    told: Option<Instant>,
    n_failures: u64,
}

impl Outage {
    /// Notes a failure, and tells of it if that is due. `what` begins the line.
    pub(in crate::discord) fn note(&mut self, what: &str, cause: impl fmt::Display) {
        self.n_failures += 1;
        if self.told.is_none_or(|told| told.elapsed() >= EVERY) {
            self.told = Some(Instant::now());
            tracing::warn!(failures = self.n_failures, "{what}: {cause}; it is tried again");
        }
    }

    /// Ends it.
    pub(in crate::discord) fn end(&mut self) {
        *self = Outage::default();
    }
}

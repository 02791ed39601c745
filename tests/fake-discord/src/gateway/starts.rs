//! How many sessions the bot may still begin, and how soon (Discord, "Session Start Limit Object").

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// What Discord allows a small bot in a day.
const TOTAL: u64 = 1000;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is left.
#[derive(Clone, Debug)]
pub(crate) struct SessionStarts {
    remaining: u64,
    resets: Instant,
    /// When the last was begun of each bucket.
    last: HashMap<u64, Instant>,
}

impl Default for SessionStarts {
    fn default() -> SessionStarts {
        SessionStarts { remaining: TOTAL, resets: Instant::now() + DAY, last: HashMap::new() }
    }
}

impl SessionStarts {
    /// From now on so many are left, and all again after so long.
    pub(crate) fn limit(&mut self, remaining: u64, resets_after: Duration) {
        self.remaining = remaining;
        self.resets = Instant::now() + resets_after;
    }

    /// How many are left, and how long until all are again.
    pub(crate) fn left(&mut self) -> (u64, Duration) {
        let now = Instant::now();
        if now >= self.resets {
            self.limit(TOTAL, DAY);
        }
        (self.remaining, self.resets.saturating_duration_since(now))
    }

    /// Notes one that is begun; whether that was allowed, and how long the last one of its bucket was
    /// ago.
    pub(crate) fn begin(&mut self, bucket: u64) -> (bool, Option<Duration>) {
        let (remaining, _) = self.left();
        self.remaining = remaining.saturating_sub(1);
        let last = self.last.insert(bucket, Instant::now());
        (remaining > 0, last.map(|last| last.elapsed()))
    }
}

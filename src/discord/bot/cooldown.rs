//! A cooldown for each person or place: what is done at most once in a while.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The running cooldowns. Those that ended are forgotten.
pub(in crate::discord) struct Cooldown<K> {
    length: Duration,
    /// When each ends. A lock, because handlers run on several threads; held for a look-up.
    ends: Mutex<HashMap<K, Instant>>,
}

impl<K: Eq + Hash> Cooldown<K> {
    /// Cooldowns of this length.
    pub(super) fn new(length: Duration) -> Cooldown<K> {
        Cooldown { length, ends: Mutex::default() }
    }

    /// Starts the cooldown of a key at this moment; `false` while an earlier one runs.
    pub(in crate::discord) fn try_start(&self, key: K, now: Instant) -> bool {
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.retain(|_, end| now < *end);
        match ends.entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(first) => {
                first.insert(now + self.length);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_one_turn_in_a_while() {
        let (cooldown, since) = (Cooldown::new(Duration::from_secs(60 * 60)), Instant::now());
        let minutes = |n: u64| since + Duration::from_secs(60 * n);
        let starts = |key: u64, minute: u64| cooldown.try_start(key, minutes(minute));
        assert_eq!(
            [
                starts(1, 0),
                starts(1, 30),
                starts(2, 31),
                starts(1, 59),
                starts(1, 60),
                starts(1, 61)
            ],
            [true, false, true, false, true, false]
        );
    }
}

//! Doing something at most once in a while for each person or place.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Remembers whose turn it was. What is older than the while is forgotten.
pub(super) struct OnceIn<K> {
    a_while: Duration,
    /// Until when each has had its turn. A lock, because handlers run on several threads; held for
    /// a look-up.
    until: Mutex<HashMap<K, Instant>>,
}

impl<K: Eq + Hash> OnceIn<K> {
    pub(super) fn new(a_while: Duration) -> OnceIn<K> {
        OnceIn { a_while, until: Mutex::default() }
    }

    /// Whether it is this one's turn; then it is not again for a while from this moment.
    pub(super) fn is_due(&self, key: K, now: Instant) -> bool {
        let mut known = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, until| now < *until);
        match known.entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(first) => {
                first.insert(now + self.a_while);
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
        let (once, since) = (OnceIn::new(Duration::from_secs(60 * 60)), Instant::now());
        let minutes = |n: u64| since + Duration::from_secs(60 * n);
        let due = |key: u64, minute: u64| once.is_due(key, minutes(minute));
        assert_eq!(
            [due(1, 0), due(1, 30), due(2, 31), due(1, 59), due(1, 60), due(1, 61)],
            [true, false, true, false, true, false]
        );
    }
}

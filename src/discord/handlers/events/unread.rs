//! Counting what could not be read, and saying so now and then: an event that vanishes leaves a bot
//! that looks healthy and knows less than it should.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Each kind of event is told of this often.
const EVERY: Duration = Duration::from_secs(10 * 60);
/// An error is told up to here, in characters.
const LONGEST_ERROR: usize = 200;

/// How many events of each kind could not be read, and when that was last told.
#[derive(Default)]
pub(super) struct Unread {
    /// A lock, because the log is written from wherever an event is read; held for a look-up.
    kinds: Mutex<HashMap<&'static str, (u64, Option<Instant>)>>,
}

impl Unread {
    /// Notes an event of which nothing of use could be read.
    pub(super) fn lost(&self, kind: &'static str, error: &str) {
        if let Some(count) = self.count(kind, Instant::now()) {
            let error = shown(error);
            tracing::warn!(kind, count, error, "what Discord told could not be read");
        }
    }

    /// Notes an event that was read in part.
    pub(super) fn in_part(&self, kind: &'static str, error: &str) {
        if let Some(count) = self.count(kind, Instant::now()) {
            let error = shown(error);
            tracing::warn!(kind, count, error, "what Discord told could be read in part only");
        }
    }

    /// Counts one; how many there were, if it is time to say so.
    fn count(&self, kind: &'static str, now: Instant) -> Option<u64> {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, told) = kinds.entry(kind).or_default();
        *count += 1;
        if told.is_some_and(|told| now.duration_since(told) < EVERY) {
            return None;
        }
        *told = Some(now);
        Some(*count)
    }
}

/// An error without what it repeats of the event, which may be what somebody wrote.
fn shown(error: &str) -> String {
    let without = match (error.find('"'), error.rfind('"')) {
        (Some(first), Some(last)) if first < last => {
            format!("{}\"…{}", &error[..first], &error[last..])
        }
        _ => error.to_owned(),
    };
    without.chars().filter(|c| !c.is_control()).take(LONGEST_ERROR).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_event_says_is_no_part_of_the_error() {
        let error =
            serde_json::from_str::<u64>("\"a \\\"secret\\\" word\"").expect_err("no number");
        let told = shown(&error.to_string());
        assert!(told.starts_with("invalid type: string \"…\", expected u64"), "{told}");
        assert_eq!(shown("missing field `id`"), "missing field `id`");
    }

    #[test]
    fn each_kind_is_told_of_now_and_then_with_its_count() {
        let (unread, since) = (Unread::default(), Instant::now());
        let count =
            |kind, minutes: u64| unread.count(kind, since + Duration::from_secs(60 * minutes));
        assert_eq!(
            [count("A", 0), count("A", 1), count("B", 2), count("A", 9), count("A", 11)],
            [Some(1), None, Some(1), None, Some(4)]
        );
    }
}

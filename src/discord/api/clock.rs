//! Discord's clock, by the `Date` of its answers, and how far this machine's is from it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use reqwest::header::{DATE, HeaderMap};

/// The header tells whole seconds, and the answer was under way: what is less is no difference.
const TOLERATED_SECONDS: i64 = 5;
/// No answer has told it.
const UNKNOWN: i64 = i64::MIN;

/// How far this machine's clock is ahead of Discord's, in seconds.
#[derive(Debug)]
pub(in crate::discord) struct ServerClock(AtomicI64);

impl Default for ServerClock {
    fn default() -> ServerClock {
        ServerClock(AtomicI64::new(UNKNOWN))
    }
}

impl ServerClock {
    /// Notes what an answer tells that came just now.
    pub(super) fn note(&self, headers: &HeaderMap) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok()) else {
            return;
        };
        let own = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let ahead = i64::try_from(own).unwrap_or(i64::MAX).saturating_sub(date.timestamp());
        self.0.store(ahead, Ordering::Relaxed);
    }

    /// How many seconds this machine's clock is ahead; negative where it is behind. `None` where no
    /// answer has told the time.
    pub(in crate::discord) fn ahead(&self) -> Option<i64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|ahead| *ahead != UNKNOWN)
    }

    /// What is wrong with this machine's clock, and what to do; `None` where nothing is, or that is
    /// not known.
    pub(in crate::discord) fn fault(&self) -> Option<String> {
        let ahead = self.ahead().filter(|ahead| ahead.abs() > TOLERATED_SECONDS)?;
        let side = if ahead > 0 { "ahead of" } else { "behind" };
        Some(format!(
            "this machine's clock is {} seconds {side} Discord's, so that edited questions and new servers look older or newer than they are: have it set by the network (NTP)",
            ahead.unsigned_abs()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_minutes_off_is_a_fault_and_a_second_is_none() {
        let clock = ServerClock::default();
        assert_eq!((clock.ahead(), clock.fault()), (None, None));
        let headers = |off: i64| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
            let then = DateTime::from_timestamp(now as i64 - off, 0).expect("a moment");
            let date = then.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            HeaderMap::from_iter([(DATE, date.parse().expect("a header"))])
        };
        clock.note(&headers(1));
        assert_eq!(clock.fault(), None);
        clock.note(&headers(-300));
        assert!(clock.fault().is_some_and(|fault| fault.contains("seconds behind Discord's")));
        clock.note(&headers(300));
        assert!(clock.fault().is_some_and(|fault| fault.contains("seconds ahead of Discord's")));
    }
}

//! Days, by which everything here is dated: no hour is kept.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

const SECONDS: i64 = 24 * 60 * 60;

/// A day in UTC, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub(super) i64);

/// A text is no day.
#[derive(Debug, thiserror::Error)]
#[error("expected a day such as 2026-01-31")]
pub struct DayError;

impl Day {
    /// This day.
    pub fn today() -> Day {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Day(since.map_or(0, |since| since.as_secs() as i64 / SECONDS))
    }

    /// So many days before.
    pub fn before(self, days: u64) -> Day {
        Day(self.0 - days as i64)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| DayError)?;
        let midnight = day.and_hms_opt(0, 0, 0).ok_or(DayError)?;
        Ok(Day(midnight.and_utc().timestamp().div_euclid(SECONDS)))
    }
}

impl fmt::Display for Day {
    /// As ISO 8601 writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::from_timestamp(self.0.saturating_mul(SECONDS), 0) {
            Some(moment) => write!(f, "{}", moment.format("%Y-%m-%d")),
            None => write!(f, "day {}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for day in ["1970-01-01", "2026-02-28", "2028-02-29"] {
            assert_eq!(day.parse::<Day>().expect("a day").to_string(), day);
        }
        assert_eq!("1970-01-02".parse::<Day>().expect("a day"), Day(1));
        for other in ["", "2026-02-30", "yesterday", "2026-1"] {
            assert!(other.parse::<Day>().is_err(), "{other}");
        }
        assert_eq!(Day(400).before(30), Day(370));
    }
}

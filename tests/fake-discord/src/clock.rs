//! Time as Discord writes it: snowflakes and ISO 8601 timestamps.
//!
//! Nothing here may go backwards: ids made later are larger.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use twilight_model::util::Timestamp;

/// Milliseconds from the Unix epoch to the first second of 2015, from which snowflakes count.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;

/// Makes snowflakes: the milliseconds since Discord's epoch above bit 22, a counter below it.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    /// A new id, larger than every one before it and never zero.
    pub(crate) fn next(&mut self) -> u64 {
        let now = unix_milliseconds().saturating_sub(DISCORD_EPOCH) << 22;
        self.last = now.max(self.last + 1);
        self.last
    }
}

/// The present moment as Discord writes it in messages, such as `2024-06-24T10:00:00.000000+00:00`.
pub(crate) fn now() -> String {
    let microseconds = i64::try_from(since_1970().as_micros()).unwrap_or_default();
    Timestamp::from_micros(microseconds)
        .map(|moment| moment.iso_8601().to_string())
        .unwrap_or_default()
}

/// The present moment, in nanoseconds since 1970.
pub(crate) fn nanoseconds() -> u128 {
    since_1970().as_nanos()
}

fn unix_milliseconds() -> u64 {
    u64::try_from(since_1970().as_millis()).unwrap_or_default()
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

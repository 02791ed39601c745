//! Which shards of Discord's gateway this process keeps up.
//!
//! A shard is a connection that is told of its share of the servers (Discord API reference, "Sharding").

use std::fmt;
use std::num::NonZeroU32;
use std::ops::Range;

/// More than any bot has.
const MOST: u32 = 10_000;
/// Servers are shared out by what is above these bits of their numbers.
const BITS_BELOW: u32 = 22;

/// Some of a bot's shards, one after the other; at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShardRange {
    first: u32,
    /// The first that is not among them any more.
    end: u32,
    of: NonZeroU32,
}

/// What the operator wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shards {
    /// As many as Discord recommends, all in this process.
    #[default]
    Recommended,
    /// These.
    These(ShardRange),
}

/// The value says none of it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "SHARDS is \"{0}\": expected a number such as 16, or this process's part of all, such as 0..4/16 for the first four of sixteen; leave it out for as many as Discord recommends, all in this process"
)]
pub struct ShardsError(String);

impl ShardRange {
    /// One shard, which has all servers.
    pub const ONE: ShardRange = ShardRange { first: 0, end: 1, of: NonZeroU32::MIN };

    /// All of so many.
    pub fn all(of: NonZeroU32) -> ShardRange {
        ShardRange { first: 0, end: of.get(), of }
    }

    /// Those from `first` on up to `end`, which is not among them; `None` where there is none, or not
    /// so many.
    pub fn new(first: u32, end: u32, of: u32) -> Option<ShardRange> {
        let fits = first < end && end <= of && of <= MOST;
        NonZeroU32::new(of).filter(|_| fits).map(|of| ShardRange { first, end, of })
    }

    /// Their numbers, in order.
    pub fn numbers(self) -> Range<u32> {
        self.first..self.end
    }

    /// How many there are in this process.
    pub fn n_here(self) -> u32 {
        self.end - self.first
    }

    /// How many there are in all processes.
    pub fn n_of_all(self) -> u32 {
        self.of.get()
    }

    /// Whether the first shard is among them: the one that is told of direct messages.
    pub fn has_first(self) -> bool {
        self.first == 0
    }

    /// Whether all are among them.
    pub fn is_all(self) -> bool {
        self.n_here() == self.n_of_all()
    }

    /// Whether a server's shard is among them.
    pub fn has_server(self, server: u64) -> bool {
        let shard = (server >> BITS_BELOW) % u64::from(self.of.get());
        self.numbers().any(|number| u64::from(number) == shard)
    }

    /// Reads a number, or a part of all.
    fn parse(value: &str) -> Option<ShardRange> {
        let Some((part, of)) = value.split_once('/') else {
            let of = number(value)?;
            return ShardRange::new(0, of, of);
        };
        let (first, end) = part.split_once("..")?;
        ShardRange::new(number(first)?, number(end)?, number(of)?)
    }
}

/// A number in digits alone.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// As it is set.
impl fmt::Display for ShardRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            write!(f, "{}", self.of)
        } else {
            write!(f, "{}..{}/{}", self.first, self.end, self.of)
        }
    }
}

impl Shards {
    /// Reads a number or a part of all; nothing, or an empty text, is as Discord recommends.
    ///
    /// # Errors
    /// When it is neither, or there are no such shards.
    pub fn parse(value: Option<&str>) -> Result<Shards, ShardsError> {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else {
            return Ok(Shards::Recommended);
        };
        let these = ShardRange::parse(value).map(Shards::These);
        these.ok_or_else(|| ShardsError(value.to_owned()))
    }

    /// Whether the first shard is among them, by whose process the commands are registered.
    pub fn have_first(self) -> bool {
        match self {
            Shards::Recommended => true,
            Shards::These(these) => these.has_first(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_a_number_or_a_half_open_part_of_all() {
        let read = |value: &str| match Shards::parse(Some(value)) {
            Ok(Shards::These(these)) => Some((these.numbers(), these.n_of_all())),
            _ => None,
        };
        assert_eq!(Shards::parse(None), Ok(Shards::Recommended));
        assert_eq!(Shards::parse(Some("  ")), Ok(Shards::Recommended));
        assert_eq!(read("16"), Some((0..16, 16)));
        assert_eq!(read(" 12 .. 16 / 16 "), Some((12..16, 16)));
        for wrong in ["0", "0/16", "4..4/16", "5..4/16", "0..17/16", "+4", "0..4", "0..4/", "a"] {
            assert_eq!(Shards::parse(Some(wrong)), Err(ShardsError(wrong.to_owned())));
        }
    }

    #[test]
    fn each_server_is_on_one_shard_and_parts_are_written_as_they_are_read() {
        let parts = ["0..4/16", "4..15/16", "15..16/16"];
        let parts = parts.map(|part| ShardRange::parse(part).expect("a part"));
        for server in (0..1000).map(|n| 910_000_000_000_000_000 + (n << 22) + n) {
            assert_eq!(parts.iter().filter(|part| part.has_server(server)).count(), 1);
        }
        assert_eq!(parts.map(|part| part.to_string()), ["0..4/16", "4..15/16", "15..16/16"]);
        assert_eq!(ShardRange::ONE.to_string(), "1");
        assert!(ShardRange::ONE.has_server(7) && ShardRange::ONE.has_first());
    }
}

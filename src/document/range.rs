//! A range of bytes. Where a range comes from, there is a text that it was checked against.

use serde::{Deserialize, Serialize};

/// Bytes `start..end` of a text; `start <= end`. Stored as `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct ByteRange {
    start: u32,
    end: u32,
}

impl ByteRange {
    /// The range from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// When `start > end`, or when a text is longer than 4 GiB, which extraction refuses.
    pub fn new(start: usize, end: usize) -> ByteRange {
        assert!(start <= end, "a range ends before it starts: {start}..{end}");
        ByteRange {
            start: u32::try_from(start).expect("texts are under 4 GiB"),
            end: u32::try_from(end).expect("texts are under 4 GiB"),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte behind the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// How many bytes.
    pub fn n_bytes(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: ByteRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` lies in it.
    pub fn contains(self, other: ByteRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of it that are `other`'s too; empty, at its own end, when there are none.
    pub fn clipped(self, other: ByteRange) -> ByteRange {
        let end = self.end.min(other.end);
        let start = self.start.max(other.start);
        if start <= end { ByteRange { start, end } } else { ByteRange { start: self.end, ..self } }
    }

    /// The range of these bytes of it, counted from its own start.
    ///
    /// # Panics
    /// When `inner` ends before it starts.
    pub fn within(self, inner: std::ops::Range<usize>) -> ByteRange {
        ByteRange::new(self.start() + inner.start, self.start() + inner.end)
    }

    /// As the standard library's range, for slicing.
    pub fn as_std(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }
}

impl TryFrom<(u32, u32)> for ByteRange {
    type Error = &'static str;

    fn try_from((start, end): (u32, u32)) -> Result<ByteRange, Self::Error> {
        if start <= end {
            Ok(ByteRange { start, end })
        } else {
            Err("a range ends before it starts")
        }
    }
}

impl From<ByteRange> for (u32, u32) {
    fn from(range: ByteRange) -> (u32, u32) {
        (range.start, range.end)
    }
}

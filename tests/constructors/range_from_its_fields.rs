//! A range is checked when it is made.
use verbatim::document::ByteRange;

pub fn make() -> ByteRange {
    return ByteRange { start: 9, end: 3 }; // FORBIDDEN: E0451
    ByteRange::new(3, 9)
}

//! References to quotes as text that fits into a custom id.
//!
//! Each reference is the beginning of its text's hash, a tag of its file, a byte of flags, and its ranges as varints (LEB128), each start counted from the end before. All as Base64
//! for URLs (RFC 4648, section 5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::answer::{Cut, FileTag, QuoteReference};
use crate::document::ByteRange;
use crate::index::HASH_DIGITS;

const HASH_BYTES: usize = HASH_DIGITS / 2;

const CUT_BEFORE: u8 = 1;
const CUT_AFTER: u8 = 2;
const TWO_PARTS: u8 = 4;
/// Three bits, one a quote, from here.
const DIFFERS_AT: u32 = 3;
/// Two bits from here: how many highlights, three at most.
const HIGHLIGHTS_AT: u32 = 6;

/// The references as at most `room` characters: highlights are left out where there is no room for
/// them. `None` when there is none for the rest.
pub(super) fn write(references: &[QuoteReference], room: usize) -> Option<String> {
    let texts = [3, 1, 0].map(|highlights| {
        let bytes: Vec<u8> =
            references.iter().flat_map(|reference| bytes(reference, highlights)).collect();
        URL_SAFE_NO_PAD.encode(bytes)
    });
    texts.into_iter().find(|text| text.len() <= room)
}

fn bytes(reference: &QuoteReference, max_highlights: usize) -> Vec<u8> {
    let highlights = &reference.highlights[..reference.highlights.len().min(max_highlights)];
    let differs =
        reference.differs_from.iter().filter(|at| **at < 3).fold(0, |bits, at| bits | 1 << at);
    let mut how = differs << DIFFERS_AT | (highlights.len() as u8) << HIGHLIGHTS_AT;
    for (is, bit) in [
        (reference.cut.before, CUT_BEFORE),
        (reference.cut.after, CUT_AFTER),
        (reference.parts.len() == 2, TWO_PARTS),
    ] {
        how |= if is { bit } else { 0 };
    }
    let mut bytes: Vec<u8> = (0..HASH_BYTES)
        .filter_map(|at| u8::from_str_radix(reference.text.get(2 * at..2 * at + 2)?, 16).ok())
        .collect();
    bytes.extend(reference.file.0.to_be_bytes());
    bytes.push(how);
    write_ranges(&reference.parts, 0, &mut bytes);
    write_ranges(highlights, reference.parts.first().map_or(0, |part| part.start()), &mut bytes);
    bytes
}

fn write_ranges(ranges: &[ByteRange], mut from: usize, bytes: &mut Vec<u8>) {
    for range in ranges {
        write_number(range.start() - from, bytes);
        write_number(range.n_bytes(), bytes);
        from = range.end();
    }
}

fn write_number(mut number: usize, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The references that were written; `None` for any other text.
pub(super) fn read(text: &str) -> Option<Vec<QuoteReference>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let mut rest = bytes.as_slice();
    let mut references = Vec::new();
    while !rest.is_empty() {
        references.push(read_one(&mut rest)?);
    }
    (!references.is_empty()).then_some(references)
}

fn read_one(rest: &mut &[u8]) -> Option<QuoteReference> {
    let (hash, behind) = rest.split_at_checked(HASH_BYTES)?;
    let (&[high, low, how], behind) = behind.split_first_chunk()?;
    *rest = behind;
    let parts = read_ranges(if how & TWO_PARTS == 0 { 1 } else { 2 }, 0, rest)?;
    let highlights = read_ranges(usize::from(how >> HIGHLIGHTS_AT), parts[0].start(), rest)?;
    Some(QuoteReference {
        text: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        file: FileTag(u16::from_be_bytes([high, low])),
        parts,
        highlights,
        cut: Cut { before: how & CUT_BEFORE != 0, after: how & CUT_AFTER != 0 },
        differs_from: (0..3).filter(|at| how >> DIFFERS_AT & 1 << at != 0).collect(),
    })
}

fn read_ranges(n: usize, mut from: usize, rest: &mut &[u8]) -> Option<Vec<ByteRange>> {
    let mut ranges = Vec::new();
    for _ in 0..n {
        let start = from.checked_add(read_number(rest)?)?;
        from = start.checked_add(read_number(rest)?)?;
        // No text is longer, so no such range was written.
        u32::try_from(from).ok()?;
        ranges.push(ByteRange::new(start, from));
    }
    Some(ranges)
}

fn read_number(rest: &mut &[u8]) -> Option<usize> {
    // Five bytes of seven bits hold the largest text there can be.
    let mut number = 0;
    for at in 0..5 {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reference() -> impl Strategy<Value = QuoteReference> {
        let lengths = prop::collection::vec((0_usize..20_000_000, 1_usize..900), 1..=2);
        let marks = prop::collection::vec((0_usize..300, 1_usize..60), 0..=3);
        let ranges = |from: usize, lengths: &[(usize, usize)]| {
            let mut at = from;
            let next = |(gap, n): &(usize, usize)| {
                let start = at + gap;
                at = start + n;
                ByteRange::new(start, at)
            };
            lengths.iter().map(next).collect::<Vec<_>>()
        };
        ("[0-9a-f]{10}", any::<u16>(), lengths, marks, any::<[bool; 5]>()).prop_map(
            move |(text, file, lengths, marks, flags)| {
                let parts = ranges(0, &lengths);
                let highlights = ranges(parts[0].start(), &marks);
                let differs_from = (0..3).filter(|at| flags[2 + at]).collect();
                QuoteReference {
                    text,
                    file: FileTag(file),
                    highlights,
                    parts,
                    cut: Cut { before: flags[0], after: flags[1] },
                    differs_from,
                }
            },
        )
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(references in prop::collection::vec(reference(), 1..=5)) {
            let text = write(&references, usize::MAX).expect("there is room");
            prop_assert_eq!(read(&text), Some(references));
        }

        #[test]
        fn three_places_always_fit_into_a_button(references in prop::collection::vec(reference(), 1..=3)) {
            let text = write(&references, 90).expect("there is room");
            let places = |references: &[QuoteReference]| references.iter().map(|reference| (reference.text.clone(), reference.parts.clone())).collect::<Vec<_>>();
            prop_assert_eq!(places(&read(&text).expect("read")), places(&references));
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in "[A-Za-z0-9_-]{0,100}") {
            let _ = read(&text);
        }
    }
}

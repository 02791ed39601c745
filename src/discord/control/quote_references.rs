//! References to quotes in few bytes: each is the tag of its document, a byte of flags, and its
//! ranges.

use crate::answer::{Cut, QuoteReference};
use crate::document::compact::{read_array, read_ranges, write_ranges};
use crate::document::{ByteRange, DocumentTag};

const CUT_BEFORE: u8 = 1;
const CUT_AFTER: u8 = 2;
const TWO_PARTS: u8 = 4;
/// Three bits, one a quote, from here.
const DIFFERS_AT: u32 = 3;
/// Two bits from here: how many highlights, three at most.
const HIGHLIGHTS_AT: u32 = 6;

/// The references in at most `room` bytes: highlights are left out where there is no room for them.
/// `None` when there is none for the rest, or a quote has more parts than an answer's has.
pub(super) fn write(references: &[QuoteReference], room: usize) -> Option<Vec<u8>> {
    if references.iter().any(|one| !(1..=2).contains(&one.parts.len())) {
        return None;
    }
    let written = [3, 1, 0].map(|highlights| {
        references.iter().flat_map(|reference| bytes(reference, highlights)).collect::<Vec<u8>>()
    });
    written.into_iter().find(|bytes| bytes.len() <= room)
}

fn bytes(reference: &QuoteReference, max_highlights: usize) -> Vec<u8> {
    let start = reference.parts.first().map_or(0, |part| part.start());
    let in_order = |one: &&ByteRange| one.start() >= start;
    let highlights: Vec<ByteRange> =
        reference.highlights.iter().filter(in_order).take(max_highlights).copied().collect();
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
    let mut bytes = Vec::new();
    reference.document.write(&mut bytes);
    bytes.push(how);
    write_ranges(&reference.parts, 0, &mut bytes);
    write_ranges(&highlights, start, &mut bytes);
    bytes
}

/// The references that were written, up to the end; at least one. `None` for any other bytes.
pub(super) fn read(rest: &mut &[u8]) -> Option<Vec<QuoteReference>> {
    let mut references = Vec::new();
    while !rest.is_empty() {
        references.push(read_one(rest)?);
    }
    (!references.is_empty()).then_some(references)
}

fn read_one(rest: &mut &[u8]) -> Option<QuoteReference> {
    let document = DocumentTag::read(rest)?;
    let [how] = read_array(rest)?;
    let parts = read_ranges(if how & TWO_PARTS == 0 { 1 } else { 2 }, 0, rest)?;
    let highlights = read_ranges(usize::from(how >> HIGHLIGHTS_AT), parts[0].start(), rest)?;
    Some(QuoteReference {
        document,
        parts,
        highlights,
        cut: Cut { before: how & CUT_BEFORE != 0, after: how & CUT_AFTER != 0 },
        differs_from: (0..3).filter(|at| how >> DIFFERS_AT & 1 << at != 0).collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::discord::control::{Action, Control, QuotePage};

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
        (any::<[u8; DocumentTag::N_BYTES]>(), lengths, marks, any::<[bool; 5]>()).prop_map(
            move |(document, lengths, marks, flags)| {
                let parts = ranges(0, &lengths);
                let highlights = ranges(parts[0].start(), &marks);
                let differs_from = (0..3).filter(|at| flags[2 + at]).collect();
                QuoteReference {
                    document: DocumentTag::read(&mut document.as_slice()).expect("enough bytes"),
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
            let bytes = write(&references, usize::MAX).expect("there is room");
            prop_assert_eq!(read(&mut bytes.as_slice()), Some(references));
        }

        #[test]
        fn three_places_always_fit_into_a_control(references in prop::collection::vec(reference(), 1..=3)) {
            let page = QuotePage { first_rank: 1, first: 0, chosen: 0, is_nearest: false, references: references.clone() };
            let control = Control::new(std::num::NonZeroU64::new(u64::MAX), Action::ShowQuotes(page));
            let id = control.custom_id().expect("there is room");
            let Some(Control { action: Action::ShowQuotes(read), .. }) = Control::parse(&id) else {
                return Err(TestCaseError::fail("another control"));
            };
            let places = |references: &[QuoteReference]| {
                references.iter().map(|one| (one.document, one.parts.clone())).collect::<Vec<_>>()
            };
            prop_assert_eq!(places(&read.references), places(&references));
        }
    }
}

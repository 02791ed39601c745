//! A **receipt**: where a quote was cut from and a fingerprint of its words, in some twenty-five
//! characters. With it anybody can have a quote looked up again, long after it was shown, in the
//! document as it is then.
//!
//! Base64 for URLs (RFC 4648, section 5) of: a byte that says the form and how many parts there are;
//! the document's tag; each part's start, its length, the sum of its bytes, and the first 32 bits of the
//! SHA-256 of its words; a check byte, so that a slip in copying is told from a quote that is gone. Runs of white
//! space count as one space: a document that only breaks its lines elsewhere says the same words.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::document::compact::{read_array, read_number, write_number};
use crate::document::evenly_spaced;
use crate::document::{ByteRange, DocumentTag};
use crate::quote::Quote;

/// The form of the receipts that are made here; the lowest bit of the first byte says whether there
/// are two parts.
const FORM: u8 = 0x10;
/// Longest receipt, in characters.
const LONGEST: usize = 64;
/// Longest part of a quote, in bytes: whoever makes up a receipt must not have a text hashed for long.
const LONGEST_PART: usize = 8192;
/// In a text that repeats itself, so many places are compared with the words, and so many are told.
const MOST_COMPARED: usize = 20_000;
const MOST_PLACES: usize = 64;

/// A quote's place and fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    document: DocumentTag,
    parts: Vec<PartMark>,
}

/// One part of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PartMark {
    /// First byte in the text.
    start: usize,
    /// Bytes of its words, a run of white space as one.
    n_bytes: usize,
    /// The sum of these bytes: tells most other words from them at little cost.
    sum: u16,
    /// The beginning of the hash of these words.
    words: [u8; 4],
}

impl Receipt {
    /// The receipt of a quote; `None` for one of more than two parts or very long ones, which no
    /// answer has.
    pub fn of(quote: &Quote) -> Option<Receipt> {
        let mark = |(part, text): (&ByteRange, &str)| {
            let words = evenly_spaced::words(text);
            let start = part.start() + (text.len() - text.trim_start().len());
            PartMark { start, n_bytes: words.len(), sum: sum(&words), words: fingerprint(&words) }
        };
        let parts: Vec<PartMark> = quote.parts().iter().zip(quote.texts()).map(mark).collect();
        let fits = |part: &PartMark| (1..=LONGEST_PART).contains(&part.n_bytes);
        (parts.len() <= 2 && parts.iter().all(fits))
            .then(|| Receipt { document: DocumentTag::of(quote.document()), parts })
    }

    /// Reads a receipt; `None` for any other text.
    pub fn parse(text: &str) -> Option<Receipt> {
        let text = text.trim().trim_matches('`');
        let bytes = (text.len() <= LONGEST).then(|| URL_SAFE_NO_PAD.decode(text).ok())??;
        let (&check, marked) = bytes.split_last()?;
        if check != check_byte(marked) {
            return None;
        }
        let mut rest = marked;
        let [form] = read_array(&mut rest)?;
        let document = DocumentTag::read(&mut rest)?;
        let n_parts = match form.checked_sub(FORM)? {
            0 => 1,
            1 => 2,
            _ => return None,
        };
        let part = |rest: &mut &[u8]| {
            let (start, n_bytes) = (read_number(rest)?, read_number(rest)?);
            let sum = u16::from_be_bytes(read_array(rest)?);
            let words = read_array(rest)?;
            let fits = (1..=LONGEST_PART).contains(&n_bytes);
            fits.then_some(PartMark { start, n_bytes, sum, words })
        };
        let parts: Option<Vec<PartMark>> = (0..n_parts).map(|_| part(&mut rest)).collect();
        rest.is_empty().then_some(Receipt { document, parts: parts? })
    }

    /// The document that the quote was cut from.
    pub fn document(&self) -> DocumentTag {
        self.document
    }

    /// Where the quote was cut, if these words stand there: its parts, in order.
    pub fn at_its_place(&self, text: &str) -> Option<Vec<ByteRange>> {
        self.parts.iter().map(|part| part.at(text, part.start)).collect()
    }

    /// The places where these words stand in a text, the nearest to where they stood first: parts in
    /// order. Some of very many.
    pub fn anywhere(&self, text: &str) -> Vec<Vec<ByteRange>> {
        let Some((first, rest)) = self.parts.split_first() else { return Vec::new() };
        let behind: Vec<Vec<ByteRange>> = rest.iter().map(|part| places(text, part)).collect();
        let with_rest = |first: ByteRange| {
            let mut parts = vec![first];
            for places in &behind {
                let from = parts[parts.len() - 1].end();
                parts.push(*places.iter().find(|place| place.start() >= from)?);
            }
            Some(parts)
        };
        places(text, first).into_iter().filter_map(with_rest).collect()
    }
}

/// Where the words of a part stand in a text, the nearest to where they stood first. A sum of bytes
/// goes along with a window over the text, and only where it is that of the words they are compared.
fn places(text: &str, part: &PartMark) -> Vec<ByteRange> {
    let mut found = Vec::new();
    let (mut front, mut sum) = (evenly_spaced::bytes(text), 0_u16);
    for _ in 0..part.n_bytes {
        let Some(next) = front.next() else { return found };
        sum = sum.wrapping_add(u16::from(next.byte));
    }
    let (mut n_compared, mut is_in_word) = (0, false);
    for first in evenly_spaced::bytes(text) {
        if first.begins && !is_in_word && sum == part.sum && n_compared < MOST_COMPARED {
            n_compared += 1;
            found.extend(part.at(text, first.place));
        }
        is_in_word = first.is_in_word;
        let Some(next) = front.next() else { break };
        sum = sum.wrapping_add(u16::from(next.byte)).wrapping_sub(u16::from(first.byte));
    }
    found.sort_by_key(|range| range.start().abs_diff(part.start));
    found.truncate(MOST_PLACES);
    found
}

impl PartMark {
    /// The words at this byte of a text, if they are these.
    fn at(&self, text: &str, start: usize) -> Option<ByteRange> {
        let n_bytes = evenly_spaced::end(text.get(start..)?, self.n_bytes)?;
        let range = ByteRange::new(start, start + n_bytes);
        (fingerprint(&evenly_spaced::words(&text[range.as_std()])) == self.words).then_some(range)
    }
}

fn sum(words: &str) -> u16 {
    words.bytes().fold(0, |sum, byte| sum.wrapping_add(u16::from(byte)))
}

fn fingerprint(words: &str) -> [u8; 4] {
    let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(words.as_bytes()).into();
    [a, b, c, d]
}

fn check_byte(bytes: &[u8]) -> u8 {
    crc32fast::hash(bytes) as u8
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![FORM + self.parts.len() as u8 - 1];
        self.document.write(&mut bytes);
        for part in &self.parts {
            write_number(part.start, &mut bytes);
            write_number(part.n_bytes, &mut bytes);
            bytes.extend(part.sum.to_be_bytes());
            bytes.extend(part.words);
        }
        bytes.push(check_byte(&bytes));
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Document, FileName, Text};

    fn document(words: &str) -> Document {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("a.txt"), words).expect("written");
        let file = FileName::new("a.txt").expect("a name");
        Document::new(file.clone(), Text::read(folder.path(), &file).expect("UTF-8"), &[])
    }

    fn receipt(words: &str, parts: &[(usize, usize)]) -> Receipt {
        let parts: Vec<ByteRange> =
            parts.iter().map(|&(start, end)| ByteRange::new(start, end)).collect();
        let quote = Quote::cut(&document(words), &parts).expect("a cut");
        Receipt::of(&quote).expect("words of one or two parts")
    }

    const TEXT: &str = "The lamp was lit in 1851. It burns\n oil. Nobody keeps it.";

    #[test]
    fn words_are_found_at_their_place_elsewhere_or_not_at_all() {
        let receipt = receipt(TEXT, &[(26, 40)]);
        assert_eq!(receipt.at_its_place(TEXT), Some(vec![ByteRange::new(26, 40)]));
        let moved = format!("Preface. It burns. {}", TEXT.replace('\n', " \r\n"));
        assert_eq!(receipt.at_its_place(&moved), None);
        let found = receipt.anywhere(&moved);
        assert_eq!(&moved[found[0][0].as_std()], "It burns \r\n oil.");
        for gone in ["It burns oil", "It burnt oil.", "xIt burns oil.", ""] {
            assert!(receipt.anywhere(gone).is_empty(), "{gone}");
        }
        // Of several places the one that is nearest to the old one goes first.
        let twice = format!("It burns oil. {}It burns oil.", "And more. ".repeat(2));
        let starts: Vec<usize> =
            receipt.anywhere(&twice).iter().map(|all| all[0].start()).collect();
        assert_eq!(starts, [34, 0]);
    }

    #[test]
    fn nobody_can_have_a_text_hashed_for_long() {
        let long = "word ".repeat(LONGEST_PART);
        let quote = Quote::cut(&document(&long), &[ByteRange::new(0, LONGEST_PART + 1)]);
        assert_eq!(Receipt::of(&quote.expect("a cut")), None);
        let mut receipt = receipt(TEXT, &[(26, 40)]);
        receipt.parts[0].n_bytes = LONGEST_PART + 1;
        assert_eq!(Receipt::parse(&receipt.to_string()), None);
    }

    #[test]
    fn two_parts_are_looked_for_in_their_order() {
        let receipt = receipt(TEXT, &[(0, 12), (26, 40)]);
        assert_eq!(receipt.at_its_place(TEXT).map(|parts| parts.len()), Some(2));
        assert!(receipt.anywhere("It burns oil. The lamp was").is_empty());
        assert!(!receipt.anywhere("So: The lamp was it. It burns oil.").is_empty());
    }

    proptest! {
        #[test]
        fn a_receipt_is_read_as_it_was_written(words in "\\PC{1,60}\\w\\PC{0,40}", from in 0usize..99, to in 0usize..99) {
            let at = |n: usize| words.char_indices().nth(n).map_or(words.len(), |(at, _)| at);
            let range = ByteRange::new(at(from.min(to)), at(from.max(to)));
            if let Ok(quote) = Quote::cut(&document(&words), &[range])
                && let Some(receipt) = Receipt::of(&quote)
            {
                let text = receipt.to_string();
                prop_assert!(text.len() <= LONGEST);
                prop_assert!(receipt.at_its_place(&words).is_some());
                let start = receipt.parts[0].start;
                let is_begin = words[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                prop_assert!(!is_begin || !receipt.anywhere(&words).is_empty());
                prop_assert_eq!(Receipt::parse(&text), Some(receipt));
            }
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in "\\PC{0,70}", bytes in "[A-Za-z0-9_-]{20,50}") {
            let _ = (Receipt::parse(&text), Receipt::parse(&bytes));
        }
    }
}

//! A **receipt**: where a quote was cut from and a fingerprint of its words, in some twenty-five
//! characters. With it anybody can have a quote looked up again, long after it was shown, in the
//! document as it is then.
//!
//! Base64 for URLs (RFC 4648, section 5) of: a byte that says the form and how many parts there are;
//! the document's tag; each part's start, its length, and the first 32 bits of the SHA-256 of its
//! words; a check byte, so that a slip in copying is told from a quote that is gone. Runs of white
//! space count as one space: a document that only breaks its lines elsewhere says the same words.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::document::compact::{read_array, read_number, write_number};
use crate::document::{ByteRange, DocumentTag};
use crate::quote::Quote;

/// The form of the receipts that are made here; the lowest bit of the first byte says whether there
/// are two parts.
const FORM: u8 = 0x10;
/// Longest receipt, in characters.
const LONGEST: usize = 64;

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
    /// The beginning of the hash of these words.
    words: [u8; 4],
}

impl Receipt {
    /// The receipt of a quote; `None` for one of more than two parts, which no answer has.
    pub fn of(quote: &Quote) -> Option<Receipt> {
        let mark = |(part, text): (&ByteRange, &str)| {
            let words = evenly_spaced(text);
            let start = part.start() + (text.len() - text.trim_start().len());
            PartMark { start, n_bytes: words.len(), words: fingerprint(&words) }
        };
        let parts: Vec<PartMark> = quote.parts().iter().zip(quote.texts()).map(mark).collect();
        (parts.len() <= 2 && parts.iter().all(|part| part.n_bytes > 0))
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
            (n_bytes > 0).then_some(PartMark { start, n_bytes, words: read_array(rest)? })
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
        let part = |part: &PartMark| {
            let n_bytes = evenly_spaced_end(text.get(part.start..)?, part.n_bytes)?;
            let range = ByteRange::new(part.start, part.start + n_bytes);
            (fingerprint(&evenly_spaced(&text[range.as_std()])) == part.words).then_some(range)
        };
        self.parts.iter().map(part).collect()
    }

    /// Where these words stand in a text, nearest to where they stood: parts in order.
    pub fn anywhere(&self, text: &str) -> Option<Vec<ByteRange>> {
        let mut from = 0;
        let next = |part: &PartMark| {
            let found = search(text, part, from)?;
            from = found.end();
            Some(found)
        };
        self.parts.iter().map(next).collect()
    }
}

/// Where the words of a part stand in a text behind `from`, nearest to where they stood.
fn search(text: &str, part: &PartMark, from: usize) -> Option<ByteRange> {
    let (words, places) = evenly_spaced_with_places(text);
    let begins = |at: &usize| {
        let before = words[..*at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let of = |at: usize| words.get(at..at + part.n_bytes);
    let starts = words.char_indices().map(|(at, _)| at).filter(begins);
    starts
        .filter(|at| places[*at] >= from)
        .filter(|at| of(*at).is_some_and(|words| fingerprint(words) == part.words))
        .map(|at| {
            let last = words[..at + part.n_bytes].char_indices().next_back();
            let (last, c) = last.expect("a part has words");
            ByteRange::new(places[at], places[last] + c.len_utf8())
        })
        .min_by_key(|range| range.start().abs_diff(part.start))
}

/// The words of a text, each run of white space as one space, none at the ends.
fn evenly_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, and for each byte where in the text the character that it is of begins.
fn evenly_spaced_with_places(text: &str) -> (String, Vec<usize>) {
    let (mut words, mut places) = (String::with_capacity(text.len()), Vec::new());
    for (at, c) in text.char_indices() {
        match c.is_whitespace() {
            true if words.is_empty() || words.ends_with(' ') => {}
            true => {
                words.push(' ');
                places.push(at);
            }
            false => {
                words.push(c);
                places.extend(std::iter::repeat_n(at, c.len_utf8()));
            }
        }
    }
    (words, places)
}

/// How many bytes of a text its first `n_bytes` are, a run of white space counted as one; `None` when
/// it begins with white space, is shorter, or a character would be split.
fn evenly_spaced_end(text: &str, n_bytes: usize) -> Option<usize> {
    let (mut counted, mut was_space) = (0, true);
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace();
        counted += if !is_space { c.len_utf8() } else { usize::from(!was_space) };
        if at == 0 && is_space || counted > n_bytes {
            return None;
        }
        if counted == n_bytes {
            return Some(at + c.len_utf8());
        }
        was_space = is_space;
    }
    None
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
        let found = receipt.anywhere(&moved).expect("the same words");
        assert_eq!(&moved[found[0].as_std()], "It burns \r\n oil.");
        for gone in ["It burns oil", "It burnt oil.", "xIt burns oil.", ""] {
            assert_eq!(receipt.anywhere(gone), None, "{gone}");
        }
        // Of several places the one that is nearest to the old one counts.
        let twice = format!("It burns oil. {}It burns oil.", "And more. ".repeat(2));
        assert_eq!(receipt.anywhere(&twice).expect("found")[0].start(), 34);
    }

    #[test]
    fn two_parts_are_looked_for_in_their_order() {
        let receipt = receipt(TEXT, &[(0, 12), (26, 40)]);
        assert_eq!(receipt.at_its_place(TEXT).map(|parts| parts.len()), Some(2));
        assert_eq!(receipt.anywhere("It burns oil. The lamp was"), None);
        assert!(receipt.anywhere("So: The lamp was it. It burns oil.").is_some());
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
                prop_assert!(!is_begin || receipt.anywhere(&words).is_some());
                prop_assert_eq!(Receipt::parse(&text), Some(receipt));
            }
        }

        #[test]
        fn anything_else_is_refused_without_a_panic(text in "\\PC{0,70}", bytes in "[A-Za-z0-9_-]{20,50}") {
            let _ = (Receipt::parse(&text), Receipt::parse(&bytes));
        }
    }
}

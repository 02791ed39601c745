//! A passage as it is matched and quoted: its ranges, its words, and the way from the one to the
//! other.

use std::ops::Range;

use super::words::PassageWords;
use crate::document::{ByteRange, FileName, Passage, Sentence, Text, TextHash};
use crate::index::PassageRecord;
use crate::sources::{CitationField, Sources};

/// A passage with its words.
#[derive(Debug)]
pub struct ShelvedPassage {
    /// The document's file.
    pub file: FileName,
    /// The text that its ranges belong to.
    pub text: TextHash,
    /// Its ranges.
    pub passage: Passage,
    /// Its words.
    pub words: PassageWords,
    /// For each sentence whether nothing but white space lies between it and the one before.
    pub follows: Vec<bool>,
}

impl ShelvedPassage {
    /// A stored passage with the words that its text has at its ranges.
    pub fn new(stored: PassageRecord, text: &Text, sources: &Sources) -> ShelvedPassage {
        let title = sources.of_text(&stored.file, text).title;
        let title = title.as_ref().map(CitationField::as_str);
        let words = PassageWords::new(
            stored.passage.sentences.iter().map(|sentence| joined(text, sentence)),
            &context(text, &stored.passage, title),
        );
        ShelvedPassage {
            follows: follows(text, &stored.passage),
            file: stored.file,
            text: stored.text,
            passage: stored.passage,
            words,
        }
    }

    /// A range of bytes of a sentence's words, as a range of the document; `None` when it lies in
    /// two parts.
    pub fn in_document(&self, sentence: usize, range: &Range<usize>) -> Option<ByteRange> {
        let mut offset = 0;
        for part in &self.passage.sentences[sentence].parts {
            if offset <= range.start && range.end <= offset + part.n_bytes() {
                return Some(part.within(range.start - offset..range.end - offset));
            }
            offset += part.n_bytes() + 1;
        }
        None
    }
}

/// The words of a sentence as they are ranked: its parts joined by a space.
fn joined(text: &Text, sentence: &Sentence) -> String {
    let parts = sentence.parts.iter().map(|part| text.get(*part).unwrap_or_default());
    parts.collect::<Vec<_>>().join(" ")
}

fn follows(text: &Text, passage: &Passage) -> Vec<bool> {
    let mut behind: Option<usize> = None;
    let follows = |sentence: &Sentence| {
        let (start, end) = (
            sentence.parts.first().map(|part| part.start()),
            sentence.parts.last().map(|part| part.end()),
        );
        let between = behind
            .zip(start)
            .filter(|(behind, start)| behind <= start)
            .and_then(|(behind, start)| text.get(ByteRange::new(behind, start)));
        behind = end;
        between.is_some_and(|between| between.trim().is_empty())
    };
    passage.sentences.iter().map(follows).collect()
}

/// The words of a passage's heading and of its document's title, for the index and the ranking
/// alike.
pub fn context(text: &Text, passage: &Passage, title: Option<&str>) -> String {
    let heading = passage.section.and_then(|section| text.get(section)).unwrap_or_default();
    match title {
        Some(title) if title != heading => format!("{title}\n{heading}"),
        _ => heading.to_owned(),
    }
}

#[cfg(test)]
impl ShelvedPassage {
    /// A passage of these sentences alone, of a document that is nowhere.
    pub fn of_sentences(sentences: &[&str]) -> ShelvedPassage {
        let words = sentences.iter().map(|sentence| (*sentence).to_owned());
        ShelvedPassage {
            file: FileName::new("a.txt").expect("a name"),
            text: TextHash::parse(&"0".repeat(64)).expect("a hash"),
            passage: Passage {
                paragraph: 1,
                section: None,
                sentences: Vec::new(),
                hidden: Vec::new(),
            },
            words: PassageWords::new(words, ""),
            follows: vec![true; sentences.len()],
        }
    }
}

//! A passage as it is matched and quoted: its ranges, its words, and the way from the one to the
//! other.

use std::ops::Range;

use super::words::{Context, PassageWords};
use crate::document::{ByteRange, FileName, Passage, Text, TextHash, Unit};
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
    /// For each unit whether nothing but white space and markup lies between it and the one before.
    pub follows: Vec<bool>,
}

impl ShelvedPassage {
    /// A stored passage with the words that its text has at its ranges.
    pub fn new(stored: PassageRecord, text: &Text, sources: &Sources) -> ShelvedPassage {
        let title = sources.of_text(&stored.file, text).title;
        let title = title.as_ref().map(CitationField::as_str);
        let words = PassageWords::new(
            stored
                .passage
                .units
                .iter()
                .map(|unit| (joined(text, &stored.passage, unit), unit.lead)),
            |lead| shown(text, &stored.passage.hidden, lead),
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

    /// A range of bytes of a unit's words, as a range of the document; `None` when it lies in
    /// two parts.
    pub fn in_document(&self, unit: usize, range: &Range<usize>) -> Option<ByteRange> {
        let mut offset = 0;
        for part in &self.passage.units[unit].parts {
            if offset <= range.start && range.end <= offset + part.n_bytes() {
                return Some(part.within(range.start - offset..range.end - offset));
            }
            offset += part.n_bytes() + 1;
        }
        None
    }
}

/// The words of a unit as they are ranked and indexed: its parts joined by a space, markup
/// overwritten by spaces, so that offsets stay.
pub fn joined(text: &Text, passage: &Passage, unit: &Unit) -> String {
    let parts = unit.parts.iter().map(|part| shown(text, &passage.hidden, *part));
    parts.collect::<Vec<_>>().join(" ")
}

/// The words of a range, markup overwritten by spaces, so that offsets stay.
fn shown(text: &Text, hidden: &[ByteRange], range: ByteRange) -> String {
    let words = text.get(range).unwrap_or_default();
    let first = hidden.partition_point(|markup| markup.end() <= range.start());
    let mut shown = String::with_capacity(words.len());
    for markup in hidden[first..].iter().take_while(|markup| markup.start() < range.end()) {
        let at = shown.len();
        let start = markup.start().saturating_sub(range.start()).max(at);
        let end = (markup.end() - range.start()).min(words.len()).max(start);
        shown.push_str(&words[at..start]);
        shown.extend(std::iter::repeat_n(' ', end - start));
    }
    shown.push_str(&words[shown.len()..]);
    shown
}

fn follows(text: &Text, passage: &Passage) -> Vec<bool> {
    let mut behind: Option<usize> = None;
    let follows = |unit: &Unit| {
        let (start, end) =
            (unit.parts.first().map(|part| part.start()), unit.parts.last().map(|part| part.end()));
        let between = behind
            .zip(start)
            .filter(|(behind, start)| behind <= start)
            .map(|(behind, start)| shown(text, &passage.hidden, ByteRange::new(behind, start)));
        behind = end;
        between.is_some_and(|between| between.trim().is_empty())
    };
    passage.units.iter().map(follows).collect()
}

/// The words of each unit of a passage as a sentence model is given them: under the title and the
/// headings, and behind what introduces it.
pub fn headed(text: &Text, passage: &Passage, title: Option<&str>) -> Vec<String> {
    let context = context(text, passage, title).joined();
    passage.units.iter().map(|unit| under(&context, text, passage, unit)).collect()
}

/// The same of one unit; `None` where the passage has no such unit.
pub fn headed_unit(
    text: &Text,
    passage: &Passage,
    title: Option<&str>,
    unit: usize,
) -> Option<String> {
    let unit = passage.units.get(unit)?;
    Some(under(&context(text, passage, title).joined(), text, passage, unit))
}

fn under(context: &str, text: &Text, passage: &Passage, unit: &Unit) -> String {
    let lead = unit.lead.map(|lead| shown(text, &passage.hidden, lead)).unwrap_or_default();
    let lines = [context, lead.as_str(), &joined(text, passage, unit)].join("\n");
    lines.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a passage is about, for the index and the ranking alike.
pub fn context(text: &Text, passage: &Passage, title: Option<&str>) -> Context {
    let words = |range: &ByteRange| shown(text, &passage.hidden, *range);
    let first = passage.units.first().map_or(0, |unit| unit.parts[0].start());
    let mut leads: Vec<ByteRange> = passage.units.iter().filter_map(|unit| unit.lead).collect();
    leads.retain(|lead| lead.start() < first && !passage.sections.contains(lead));
    leads.extend(&passage.columns);
    leads.sort();
    leads.dedup();
    Context {
        title: title.map(str::to_owned),
        headings: passage.sections.iter().map(words).collect(),
        leads: leads.iter().map(words).collect(),
    }
}

#[cfg(test)]
impl ShelvedPassage {
    /// A passage of these units alone, of a document that is nowhere.
    pub fn of_units(units: &[&str]) -> ShelvedPassage {
        let words = units.iter().map(|unit| (*unit).to_owned());
        ShelvedPassage {
            file: FileName::new("a.txt").expect("a name"),
            text: TextHash::parse(&"0".repeat(64)).expect("a hash"),
            passage: Passage {
                paragraph: 1,
                units: units.iter().map(|_| Unit::default()).collect(),
                ..Passage::default()
            },
            words: PassageWords::new(
                words.map(|words| (words, None)),
                |_| String::new(),
                &Context::default(),
            ),
            follows: vec![true; units.len()],
        }
    }
}

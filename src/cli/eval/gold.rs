//! Questions with gold evidence, as a file of JSON Lines has them, and whether a quote shows it.

use serde::Deserialize;

use crate::answer::Shown;
use crate::document::{ByteRange, FileName};

/// A longer quote hits only where the gold sentence is as long, in characters.
const LONGEST: usize = 400;
/// How much longer than the gold sentence such a quote may be, in characters.
const SLACK: usize = 40;

/// A question with its evidence. Keys that are not named here are for others.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuestion {
    /// Its name in a report.
    #[serde(default)]
    pub id: String,
    /// What is asked.
    pub question: String,
    /// The kind that its author gave it.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Whether the documents answer it.
    #[serde(default = "yes")]
    pub answerable: bool,
    /// The places that answer it; any of them will do.
    #[serde(default)]
    pub gold: Vec<Gold>,
}

fn yes() -> bool {
    true
}

/// Where an answer stands: by range, by its words within a sentence, or as the halves of a
/// sentence.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// The document.
    pub file: FileName,
    /// First byte.
    pub start: Option<usize>,
    /// Byte behind the last.
    pub end: Option<usize>,
    /// The sentence.
    pub quote: Option<String>,
    /// The words of it that answer.
    pub answer: Option<String>,
    /// First bytes and bytes behind the last of the parts of a sentence that is cut in two.
    pub halves: Option<Vec<[usize; 2]>>,
    /// True but incomplete.
    #[serde(default)]
    pub partial: bool,
}

impl Gold {
    /// Words that answer wherever they stand in the document.
    pub fn of_words(file: &FileName, words: &str) -> Gold {
        Gold {
            file: file.clone(),
            start: None,
            end: None,
            quote: Some(words.to_owned()),
            answer: Some(words.to_owned()),
            halves: None,
            partial: false,
        }
    }

    /// The places of the answer in the document's text, in order; none where it is told by halves.
    pub fn places(&self, text: &str) -> Vec<ByteRange> {
        if let (Some(start), Some(end)) = (self.start, self.end) {
            return if start <= end && end <= text.len() {
                vec![ByteRange::new(start, end)]
            } else {
                Vec::new()
            };
        }
        let (Some(sentence), Some(answer)) = (&self.quote, &self.answer) else { return Vec::new() };
        let sentences = text.match_indices(sentence.as_str());
        let answers = |at: usize| {
            sentence
                .match_indices(answer.as_str())
                .map(move |(within, _)| ByteRange::new(at + within, at + within + answer.len()))
        };
        sentences.flat_map(|(at, _)| answers(at)).collect()
    }

    /// Whether a quote shows the answer where it stands, inside one part.
    pub fn is_covered(&self, shown: &Shown) -> bool {
        let quote = &shown.quote;
        if *quote.document().file() != self.file {
            return false;
        }
        if let Some(halves) = &self.halves {
            return quote
                .parts()
                .iter()
                .map(|part| [part.start(), part.end()])
                .eq(halves.iter().copied());
        }
        let sentence = self.quote.as_ref().map_or(0, |sentence| sentence.chars().count() + SLACK);
        let fits = quote.n_characters() <= sentence.max(LONGEST);
        fits && self
            .places(quote.document().text().as_str())
            .iter()
            .any(|place| quote.parts().iter().any(|part| part.contains(*place)))
    }
}

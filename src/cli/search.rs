//! `verbatim search`: the passages that match words, for the operator who wants to see what is
//! there.

use std::io::Write;

use serde_json::json;

use super::{Exit, Failure};
use crate::corpus::{CorpusError, Shelf};
use crate::index::{IndexError, WeightedTerm};
use crate::question::Question;

/// How a passage is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchFormat {
    /// On lines for people.
    Text,
    /// As a line of JSON.
    Json,
}

/// Lists passages, best first.
///
/// # Errors
/// When the library is damaged or nobody reads.
pub fn run(
    words: &str,
    format: SearchFormat,
    limit: usize,
    shelf: &Shelf,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let question = Question::new(words);
    let known = question
        .terms()
        .iter()
        .map(|term| Ok(WeightedTerm { term: shelf.snapshot().look_up(&term.term)?, weight: 1.0 }));
    let terms: Vec<WeightedTerm> = known.collect::<Result<_, IndexError>>()?;
    let hits = shelf.snapshot().search(&terms, None, limit, &|_| 0.0)?;
    for hit in &hits {
        let stored = shelf.snapshot().passage(hit.passage)?;
        let text = shelf.text(&stored.text).map_err(CorpusError::from)?;
        let parts: Vec<_> =
            stored.passage.sentences.iter().flat_map(|sentence| &sentence.parts).collect();
        let shown = parts.iter().filter_map(|part| text.get(**part)).collect::<Vec<_>>().join(" ");
        let section = stored.passage.section.and_then(|section| text.get(section));
        if format == SearchFormat::Json {
            let parts: Vec<_> = parts.iter().map(|part| json!({"start": part.start(), "end": part.end(), "text": text.get(**part)})).collect();
            writeln!(
                out,
                "{}",
                json!({"file": stored.file.as_str(), "score": hit.score, "section": section, "paragraph": stored.passage.paragraph, "parts": parts})
            )?;
        } else {
            let one_line: String = shown
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .filter(|c| !c.is_control())
                .collect();
            writeln!(
                out,
                "{}, paragraph {}{} ({:.2})\n    {one_line}\n",
                stored.file,
                stored.passage.paragraph,
                section.map_or(String::new(), |section| format!(
                    ", {}",
                    super::terminal::visible(section)
                )),
                hit.score
            )?;
        }
    }
    if hits.is_empty() && format == SearchFormat::Text {
        writeln!(out, "no passage has any of these words")?;
    }
    Ok(if hits.is_empty() { Exit::Negative } else { Exit::Done })
}

//! `verbatim search`: the passages that match words, for the operator who wants to see what is
//! there.

use std::io::Write;

use serde_json::json;

use super::terminal::on_one_line;
use super::{Exit, Failure};
use crate::corpus::{CorpusError, Shelf};
use crate::document::ByteRange;
use crate::index::{IndexError, WeightedTerm};
use crate::question::Question;
use crate::quote::Quote;
use crate::reply::words;

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
        let found = shelf.passage(hit.passage)?;
        let document = shelf.document(&found).map_err(CorpusError::from)?;
        let cut_out = |range: &ByteRange| Quote::cut(&document, &[*range]);
        let sections = found.passage.sections.iter().map(cut_out).collect::<Result<Vec<_>, _>>();
        let section = words::path(&sections.map_err(CorpusError::from)?);
        let paragraph = found.passage.paragraph;
        if format == SearchFormat::Json {
            let parts = found.passage.units.iter().flat_map(|unit| &unit.parts);
            let part = |part: &ByteRange| {
                let text = document.text().get(*part);
                json!({"start": part.start(), "end": part.end(), "text": text})
            };
            let parts: Vec<_> = parts.map(part).collect();
            let line = json!({
                "file": found.file.as_str(), "score": hit.score, "section": section,
                "paragraph": paragraph, "parts": parts
            });
            writeln!(out, "{line}")?;
        } else {
            let units = found.words.units.iter().map(|unit| on_one_line(&unit.text));
            let shown = units.collect::<Vec<_>>().join(" ");
            let under = section.map_or(String::new(), |path| format!(", {}", on_one_line(&path)));
            let (file, score) = (&found.file, hit.score);
            writeln!(out, "{file}, paragraph {paragraph}{under} ({score:.2})\n    {shown}\n")?;
        }
    }
    if hits.is_empty() && format == SearchFormat::Text {
        writeln!(out, "no passage has any of these words")?;
    }
    Ok(if hits.is_empty() { Exit::Negative } else { Exit::Done })
}

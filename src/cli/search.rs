//! `verbatim search`: passages by their words, as `/search` in Discord.

use std::io::Write;

use serde_json::json;

use super::arguments::SearchArgs;
use super::{Exit, Failure, style, terminal};
use crate::corpus::{CorpusError, Shelf};
use crate::document::{ByteRange, FileName};
use crate::lookup::{self, Hits, SearchQuery};
use crate::phrases::Voice;
use crate::question::Question;
use crate::reply::{self, words};
use crate::settings::PlaceScope;

/// Lists passages, best first.
///
/// # Errors
/// When there is no word to look for, or no such document; when the library is damaged or nobody
/// reads.
pub fn run(
    search: &SearchArgs,
    shelf: &Shelf,
    voice: Voice,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let typed = search.words.join(" ");
    let query = SearchQuery::new(&Question::new(typed.trim()));
    if query.is_empty() {
        return Err(Failure::Input(format!("{typed:?}: expected a word to look for")));
    }
    let file = search.source.as_deref().map(FileName::new).transpose()?;
    let scope = PlaceScope::everybodys();
    let shelf = &scope.shelf(shelf)?;
    let scope = scope.on(shelf)?;
    if let Some(file) = &file
        && !shelf.is_listed(file, &scope)?
    {
        return Err(Failure::NoDocument(file.clone()));
    }
    let scope = lookup::narrowed(file.as_ref(), search.language, &scope, shelf)?;
    let hits = lookup::search(&query, &scope, shelf, search.skip, search.limit)?;
    if search.json {
        print_json(&hits, shelf, out)?;
    } else {
        write!(out, "{}", terminal::render(&reply::hits(&hits, &query, voice), style()))?;
    }
    Ok(if hits.hits.is_empty() { Exit::Negative } else { Exit::Done })
}

/// A line for each passage, whole; highlights where the words are shown in it.
fn print_json(hits: &Hits, shelf: &Shelf, out: &mut dyn Write) -> Result<(), Failure> {
    for hit in &hits.hits {
        let shown = &hit.shown;
        let document = shown.quote.document();
        let in_file = shelf.snapshot().numbered(document.file(), &[shown.paragraph].into());
        let passages = in_file.map_err(CorpusError::from)?;
        let Some(id) = passages.first() else { continue };
        let passage = shelf.passage(*id)?;
        let parts = passage.passage.units.iter().flat_map(|unit| &unit.parts);
        let part = |part: &ByteRange| {
            let highlights = shown.highlights.iter().filter(|one| part.contains(**one));
            let within = |one: &ByteRange| json!({"start": one.start() - part.start(), "end": one.end() - part.start()});
            json!({
                "start": part.start(), "end": part.end(), "text": document.text().get(*part),
                "highlights": highlights.map(within).collect::<Vec<_>>(),
            })
        };
        let line = json!({
            "rank": hit.at + 1, "hits": hits.n_passages, "file": document.file().as_str(),
            "section": words::path(&shown.sections), "paragraph": shown.paragraph,
            "page": shown.page, "parts": parts.map(part).collect::<Vec<_>>(),
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

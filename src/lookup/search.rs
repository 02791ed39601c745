//! Passages by their words. Unlike a question, a search finds what has all the words, says how many
//! passages that are, and judges nothing.

use super::search_query::SearchQuery;
use super::snippet::snippet;
use crate::answer::Shown;
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage};
use crate::index::{Having, PassageId};
use crate::language::terms::{term, words};

/// Hits of a page, at most.
pub const N_HITS: usize = 5;
/// Of passages that have the words of a quoted phrase somewhere, so many are read to see whether they
/// stand together.
const MAX_READ: usize = 1000;

/// What a search found.
#[derive(Debug, Clone)]
pub struct Hits {
    /// Some of the passages, best first.
    pub hits: Vec<SearchHit>,
    /// How many there are.
    pub n_passages: u64,
    /// Whether there may be more, since not all could be read.
    pub is_at_least: bool,
    /// Whether no passage has all the words, and these have some.
    pub has_some_only: bool,
}

/// A passage that was found.
#[derive(Debug, Clone)]
pub struct SearchHit {
    /// What is shown of it.
    pub shown: Shown,
    /// Its place among the hits, from 0.
    pub at: usize,
}

/// Searches the documents in scope: at most `limit` passages behind the first `offset`; the last of
/// them where there are no more than those.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn search(
    query: &SearchQuery,
    scope: &Scope,
    shelf: &Shelf,
    offset: usize,
    limit: usize,
) -> Result<Hits, CorpusError> {
    let page = |offset| page(query, scope, shelf, offset, limit);
    let found = page(offset)?;
    let n_passages = usize::try_from(found.n_passages).unwrap_or(usize::MAX);
    if !found.hits.is_empty() || n_passages == 0 {
        return Ok(found);
    }
    // There were more when the page was made.
    page(n_passages.saturating_sub(limit))
}

fn page(
    query: &SearchQuery,
    scope: &Scope,
    shelf: &Shelf,
    offset: usize,
    limit: usize,
) -> Result<Hits, CorpusError> {
    let all = having(query);
    let mut hits = if query.together.is_empty() {
        let found = shelf.snapshot().passages_having(&all, scope.files(), offset, limit)?;
        hits(found.n_passages, found.best)
    } else {
        let found = shelf.snapshot().passages_having(&all, scope.files(), 0, MAX_READ)?;
        let mut together = Vec::new();
        for id in found.best {
            if stand_together(query, &*shelf.passage(id)?) {
                together.push(id);
            }
        }
        let n_passages = together.len();
        let page: Vec<PassageId> = together.into_iter().skip(offset).take(limit).collect();
        Found { is_at_least: found.n_passages > MAX_READ, ..hits(n_passages, page) }
    };
    let has_some_only = hits.n_passages == 0 && query.together.is_empty() && query.all.len() > 1;
    if has_some_only {
        let any = Having { any: all.all, all: Vec::new(), none: all.none };
        let found = shelf.snapshot().passages_having(&any, scope.files(), offset, limit)?;
        hits = self::hits(found.n_passages, found.best);
    }
    let shown = |(at, id): (usize, PassageId)| {
        let shown = snippet(&*shelf.passage(id)?, &query.all, shelf)?;
        Ok(SearchHit { shown, at: offset + at })
    };
    Ok(Hits {
        hits: hits.page.into_iter().enumerate().map(shown).collect::<Result<_, CorpusError>>()?,
        n_passages: hits.n_passages as u64,
        is_at_least: hits.is_at_least,
        has_some_only: has_some_only && hits.n_passages > 0,
    })
}

/// A page of passages, and how many there are.
struct Found {
    n_passages: usize,
    is_at_least: bool,
    page: Vec<PassageId>,
}

fn hits(n_passages: usize, page: Vec<PassageId>) -> Found {
    Found { n_passages, is_at_least: false, page }
}

fn having(query: &SearchQuery) -> Having<'_> {
    Having {
        all: query.all.iter().map(String::as_str).collect(),
        any: Vec::new(),
        none: query.none.iter().map(String::as_str).collect(),
    }
}

/// Whether the words that are to stand together do, each group within one unit.
fn stand_together(query: &SearchQuery, passage: &ShelvedPassage) -> bool {
    let units: Vec<Vec<String>> = (passage.words.units.iter())
        .map(|unit| words(&unit.text).map(|word| term(word.text)).collect())
        .collect();
    let has = |group: &Vec<String>| {
        units.iter().any(|unit| unit.windows(group.len()).any(|window| window == group))
    };
    query.together.iter().all(has)
}

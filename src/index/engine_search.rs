//! The passages whose posting lists an engine holds. It finds candidates by its own scores; what they
//! score is computed here, from their terms and the statistics of the index folder's commit, so that
//! scores, their order and the confidence made of them are those of an index without an engine.
//!
//! The engine's statistics lag behind: it counts what was replaced until it merges. So more than are
//! wanted are asked for, until what was not seen could not come among the best.

use std::collections::HashMap;
use std::io;

use rustc_hash::FxHashMap;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use super::engine::{EngineError, FoundPassage, best, by_ids, having, sent_term};
use super::engine_commit::EngineCommit;
use super::error::IndexError;
use super::field_weights::ScoredField;
use super::passage_search::{Having, Hit, PassageSearch, PassagesHaving, WeightedTerm};
use super::passages::PassageId;
use super::posting_lists::PostingLists;
use super::snapshot::Snapshot;
use super::top_k::TopK;
use crate::document::FileName;

/// Passages that are asked for at first, for each that is wanted.
const FIRST: usize = 2;
/// Where these do not settle it, so many times as many are asked for.
const MORE: usize = 4;
/// So many are asked for at most.
const MOST: usize = 2000;
/// By what factor a passage that was not seen may score better here than the seen ones do beside the
/// engine's score.
const DRIFT: f32 = 1.05;
/// Clauses of a query, at most (the engine takes 1,024). What is left out has the lowest max scores.
const MAX_CLAUSES: usize = 1000;
/// The engine gives no passage behind so many (its `index.max_result_window`).
const MAX_RESULTS: usize = 10_000;

/// The passages of a snapshot whose posting lists an engine holds.
pub(super) struct OpenSearch<'s> {
    snapshot: &'s Snapshot,
    engine: &'s EngineCommit,
}

impl<'s> OpenSearch<'s> {
    /// Those of this snapshot.
    pub fn new(snapshot: &'s Snapshot, engine: &'s EngineCommit) -> OpenSearch<'s> {
        OpenSearch { snapshot, engine }
    }
}

impl PassageSearch for OpenSearch<'_> {
    fn best(
        &self,
        terms: &[WeightedTerm],
        files: Option<&[FileName]>,
        limit: usize,
        least: &dyn Fn(f32) -> f32,
    ) -> Result<Vec<Hit>, IndexError> {
        let lists = PostingLists::new(terms, &self.snapshot.segments);
        if lists.lists.is_empty() {
            return Ok(Vec::new());
        }
        let clauses: Vec<(&str, &str, f32)> = lists
            .lists
            .iter()
            .take(MAX_CLAUSES)
            .map(|list| (field_name(list.field), list.term, list.weight))
            .collect();
        let left_out = lists.suffix_max_scores[clauses.len()];
        let scorer = Scorer::new(&lists);
        let seen = self.engine.seen(&self.snapshot.hidden, files);
        let mut n = (limit * FIRST).min(MOST);
        loop {
            let found = self.engine.index.search(&best(&clauses, &seen, n))?;
            let mut top = TopK::new(limit, least, &self.snapshot.segments);
            let mut entries = Entries::of(self.snapshot);
            let mut ratio: f32 = 0.0;
            for passage in &found {
                let score = scorer.score(passage);
                ratio = ratio.max(score / passage.score.max(f32::MIN_POSITIVE));
                if score < top.threshold() {
                    continue;
                }
                // What a later commit wrote is no passage of this one.
                if let Some(entry) = entries.entry(passage)? {
                    top.offer(Hit { passage: PassageId(entry), score });
                }
            }
            let last = found.last().map_or(0.0, |passage| passage.score);
            let unseen = last * ratio * DRIFT + left_out;
            if found.len() < n || n >= MOST || unseen < top.threshold() {
                return Ok(top.into_hits());
            }
            n = (n * MORE).min(MOST);
        }
    }

    fn scores(
        &self,
        terms: &[WeightedTerm],
        passages: &[PassageId],
    ) -> Result<Vec<f32>, IndexError> {
        let lists = PostingLists::new(terms, &self.snapshot.segments);
        if passages.is_empty() || lists.lists.is_empty() {
            return Ok(vec![0.0; passages.len()]);
        }
        let named: Vec<(String, u32)> = passages
            .iter()
            .map(|id| self.snapshot.generation_of(id.0))
            .collect::<Result<_, _>>()?;
        let scorer = Scorer::new(&lists);
        let mut scores: FxHashMap<(String, u32), f32> = FxHashMap::default();
        for passage in self.engine.index.search(&by_ids(&named))? {
            let score = scorer.score(&passage);
            scores.insert((passage.generation, passage.paragraph), score);
        }
        let score = |named: &(String, u32)| {
            scores.get(named).copied().ok_or_else(|| EngineError::Lost {
                index: self.engine.index.name().to_owned(),
                expected: passages.len() as u64,
                found: scores.len() as u64,
            })
        };
        Ok(named.iter().map(score).collect::<Result<_, _>>()?)
    }

    fn having(
        &self,
        asked: &Having<'_>,
        files: Option<&[FileName]>,
        offset: usize,
        limit: usize,
    ) -> Result<PassagesHaving, IndexError> {
        let seen = self.engine.seen(&self.snapshot.hidden, files);
        let limit = limit.clamp(1, MAX_RESULTS);
        let offset = offset.min(MAX_RESULTS - limit);
        let query = having([&asked.all, &asked.any, &asked.none], &seen, offset, limit);
        let (found, n_passages) = self.engine.index.search_and_count(&query)?;
        let mut entries = Entries::of(self.snapshot);
        let mut best = Vec::new();
        for passage in &found {
            best.extend(entries.entry(passage)?.map(PassageId));
        }
        Ok(PassagesHaving { n_passages, best })
    }
}

/// What the field is called in the engine.
fn field_name(field: ScoredField) -> &'static str {
    match field {
        ScoredField::Body => "body",
        ScoredField::Context => "context",
    }
}

/// Scores passages by their terms, as [`super::search`] does by posting lists.
struct Scorer<'l> {
    lists: &'l PostingLists<'l>,
    /// The lists of a term, as it is sent, by their places.
    places: HashMap<String, Vec<usize>>,
}

impl<'l> Scorer<'l> {
    fn new(lists: &'l PostingLists<'l>) -> Scorer<'l> {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, list) in lists.lists.iter().enumerate() {
            places.entry(sent_term(list.term).into_owned()).or_default().push(at);
        }
        Scorer { lists, places }
    }

    fn score(&self, passage: &FoundPassage) -> f32 {
        let mut frequencies = vec![0_u32; self.lists.lists.len()];
        let mut count = |field: ScoredField, terms: &str| {
            let mut n_terms = 0;
            for term in terms.split(' ').filter(|term| !term.is_empty()) {
                n_terms += 1;
                for at in self.places.get(term).into_iter().flatten() {
                    frequencies[*at] += u32::from(self.lists.lists[*at].field == field);
                }
            }
            FieldNormReader::fieldnorm_to_id(n_terms)
        };
        let body = count(ScoredField::Body, &passage.body);
        let context = count(ScoredField::Context, &passage.context);
        // In the order of the lists, in which the other search adds them up.
        let mut score = 0.0;
        for (list, frequency) in self.lists.lists.iter().zip(frequencies) {
            if frequency > 0 {
                let norm = if list.field == ScoredField::Body { body } else { context };
                score += list.bm25.score(norm, frequency);
            }
        }
        score
    }
}

/// The passages of a snapshot by the names that they have in the engine.
struct Entries<'s> {
    snapshot: &'s Snapshot,
    /// The entries of the generations that were asked for, by their numbers in the document.
    known: FxHashMap<String, FxHashMap<u32, DocAddress>>,
}

impl<'s> Entries<'s> {
    fn of(snapshot: &'s Snapshot) -> Entries<'s> {
        Entries { snapshot, known: FxHashMap::default() }
    }

    /// The entry of a passage; `None` when the snapshot has none, or it is hidden.
    fn entry(&mut self, passage: &FoundPassage) -> Result<Option<DocAddress>, IndexError> {
        if !self.known.contains_key(&passage.generation) {
            let all = entries_of(self.snapshot, &passage.generation);
            let all = all.map_err(|cause| self.snapshot.broken(cause.into()))?;
            self.known.insert(passage.generation.clone(), all);
        }
        Ok(self.known[&passage.generation].get(&passage.paragraph).copied())
    }
}

/// The entries of one write of a file, by their numbers in the document.
fn entries_of(snapshot: &Snapshot, generation: &str) -> io::Result<FxHashMap<u32, DocAddress>> {
    let mut entries = FxHashMap::default();
    let Some(field) = snapshot.fields.generation else { return Ok(entries) };
    let term = Term::from_field_text(field, generation);
    for (ordinal, reader) in (0..).zip(snapshot.searcher.segment_readers()) {
        let inverted = reader.inverted_index(field).map_err(io::Error::other)?;
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            let entry = DocAddress::new(ordinal, postings.doc());
            if snapshot.is_seen(entry)
                && let Ok(paragraph) = u32::try_from(snapshot.segments.order(entry).1)
            {
                entries.insert(paragraph, entry);
            }
            postings.advance();
        }
    }
    Ok(entries)
}

impl Snapshot {
    /// The name of a passage in the engine: the write of its file, and its number in the document.
    pub(super) fn generation_of(&self, entry: DocAddress) -> Result<(String, u32), IndexError> {
        let stored = self.stored(entry)?;
        let generation = self.fields.generation.and_then(|field| stored.get_first(field));
        let generation = generation.and_then(|value| value.as_str()).unwrap_or_default();
        let paragraph = u32::try_from(self.segments.order(entry).1);
        Ok((generation.to_owned(), paragraph.map_err(|error| self.bad_entry(&error))?))
    }
}

//! Passages that have all of some terms and none of others: how many there are, and the best of them.

use tantivy::Term;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::error::IndexError;
use super::passage_search::{Having, PassagesHaving};
use super::passages::PassageId;
use super::schema::{ACRONYM, FILE};
use super::snapshot::Snapshot;
use crate::document::FileName;

/// As [`Snapshot::passages_having`], of the posting lists in the index folder.
pub(super) fn passages_having(
    snapshot: &Snapshot,
    having: &Having<'_>,
    files: Option<&[FileName]>,
    offset: usize,
    limit: usize,
) -> Result<PassagesHaving, IndexError> {
    let having_term = |term: &&str| having_term(snapshot, term);
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    clauses.extend(having.all.iter().map(|term| (Occur::Must, having_term(term))));
    if !having.any.is_empty() {
        let any = having.any.iter().map(|term| (Occur::Should, having_term(term)));
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(any.collect()))));
    }
    clauses.extend(having.none.iter().map(|term| (Occur::MustNot, having_term(term))));
    for kind in [FILE, ACRONYM] {
        let term = Term::from_field_text(snapshot.fields.kind, kind);
        let of_kind = TermQuery::new(term, IndexRecordOption::Basic);
        clauses.push((Occur::MustNot, Box::new(of_kind)));
    }
    if !snapshot.hidden.is_empty() {
        clauses.push((Occur::MustNot, Box::new(snapshot.in_files(&snapshot.hidden))));
    }
    if let Some(files) = files {
        clauses.push((Occur::Must, Box::new(snapshot.in_files(files))));
    }
    // The engine makes room for all that are asked for.
    let n_all = usize::try_from(snapshot.n_passages()).unwrap_or(usize::MAX);
    let (offset, limit) = (offset.min(n_all), limit.clamp(1, n_all.max(1)));
    let best = TopDocs::with_limit(limit).and_offset(offset).order_by_score();
    let (best, n_passages) = snapshot
        .searcher
        .search(&BooleanQuery::new(clauses), &(best, Count))
        .map_err(|cause| snapshot.broken(cause))?;
    let best = best.into_iter().map(|(_, address)| PassageId(address)).collect();
    Ok(PassagesHaving { n_passages, best })
}

fn having_term(snapshot: &Snapshot, term: &str) -> Box<dyn Query> {
    let in_field = |field| -> (Occur, Box<dyn Query>) {
        let term = Term::from_field_text(field, term);
        (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
    };
    let fields = [snapshot.fields.body, snapshot.fields.context];
    Box::new(BooleanQuery::new(fields.into_iter().map(in_field).collect()))
}

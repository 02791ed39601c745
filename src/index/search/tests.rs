//! The search compared with tantivy's own.

use std::collections::BTreeSet;
use std::path::Path;

use fastrand::Rng;
use tantivy::collector::TopDocs;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::Field;

use super::*;
use crate::document::Passage;
use crate::index::entries::{Entries, FileContent, PassageText};
use crate::index::field_weights::ScoredField;
use crate::index::record::{FileRecord, Stamp};
use crate::index::store::Index;
use crate::index::term_cache::TermCache;

/// Words by their rank, the first ones most frequent.
fn words(random: &mut Rng, n: usize) -> String {
    (0..n)
        .map(|_| format!("w{}", (200.0_f32).powf(random.f32()) as usize))
        .collect::<Vec<_>>()
        .join(" ")
}

fn name(number: usize) -> FileName {
    FileName::new(format!("{number}.txt")).expect("a name")
}

fn entries(snapshot: &Snapshot, number: usize, longest: usize, random: &mut Rng) -> Entries {
    let passages = (0..random.usize(1..60)).map(|_| {
        let (n_body, n_context) = (random.usize(1..longest), random.usize(0..5));
        (words(random, n_body), words(random, n_context))
    });
    let passages: Vec<(String, String)> = passages.collect();
    entries_of(snapshot, number, &passages)
}

/// A file of passages, each with its body and context.
fn entries_of(snapshot: &Snapshot, number: usize, passages: &[(String, String)]) -> Entries {
    let record = FileRecord::unread(
        name(number),
        Stamp { bytes: 0, modified_ns: 0, changed_ns: 0, inode: 0 },
        String::new(),
    );
    let passage = Passage { paragraph: 1, ..Passage::default() };
    let all = passages.iter().map(|(body, context)| PassageText {
        passage: &passage,
        body: body.clone(),
        context: context.clone(),
    });
    let content =
        FileContent { record: &record, called: &[], unquotable: "", acronyms: &BTreeSet::new() };
    Entries::new(snapshot, &content, all, &mut TermCache::default())
}

/// Several segments, of short passages and of long ones, of which some files were replaced and some
/// removed.
fn snapshot(folder: &Path, random: &mut Rng) -> Snapshot {
    let index = Index::create(folder, None).expect("an empty folder");
    for round in 0..4 {
        let before = index.snapshot().expect("whole");
        let mut writer = index.writer(0).expect("memory");
        for number in round * 15..round * 20 + 20 {
            writer
                .replace(entries(&before, number, [60, 12, 150, 30][round], random))
                .expect("indexed");
        }
        writer.remove(&name(round * 3)).expect("whole");
        writer.commit().expect("written");
    }
    index.snapshot().expect("whole")
}

/// Every passage with its score, best first, by tantivy's own query.
fn plain(
    snapshot: &Snapshot,
    terms: &[WeightedTerm],
    files: Option<&[FileName]>,
) -> Vec<(f32, DocAddress)> {
    let of = |field, term: &WeightedTerm, share: f32| -> (Occur, Box<dyn Query>) {
        let query = TermQuery::new(
            Term::from_field_text(field, &term.term.term),
            IndexRecordOption::WithFreqs,
        );
        (Occur::Should, Box::new(BoostQuery::new(Box::new(query), term.weight * share)))
    };
    let any = terms.iter().flat_map(|term| {
        [
            of(snapshot.fields.body, term, 1.0),
            of(snapshot.fields.context, term, ScoredField::Context.weight()),
        ]
    });
    let mut query: Box<dyn Query> = Box::new(BooleanQuery::new(any.collect()));
    if let Some(files) = files {
        let named =
            files.iter().map(|file| Term::from_field_text(snapshot.fields.file, file.as_str()));
        let unscored = BoostQuery::new(Box::new(tantivy::query::TermSetQuery::new(named)), 0.0);
        query = Box::new(BooleanQuery::new(vec![
            (Occur::Must, query),
            (Occur::Must, Box::new(unscored)),
        ]));
    }
    let best = TopDocs::with_limit(10_000).order_by_score();
    snapshot
        .searcher
        .search_with_statistics_provider(&query, &best, &WithoutDeleted(snapshot))
        .expect("whole")
}

/// tantivy would count entries that are no passages, and deleted ones.
struct WithoutDeleted<'s>(&'s Snapshot);

impl WithoutDeleted<'_> {
    fn scored(&self, field: Field) -> ScoredField {
        if field == self.0.fields.body { ScoredField::Body } else { ScoredField::Context }
    }
}

impl Bm25StatisticsProvider for WithoutDeleted<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.0.segments.n_terms(self.scored(field)))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.segments.n_passages())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let value = term.value();
        let looked_up = self.0.look_up(value.as_str().expect("a text")).expect("whole");
        Ok(looked_up.in_field(self.scored(term.field())).doc_freq)
    }
}

#[test]
fn the_best_are_those_of_a_search_that_looks_at_all() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut random = Rng::with_seed(5);
    let snapshot = snapshot(folder.path(), &mut random);
    assert!(snapshot.segments.all.len() > 1);
    for round in 0..300 {
        let n_terms = random.usize(1..9);
        let terms: BTreeSet<String> =
            words(&mut random, n_terms).split(' ').map(str::to_owned).collect();
        let terms: Vec<WeightedTerm> = terms
            .iter()
            .map(|term| WeightedTerm {
                term: snapshot.look_up(term).expect("whole"),
                weight: [1.0, 0.6, 0.06][random.usize(0..3)],
            })
            .collect();
        let files: Vec<FileName> =
            (0..random.usize(0..6)).map(|_| name(random.usize(0..90))).collect();
        let files = (round % 3 == 0).then_some(&files[..]);
        let (limit, share) = ([1, 3, 30][random.usize(0..3)], [0.0, 0.25, 0.6][random.usize(0..3)]);
        let all = plain(&snapshot, &terms, files);
        let least = all.first().map_or(0.0, |(score, _)| score * share);
        let found = snapshot.search(&terms, files, limit, &|best| best * share).expect("whole");
        // Sums of the same numbers in another order: scores differ in the last digits, and so may
        // the order of equals.
        let expected: Vec<f32> = all
            .iter()
            .map(|(score, _)| *score)
            .filter(|score| *score >= least)
            .take(limit)
            .collect();
        let near = |one: f32, other: f32| (one - other).abs() <= 1e-4 * other;
        assert!(
            found.len() == expected.len() || expected.iter().any(|score| near(*score, least)),
            "{found:?} {expected:?}"
        );
        for (hit, score) in found.iter().zip(&expected) {
            assert!(near(hit.score, *score), "{found:?} {expected:?}");
            assert!(
                all.iter().any(|(score, entry)| *entry == hit.passage.0 && near(hit.score, *score)),
                "another passage's score"
            );
        }
    }
}

#[test]
fn the_best_is_found_in_a_segment_of_shorter_passages() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = Index::create(folder.path(), None).expect("an empty folder");
    let passage = |n_meant: usize, n_words: usize| {
        (["berth ".repeat(n_meant), "other ".repeat(n_words - n_meant)].concat(), String::new())
    };
    // By the average of this segment the short ones of its second block are better than the long
    // one, by that of all they are not.
    let mut short = vec![passage(1, 8); 128];
    short.push(passage(3, 60));
    short.extend(vec![passage(1, 10); 200]);
    for (number, passages) in
        [short, vec![("long ".repeat(120), String::new()); 300]].iter().enumerate()
    {
        let mut writer = index.writer(0).expect("memory");
        writer
            .put(entries_of(&index.snapshot().expect("whole"), number, passages))
            .expect("indexed");
        writer.commit().expect("written");
    }
    let snapshot = index.snapshot().expect("whole");
    let terms = [WeightedTerm { term: snapshot.look_up("berth").expect("whole"), weight: 1.0 }];
    let found = snapshot.search(&terms, None, 1, &|_| 0.0).expect("whole");
    assert_eq!(
        found[0].passage.0,
        plain(&snapshot, &terms, None)
            .into_iter()
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .expect("some")
            .1
    );
    assert_eq!(snapshot.segments.all.len(), 2);
}

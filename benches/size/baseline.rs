//! What tantivy itself does with the program's index: the baselines of answers and of their search.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, BoostQuery, EnableScoring, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Index, Searcher, Term};

/// Factor on the score of a term in the headings and the title: the program's.
const CONTEXT_WEIGHT: f32 = 0.4;

/// A reader of the program's index.
pub struct Baseline {
    searcher: Searcher,
    body: Field,
    context: Field,
    kind: Field,
}

impl Baseline {
    /// Opens the last commit of the index in this folder.
    pub fn open(folder: &Path) -> Baseline {
        let index = Index::open_in_dir(folder).expect("an index");
        let field = |name| index.schema().get_field(name).expect("a field of the index");
        Baseline {
            searcher: index.reader().expect("an index that can be read").searcher(),
            body: field("body"),
            context: field("context"),
            kind: field("kind"),
        }
    }

    /// How many of the `limit` best passages there are for these terms by a plain search of their
    /// sentences (BM25, any of the terms).
    pub fn plain<'t>(&self, terms: impl Iterator<Item = &'t str>, limit: usize) -> usize {
        let any = BooleanQuery::union(terms.map(|term| term_query(self.body, term)).collect());
        let best = TopDocs::with_limit(limit).order_by_score();
        self.searcher.search(&any, &best).expect("the index is whole").len()
    }

    /// The passages that the program's own search finds for these terms, each of weight 1, by
    /// tantivy's pruned union (block-max WAND): best first, at most `limit`, and none that scores
    /// less than `least_share` of the best.
    pub fn pruned<'t>(
        &self,
        terms: impl Iterator<Item = &'t str>,
        limit: usize,
        least_share: f32,
    ) -> Vec<(f32, DocAddress)> {
        let clauses = terms.flat_map(|term| {
            let in_context = BoostQuery::new(term_query(self.context, term), CONTEXT_WEIGHT);
            let clauses: [Box<dyn Query>; 2] = [term_query(self.body, term), Box::new(in_context)];
            clauses.map(|clause| (Occur::Should, clause))
        });
        let weight = BooleanQuery::new(clauses.collect())
            .weight(EnableScoring::enabled_from_statistics_provider(self, &self.searcher))
            .expect("the index is whole");
        let mut top: Vec<(f32, DocAddress)> = Vec::with_capacity(limit + 1);
        let mut threshold = 0.0;
        for (number, segment) in (0..).zip(self.searcher.segment_readers()) {
            let reached = threshold;
            let mut collect = |doc, score: f32| {
                if !segment.is_deleted(doc) {
                    let at = top.partition_point(|(other, _)| *other >= score);
                    top.insert(at, (score, DocAddress::new(number, doc)));
                    top.truncate(limit);
                    let worst = if top.len() < limit { 0.0 } else { top[limit - 1].0 };
                    threshold = (top[0].0 * least_share).max(worst);
                }
                threshold
            };
            weight.for_each_pruning(reached, segment, &mut collect).expect("the index is whole");
        }
        top.retain(|(score, _)| *score >= threshold);
        top
    }
}

fn term_query(field: Field, term: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, term);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// As the program counts: without the entries that hold words.
impl Bm25StatisticsProvider for Baseline {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        let of_words = Term::from_field_text(self.kind, "words");
        Ok(self.searcher.total_num_docs()? - self.searcher.doc_freq(&of_words)?)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.searcher.doc_freq(term)
    }
}

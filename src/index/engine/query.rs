//! What is asked of the engine, in its own terms.

use serde_json::{Value, json};

use super::documents::{id, sent_term};
use super::rounds::Rounds;

/// So many values are in one clause at most (the engine's `index.max_terms_count`).
const MAX_VALUES: usize = 65_536;

/// Which passages are seen: those of one commit of the index folder, in a scope.
pub struct Seen<'s> {
    /// The rounds of that commit.
    pub rounds: &'s Rounds,
    /// Names of the files that they are of; of all files without.
    pub files: Option<Vec<&'s str>>,
    /// Names of files whose passages are not seen.
    pub hidden: Vec<&'s str>,
}

impl Seen<'_> {
    /// The clauses of a query that hold it to what is seen: `filter`, `must_not`.
    fn clauses(&self) -> (Vec<Value>, Vec<Value>) {
        let mut filter = vec![json!({"range": {"since": {"lte": self.rounds.round}}})];
        filter.extend(self.files.as_ref().map(|files| any_of("file", files)));
        let gone: Vec<&str> =
            self.rounds.gone.iter().map(|gone| gone.generation.as_str()).collect();
        let mut must_not = Vec::new();
        for (field, values) in [("generation", &gone), ("file", &self.hidden)] {
            if !values.is_empty() {
                must_not.push(any_of(field, values));
            }
        }
        (filter, must_not)
    }
}

/// Has one of the values; nothing has one of none.
fn any_of(field: &str, values: &[&str]) -> Value {
    let pieces: Vec<Value> =
        values.chunks(MAX_VALUES).map(|piece| json!({"terms": {field: piece}})).collect();
    if pieces.is_empty() {
        return json!({"terms": {field: []}});
    }
    json!({"bool": {"should": pieces, "minimum_should_match": 1}})
}

/// The best passages that have some of the terms, each with its field and how much it counts: at
/// most `n`, with their terms.
pub fn best(terms: &[(&str, &str, f32)], seen: &Seen<'_>, n: usize) -> Value {
    let (filter, must_not) = seen.clauses();
    let clause = |(field, term, weight): &(&str, &str, f32)| json!({"term": {*field: {"value": sent_term(term), "boost": weight}}});
    let should: Vec<Value> = terms.iter().map(clause).collect();
    json!({
        "size": n, "track_total_hits": false, "_source": ["body", "context"],
        "query": {"bool": {
            "should": should, "minimum_should_match": 1, "filter": filter, "must_not": must_not,
        }},
    })
}

/// These passages, each by its generation and number, with their terms.
pub fn by_ids(passages: &[(String, u32)]) -> Value {
    let ids: Vec<String> =
        passages.iter().map(|(generation, paragraph)| id(generation, *paragraph)).collect();
    json!({
        "size": ids.len(), "track_total_hits": false, "_source": ["body", "context"],
        "query": {"ids": {"values": ids}},
    })
}

/// The passages that have all of some terms, one of others, and none of others: a page of them, and
/// how many there are.
pub fn having(
    [all, any, none]: [&[&str]; 3],
    seen: &Seen<'_>,
    offset: usize,
    limit: usize,
) -> Value {
    let (filter, mut must_not) = seen.clauses();
    let mut must: Vec<Value> = all.iter().map(|term| in_either(term)).collect();
    if !any.is_empty() {
        let any: Vec<Value> = any.iter().map(|term| in_either(term)).collect();
        must.push(json!({"bool": {"should": any, "minimum_should_match": 1}}));
    }
    must_not.extend(none.iter().map(|term| in_either(term)));
    json!({
        "from": offset, "size": limit, "track_total_hits": true, "_source": false,
        "query": {"bool": {"must": must, "filter": filter, "must_not": must_not}},
    })
}

fn in_either(term: &str) -> Value {
    let term = sent_term(term);
    let fields = ["body", "context"].map(|field| json!({"term": {field: {"value": term}}}));
    json!({"bool": {"should": fields, "minimum_should_match": 1}})
}

/// No passage, but how many there are of this round.
pub(super) fn of_round(round: u64) -> Value {
    json!({"size": 0, "track_total_hits": true, "query": {"term": {"since": {"value": round}}}})
}

/// No passage, but how many are seen.
pub(super) fn all(seen: &Seen<'_>) -> Value {
    let (filter, must_not) = seen.clauses();
    let query = json!({"bool": {"filter": filter, "must_not": must_not}});
    json!({"size": 0, "track_total_hits": true, "query": query})
}

/// Up to `n` passages of rounds after this one, which never ended.
pub(super) fn later_than(round: u64, n: usize) -> Value {
    json!({
        "size": n, "track_total_hits": false, "_source": false,
        "query": {"bool": {"filter": [{"range": {"since": {"gt": round}}}]}},
    })
}

//! One index in the engine: made, removed, changed and searched.

use reqwest::Method;
use serde_json::{Value, json};

use super::answer::{SearchAnswer, SearchHit, all_changed, all_refreshed};
use super::client::{ASKED, Call, Engine, FILLED, Patience};
use super::documents::{id, parse_id};
use super::error::EngineError;
use super::query::{Seen, all, later_than, of_round};

/// Passages that are looked at or removed at a time.
const AT_ONCE: usize = 1000;

/// An index in the engine.
#[derive(Debug, Clone)]
pub struct RemoteIndex {
    engine: Engine,
    name: String,
}

/// A passage that was found.
#[derive(Debug)]
pub struct FoundPassage {
    /// The write of its file that it belongs to.
    pub generation: String,
    /// Its number in the document.
    pub paragraph: u32,
    /// What the engine makes of it.
    pub score: f32,
    /// The terms of its sentences, where they were asked for, with spaces between.
    pub body: String,
    /// Those of its headings and the title.
    pub context: String,
}

impl RemoteIndex {
    /// The index of this name.
    pub fn named(engine: &Engine, name: &str) -> RemoteIndex {
        RemoteIndex { engine: engine.clone(), name: name.to_owned() }
    }

    /// Makes an empty one under a new name. How many shards it has, and how many copies of each, a
    /// template of the engine for names that begin with `verbatim-` says, or else its defaults.
    ///
    /// # Errors
    /// When the engine does not answer, or refuses.
    pub fn create(engine: &Engine) -> Result<RemoteIndex, EngineError> {
        let name = format!("verbatim-{:032x}", fastrand::u128(..));
        let index = RemoteIndex::named(engine, &name);
        let terms = json!({
            "type": "text", "analyzer": "whitespace", "index_options": "freqs", "norms": true,
        });
        let body = json!({
            // Said, so that a copy that nobody asks for a while keeps up.
            "settings": {"index": {"refresh_interval": "1s"}},
            "mappings": {"dynamic": "strict", "properties": {
                "generation": {"type": "keyword"}, "file": {"type": "keyword"},
                "since": {"type": "long"}, "body": terms, "context": terms,
            }},
        });
        let made = index.call(Method::PUT, "", body.to_string().into_bytes(), FILLED, |_| Ok(()));
        match made {
            // A try before made it, whose answer did not come.
            Err(EngineError::Refused { kind, .. })
                if kind == "resource_already_exists_exception" =>
            {
                Ok(index)
            }
            made => made.map(|()| index),
        }
    }

    /// Its name in the engine.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Removes it, if it is there.
    ///
    /// # Errors
    /// When the engine does not answer, or refuses.
    pub fn remove(&self) -> Result<(), EngineError> {
        match self.call(Method::DELETE, "", Vec::new(), FILLED, |_| Ok(())) {
            Err(EngineError::NoIndex(_)) => Ok(()),
            removed => removed,
        }
    }

    /// Searches all of its shards.
    ///
    /// # Errors
    /// When no node answers for all of them.
    pub fn search(&self, query: &Value) -> Result<Vec<FoundPassage>, EngineError> {
        self.found(&self.searched(query, ASKED)?)
    }

    /// The same, and how many there are.
    ///
    /// # Errors
    /// As [`RemoteIndex::search`].
    pub fn search_and_count(
        &self,
        query: &Value,
    ) -> Result<(Vec<FoundPassage>, usize), EngineError> {
        let answer = self.searched(query, ASKED)?;
        let n = answer.n_found().unwrap_or_default();
        Ok((self.found(&answer)?, usize::try_from(n).unwrap_or(usize::MAX)))
    }

    /// Checks that all passages are there that are seen.
    ///
    /// # Errors
    /// [`EngineError::Lost`] when some are not; when no node answers for all shards.
    pub fn check(&self, seen: &Seen<'_>, expected: u64) -> Result<(), EngineError> {
        self.has_at_least(expected, &all(seen), ASKED)
    }

    /// The same of those that one round has written.
    pub(super) fn check_round(&self, round: u64, expected: u64) -> Result<(), EngineError> {
        self.has_at_least(expected, &of_round(round), FILLED)
    }

    fn has_at_least(
        &self,
        expected: u64,
        query: &Value,
        patience: Patience,
    ) -> Result<(), EngineError> {
        let found = self.searched(query, patience)?.n_found().unwrap_or_default();
        if found >= expected {
            return Ok(());
        }
        Err(EngineError::Lost { index: self.name.clone(), expected, found })
    }

    /// Makes many changes.
    pub(super) fn change(&self, lines: &[u8]) -> Result<(), EngineError> {
        if lines.is_empty() {
            return Ok(());
        }
        self.call(Method::POST, "/_bulk", lines.to_vec(), FILLED, all_changed)
    }

    /// Makes all changes so far findable.
    pub(super) fn refresh(&self) -> Result<(), EngineError> {
        self.call(Method::POST, "/_refresh", Vec::new(), FILLED, all_refreshed)
    }

    /// Removes these passages of one generation.
    pub(super) fn remove_passages(
        &self,
        generation: &str,
        paragraphs: &[u32],
    ) -> Result<(), EngineError> {
        for piece in paragraphs.chunks(AT_ONCE) {
            let lines: String = piece
                .iter()
                .map(|paragraph| {
                    format!("{}\n", json!({"delete": {"_id": id(generation, *paragraph)}}))
                })
                .collect();
            self.change(lines.as_bytes())?;
        }
        Ok(())
    }

    /// Removes what rounds after this one have left, which did not come to their end.
    pub(super) fn remove_later_than(&self, round: u64) -> Result<(), EngineError> {
        self.refresh()?;
        loop {
            let left = self.searched(&later_than(round, AT_ONCE), FILLED)?;
            if left.hits.hits.is_empty() {
                return Ok(());
            }
            let lines = left.hits.hits.iter();
            let lines: String =
                lines.map(|hit| format!("{}\n", json!({"delete": {"_id": hit.id}}))).collect();
            self.change(lines.as_bytes())?;
            self.refresh()?;
        }
    }

    fn searched(&self, query: &Value, patience: Patience) -> Result<SearchAnswer, EngineError> {
        // Statistics of all shards, so that a passage scores the same in whichever it lies; and no
        // answer of some of them.
        let path = "/_search?search_type=dfs_query_then_fetch&allow_partial_search_results=false";
        let body = query.to_string().into_bytes();
        self.call(Method::POST, path, body, patience, SearchAnswer::read)
    }

    fn found(&self, answer: &SearchAnswer) -> Result<Vec<FoundPassage>, EngineError> {
        let passage = |hit: &SearchHit| {
            let (generation, paragraph) = parse_id(&hit.id)?;
            Some(FoundPassage {
                generation: generation.to_owned(),
                paragraph,
                score: hit.score.unwrap_or_default(),
                body: hit.source.body.clone(),
                context: hit.source.context.clone(),
            })
        };
        let found: Option<Vec<FoundPassage>> = answer.hits.hits.iter().map(passage).collect();
        // Something that this program did not write.
        found.ok_or_else(|| EngineError::NoIndex(self.name.clone()))
    }

    fn call<T>(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        patience: Patience,
        read: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<T, EngineError> {
        let call = Call { method, path: format!("/{}{path}", self.name), body };
        self.engine.ask(&call, patience, read)
    }
}

#[cfg(test)]
mod tests;

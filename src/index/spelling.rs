//! The words of passages as they are written: what a misspelled word may have meant.

use std::collections::BTreeSet;
use std::io;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

use super::beginnings::behind_all_that_begin;
use super::error::IndexError;
use super::snapshot::Snapshot;

impl Snapshot {
    /// The words that passages hold, folded, at an edit distance of one from this one, behind its
    /// first letter (a letter too many, too few, another, or two in the wrong order). In order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn spellings(&self, folded: &str) -> Result<BTreeSet<String>, IndexError> {
        let damaged = |cause| self.broken(cause);
        let near =
            FuzzyTermQuery::new(Term::from_field_text(self.fields.spelling, folded), 1, true)
                .automaton()
                .map_err(damaged)?;
        let first: String = folded.chars().take(1).collect();
        let end = behind_all_that_begin(&first).unwrap_or_default();
        let mut known = BTreeSet::new();
        for segment in &self.segments.all {
            let unreadable = |cause: io::Error| damaged(cause.into());
            let range = segment.spelling.terms().search(&near).ge(&first).lt(&end);
            let mut found = range.into_stream().map_err(unreadable)?;
            while found.advance() {
                if segment.has_spelling(found.value()).map_err(unreadable)? {
                    known.insert(String::from_utf8_lossy(found.key()).into_owned());
                }
            }
        }
        Ok(known)
    }

    /// The words that passages hold, folded, that begin so, at most `most`. In order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn words_from(&self, prefix: &str, most: usize) -> Result<BTreeSet<String>, IndexError> {
        let unreadable = |cause: io::Error| self.broken(cause.into());
        let end = behind_all_that_begin(prefix).unwrap_or_default();
        let mut known = BTreeSet::new();
        for segment in &self.segments.all {
            let range = segment.spelling.terms().range().ge(prefix).lt(&end);
            let mut found = range.into_stream().map_err(unreadable)?;
            while known.len() < most && found.advance() {
                if segment.has_spelling(found.value()).map_err(unreadable)? {
                    known.insert(String::from_utf8_lossy(found.key()).into_owned());
                }
            }
        }
        Ok(known)
    }
}

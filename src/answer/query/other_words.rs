//! Other words for terms of a question, as they are found: what units are matched against, and what is
//! searched for beside the question's own.

use std::ops::Range;

use super::search_terms::SearchTerms;
use crate::index::{IndexError, LookedUpTerm, Snapshot};
use crate::language::tokens::TermId;
use crate::rank::Alias;

/// How much each of the other words counts in the search beside the question's own.
const WEIGHT: f32 = 0.6;

/// Other words for terms of a question.
pub(super) struct OtherWords<'s> {
    /// Where they are looked up.
    pub snapshot: &'s Snapshot,
    /// What is searched for.
    pub search: SearchTerms,
    /// What was found, each once, in the order in which it was.
    pub aliases: Vec<Alias>,
}

impl<'s> OtherWords<'s> {
    /// None yet.
    pub fn new(snapshot: &'s Snapshot, search: SearchTerms) -> OtherWords<'s> {
        OtherWords { snapshot, search, aliases: Vec::new() }
    }

    /// Adds words (index terms, in order) for these terms of the question where passages have all of
    /// them. Whether they have.
    pub fn add(
        &mut self,
        words: &[impl AsRef<str>],
        terms: Range<usize>,
    ) -> Result<bool, IndexError> {
        let known = words.iter().map(|word| self.snapshot.look_up(word.as_ref()));
        let known: Vec<LookedUpTerm> = known.collect::<Result<_, _>>()?;
        if known.is_empty() || known.iter().any(|known| known.n_passages == 0) {
            return Ok(false);
        }
        let alias =
            Alias { words: known.iter().map(|known| TermId::of(&known.term)).collect(), terms };
        if !self.aliases.contains(&alias) {
            self.aliases.push(alias);
        }
        known.into_iter().for_each(|known| self.search.add(known, WEIGHT));
        Ok(true)
    }
}

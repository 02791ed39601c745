//! Matching words against the question: which of its terms are where, be it as other words.

mod acronym;

use std::ops::Range;

use self::acronym::initials_end;
use super::query::{Alias, Query, QueryTerm};
use super::term_set::{MAX_TERMS, TermSet};
use crate::corpus::UnitWords;
use crate::language::attributes::Attribute;
use crate::language::tokens::{TermId, Token, tokens};
use crate::question::Question;
use crate::vectors::Background;

/// Words of a question whose bigrams are looked for: a question has fewer.
const MAX_WORDS: usize = 100;
/// Phrases in quotation marks that are looked for.
const MAX_QUOTED: usize = 8;
/// Of the words with a related meaning so many are the nearest.
const N_NEAREST: usize = 3;
/// No term of the question.
const NONE: u8 = u8::MAX;

/// The question, ready to be matched against units.
pub struct Matcher<'q> {
    /// The question.
    pub question: &'q Question,
    /// Its terms, at most [`MAX_TERMS`].
    pub terms: &'q [QueryTerm],
    aliases: &'q [Alias],
    /// Sum of the terms' idf; above 0.
    pub total_idf: f32,
    /// The terms of the question's own words in order, stop words included.
    pub words: Vec<TermId>,
    /// Whether it asks how something is done.
    pub asks_how: bool,
    /// Whether it is a keyword or two, and no sentence.
    pub is_keyword: bool,
    /// The terms that name what is asked for.
    pub focus: Vec<TermId>,
    /// The terms of what it has in quotation marks, and of its identifiers.
    pub quoted: Vec<Vec<TermId>>,
    /// How near the units of the library lie to the question, where a sentence model was asked.
    pub background: Option<Background>,
    /// One bit a fingerprint, to pass most words by.
    filter: u64,
    /// The same for related words.
    related_filter: u64,
}

/// A unit matched against the question.
pub struct UnitMatch<'c> {
    /// The unit.
    pub unit: &'c UnitWords,
    /// For each token the number of the question's term that it is.
    numbers: Vec<u8>,
    /// Terms that are there, be it as an alias.
    pub terms: TermSet,
    /// Terms of which only a word of the same family is there.
    pub family: TermSet,
    /// Terms of which only a word with a related meaning is there.
    pub related: TermSet,
    /// Those of which one of the nearest is there.
    pub nearest_related: TermSet,
    /// Where other words for some of the terms are, as ranges of tokens.
    pub aliases: Vec<Range<usize>>,
}

impl UnitMatch<'_> {
    /// The number of the question's term that a token is; `None` when it is none.
    pub fn term_at(&self, token: usize) -> Option<usize> {
        (self.numbers[token] != NONE).then(|| usize::from(self.numbers[token]))
    }

    /// The tokens that are terms of the question, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.numbers.len()).filter(|&at| self.numbers[at] != NONE)
    }

    /// Its tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.unit.tokens
    }
}

fn one_bit(id: TermId) -> u64 {
    1 << (id.low_bits() & 63)
}

fn filter(ids: impl Iterator<Item = TermId>) -> u64 {
    ids.map(one_bit).fold(0, |all, bit| all | bit)
}

impl<'q> Matcher<'q> {
    /// Makes a question ready by its query's terms, of which the first [`MAX_TERMS`] count.
    pub fn new(question: &'q Question, query: &'q Query) -> Matcher<'q> {
        let terms = &query.terms[..query.terms.len().min(MAX_TERMS)];
        let ids = |text: &str| tokens(text).iter().map(|token| token.term).collect::<Vec<_>>();
        let mut words = ids(question.asked());
        words.truncate(MAX_WORDS);
        Matcher {
            question,
            terms,
            aliases: &query.aliases,
            background: query.background,
            total_idf: terms.iter().map(|term| term.idf).sum::<f32>().max(f32::EPSILON),
            words,
            asks_how: question.asks_how(),
            is_keyword: question.is_keyword(),
            focus: question.focus().iter().map(|term| TermId::of(term)).collect(),
            quoted: question
                .quoted()
                .chain(question.identifiers())
                .take(MAX_QUOTED)
                .map(ids)
                .collect(),
            filter: filter(terms.iter().flat_map(|term| [Some(term.id), term.root]).flatten()),
            related_filter: filter(terms.iter().flat_map(|term| &term.related).copied()),
        }
    }

    /// Matches a unit.
    pub fn matched<'c>(&self, unit: &'c UnitWords) -> UnitMatch<'c> {
        let mut found = UnitMatch {
            unit,
            numbers: vec![NONE; unit.tokens.len()],
            terms: TermSet::default(),
            family: TermSet::default(),
            related: TermSet::default(),
            nearest_related: TermSet::default(),
            aliases: Vec::new(),
        };
        for (at, token) in unit.tokens.iter().enumerate() {
            if self.filter & one_bit(token.term) != 0
                && let Some(number) = self.number_of(token.term)
            {
                found.numbers[at] = number as u8;
                found.terms.insert(number);
            } else {
                self.match_related(token, &mut found);
            }
        }
        self.match_aliases(&mut found);
        self.match_acronyms(&mut found);
        found.family = found.family - found.terms;
        found.related = found.related - (found.terms | found.family);
        found.nearest_related = found.nearest_related & found.related;
        found
    }

    fn number_of(&self, term: TermId) -> Option<usize> {
        self.terms.iter().position(|known| known.id == term)
    }

    /// Adds the terms of which the token has a related meaning, or is of the same family.
    fn match_related(&self, token: &Token, found: &mut UnitMatch<'_>) {
        if self.related_filter & one_bit(token.term) != 0 {
            for (number, term) in self.terms.iter().enumerate() {
                let is_related = |related: &TermId| *related == token.term;
                let Some(place) = term.related.iter().position(is_related) else { continue };
                found.related.insert(number);
                if place < N_NEAREST {
                    found.nearest_related.insert(number);
                }
            }
        }
        if let Some(root) = token.root
            && self.filter & one_bit(root) != 0
            && let Some(number) = self.terms.iter().position(|term| term.root == Some(root))
        {
            found.family.insert(number);
        }
    }

    fn match_aliases(&self, found: &mut UnitMatch<'_>) {
        let tokens = &found.unit.tokens;
        for alias in self.aliases.iter().filter(|alias| alias.terms.end <= self.terms.len()) {
            for first in 0..tokens.len() {
                let Some(end) = words_end(tokens, first, &alias.words) else { continue };
                found.aliases.push(first..end);
                for (at, number) in (first..end).zip(alias.terms.clone().cycle()) {
                    found.numbers[at] = number as u8;
                }
                alias.terms.clone().for_each(|number| found.terms.insert(number));
            }
        }
    }

    /// Adds the acronyms of the question that the first letters of words make.
    fn match_acronyms(&self, found: &mut UnitMatch<'_>) {
        for (number, term) in self.terms.iter().enumerate().filter(|(_, term)| term.is_acronym) {
            if found.terms.contains(number) {
                continue;
            }
            let words = (0..found.numbers.len())
                .find_map(|first| Some(first..initials_end(found.unit, first, &term.folded)?));
            if let Some(words) = words {
                let free = found.numbers[words.clone()].iter_mut().filter(|known| **known == NONE);
                free.for_each(|known| *known = number as u8);
                found.terms.insert(number);
                found.aliases.push(words);
            }
        }
    }

    /// The terms that are among these tokens as they are.
    pub fn terms_among(&self, tokens: &[Token]) -> TermSet {
        let near = tokens.iter().filter(|token| self.filter & one_bit(token.term) != 0);
        let numbers = near.filter_map(|token| self.number_of(token.term));
        numbers.fold(TermSet::default(), |all, number| all | TermSet::of(number))
    }

    /// The number of the question's term that a token is; `None` when it is none.
    pub fn term_of(&self, token: &Token) -> Option<usize> {
        (self.filter & one_bit(token.term) != 0).then(|| self.number_of(token.term)).flatten()
    }

    /// How many of these tokens are terms of the question.
    pub fn n_known(&self, tokens: &[Token]) -> usize {
        tokens.iter().filter(|token| self.term_of(token).is_some()).count()
    }

    /// The share of the query's idf that these terms make up.
    pub fn coverage(&self, terms: TermSet) -> f32 {
        terms.iter().map(|number| self.terms[number].idf).sum::<f32>() / self.total_idf
    }

    /// Whether the rarest term is among these.
    pub fn has_rarest(&self, terms: TermSet) -> bool {
        let numbered = self.terms.iter().enumerate();
        let rarest = numbered.max_by(|one, other| one.1.idf.total_cmp(&other.1.idf));
        rarest.is_some_and(|(number, _)| terms.contains(number))
    }

    /// The idf of the rarest term that is not among these, over that of the rarest; 0 where none is
    /// missing.
    pub fn rarest_missing(&self, terms: TermSet) -> f32 {
        let rarest = |terms: &mut dyn Iterator<Item = &QueryTerm>| {
            terms.map(|term| term.idf).fold(0.0, f32::max)
        };
        let numbered = self.terms.iter().enumerate();
        let mut missing =
            numbered.filter(|(number, _)| !terms.contains(*number)).map(|(_, term)| term);
        rarest(&mut missing) / rarest(&mut self.terms.iter()).max(f32::EPSILON)
    }

    /// Whether every term of the question is in quotation marks.
    pub fn is_about_what_is_quoted(&self) -> bool {
        self.terms.iter().all(|term| self.quoted.iter().flatten().any(|quoted| *quoted == term.id))
    }
}

/// Where the words end that begin at this token; stop words may lie between them.
fn words_end(tokens: &[Token], first: usize, words: &[TermId]) -> Option<usize> {
    let mut at = first;
    for (number, word) in words.iter().enumerate() {
        while number > 0
            && tokens.get(at)?.term != *word
            && tokens[at].attributes.has(Attribute::StopWord)
        {
            at += 1;
        }
        if tokens.get(at)?.term != *word {
            return None;
        }
        at += 1;
    }
    (at > first).then_some(at)
}

//! From a question to the passages that may answer it: its words weighed against the index, mended where
//! nobody has them, given their other forms, and searched for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::passages::ShelvedPassage;
use super::spelling;
use super::{AnswerError, ReadAs, Scope, Shelf};
use crate::document::ByteRange;
use crate::index::snapshot::WeightedTerm;
use crate::index::{IndexError, Snapshot};
use crate::language::terms::{fold, term_of_folded};
use crate::language::thesaurus;
use crate::language::tokens::TermId;
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::rank::{Alias, Asked, Candidate, TermWeight};

/// Which passages are looked at closely: reading passages is most of the work of an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breadth {
    /// At most so many.
    pub n_candidates: usize,
    /// None that scores less than this share of the best.
    pub worth_a_look: f32,
}

impl Breadth {
    /// For answers. [`Breadth::WIDE`] finds the sentence of one more of 612 questions.
    pub const USUAL: Breadth = Breadth { n_candidates: 30, worth_a_look: 0.25 };
    /// For learning, which sees more of what is wrong.
    pub const WIDE: Breadth = Breadth { n_candidates: 60, worth_a_look: 0.0 };
}

/// The longest acronym's words, in terms.
const LONGEST_NAME: usize = 8;
/// A shorter name is not mended, in characters: too many names are one slip away from another.
const SHORTEST_NAME: usize = 5;
/// What an acronym counts in the search beside its words, and each of its words beside the acronym.
const ALIAS_WEIGHT: f32 = 0.6;
/// A half of a compound has this many characters.
const SHORTEST_HALF: usize = 4;
/// What a word with a related meaning counts in the search beside the word itself.
const RELATED_WEIGHT: f32 = 0.06;

/// The passages that may answer a question.
pub struct Retrieved {
    /// The question, its question words mended.
    pub question: Question,
    /// Its words, weighed.
    pub asked: Asked,
    /// The passages as they are ranked, best first.
    pub candidates: Vec<Candidate>,
    /// The same passages.
    pub(super) passages: Vec<Arc<ShelvedPassage>>,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
    /// Words of the question that were read as others, in order.
    pub read_as: Vec<ReadAs>,
}

/// Looks a question up.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn retrieve(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Retrieved, AnswerError> {
    let Weighed { question, mut terms, missing, read_as } = weigh(question, scope, shelf)?;
    let mut search: Vec<WeightedTerm> = terms.iter().map(|known| WeightedTerm { term: known.term.clone(), weight: 1.0 }).collect();
    let mut aliases = aliases(&terms, scope, shelf.snapshot(), &mut search)?;
    aliases.extend(compounds(&question, &terms, shelf.snapshot(), &mut search)?);
    relate(&mut terms, shelf.snapshot(), &mut search)?;
    let Breadth { n_candidates, worth_a_look } = shelf.breadth();
    let mut hits = shelf.snapshot().search(&search, scope.files(), n_candidates)?;
    let best = hits.first().map_or(0.0, |hit| hit.score);
    hits.retain(|hit| hit.score >= worth_a_look * best);
    let passages: Vec<Arc<ShelvedPassage>> = hits.iter().map(|hit| shelf.passage(hit.entry)).collect::<Result<_, _>>()?;
    let mut numbers = BTreeMap::new();
    let candidates = hits
        .iter()
        .zip(&passages)
        .map(|(hit, passage)| {
            let next = numbers.len();
            Candidate {
                words: Arc::clone(&passage.words),
                score: hit.score,
                preceding: preceding(passage, &passages),
                document: *numbers.entry(&passage.file).or_insert(next),
            }
        })
        .collect();
    Ok(Retrieved { question, asked: Asked { terms, aliases }, candidates, passages, missing, read_as })
}

/// Which of the passages is the one right before this one.
fn preceding(passage: &ShelvedPassage, passages: &[Arc<ShelvedPassage>]) -> Option<usize> {
    passages.iter().position(|other| other.passage.paragraph + 1 == passage.passage.paragraph && other.file == passage.file)
}

/// A question's words, weighed.
struct Weighed {
    question: Question,
    terms: Vec<TermWeight>,
    missing: Vec<AskersWords>,
    read_as: Vec<ReadAs>,
}

/// The question's terms with their rarity; its words that no document holds are mended where that can be
/// done, else they are missing.
fn weigh(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Weighed, AnswerError> {
    let snapshot = shelf.snapshot();
    let n_passages = snapshot.n_passages()?;
    let mut others: Vec<(ByteRange, String)> = Vec::new();
    let (mut terms, mut missing, mut read_as): (Vec<TermWeight>, _, Vec<ReadAs>) = (Vec::new(), Vec::new(), Vec::new());
    for asked in question.terms() {
        let mut term = asked.term.clone();
        let is_first = question.text()[..asked.range.start()].trim().is_empty();
        let mut folded = fold(question.word(asked).as_str());
        if !snapshot.is_anywhere(&term, scope.files())? {
            let is_name = question.is_name(asked);
            match if is_name && folded.chars().count() < SHORTEST_NAME { None } else { spelling::mend(&folded, is_first, is_name, scope, shelf)? } {
                Some(mended) => {
                    others.push((asked.range, mended.word.clone()));
                    if mended.is_stop_word {
                        continue;
                    }
                    term = term_of_folded(&mended.word);
                    folded = mended.word.clone();
                    read_as.push(ReadAs { word: question.word(asked), read_as: mended.word, quoted: None });
                }
                None => missing.push(question.word(asked)),
            }
        }
        if terms.iter().all(|known| known.term != term) {
            let n_with = snapshot.n_passages_with(&term)?;
            let weight = TermWeight::new(term, &folded, rarity(n_passages, n_with), question.is_name(asked));
            terms.push(TermWeight { is_absent: n_with == 0, ..weight });
        }
    }
    let question = if others.is_empty() { question.clone() } else { question.reading(&others) };
    Ok(Weighed { question, terms, missing, read_as })
}

/// Inverse document frequency of BM25 (Robertson & Zaragoza 2009, equation 3.3), kept above 0.
fn rarity(n: u64, with: u64) -> f32 {
    let (n, with) = (n as f32, with as f32);
    (1.0 + (n - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

/// Words that documents write as one where the question has a hyphen, and the other way round: a word that
/// no passage has, in two that stand side by side in some.
fn compounds(question: &Question, terms: &[TermWeight], snapshot: &Snapshot, search: &mut Vec<WeightedTerm>) -> Result<Vec<Alias>, IndexError> {
    let mut found = Vec::new();
    for (one, other, joined) in question.hyphenated() {
        let at = terms.windows(2).position(|pair| pair[0].term == one.term && pair[1].term == other.term);
        if let Some(at) = at
            && snapshot.n_passages_with(&joined)? > 0
        {
            found.push(Alias { words: vec![TermId::of(&joined)], terms: at..at + 2 });
            add_to(search, &joined, ALIAS_WEIGHT);
        }
    }
    for (at, asked) in terms.iter().enumerate().filter(|(_, asked)| asked.is_absent) {
        for (middle, _) in asked.folded.char_indices().skip(SHORTEST_HALF) {
            let (one, other) = asked.folded.split_at(middle);
            let (one, other) = (term_of_folded(one), term_of_folded(other));
            if asked.folded[middle..].chars().nth(SHORTEST_HALF - 1).is_some() && snapshot.n_passages_with(&one)? > 0 && snapshot.n_passages_with(&other)? > 0 {
                found.push(Alias { words: vec![TermId::of(&one), TermId::of(&other)], terms: at..at + 1 });
                add_to(search, &one, ALIAS_WEIGHT);
                add_to(search, &other, ALIAS_WEIGHT);
            }
        }
    }
    Ok(found)
}

/// Gives the terms the related words that the index has, and adds them to the search.
fn relate(terms: &mut [TermWeight], snapshot: &Snapshot, search: &mut Vec<WeightedTerm>) -> Result<(), IndexError> {
    for asked in terms {
        for word in thesaurus::related(&asked.term) {
            if snapshot.n_passages_with(word)? > 0 {
                asked.related.push(TermId::of(word));
                add_to(search, word, RELATED_WEIGHT);
            }
        }
    }
    Ok(())
}

/// Adds a term that is not searched for yet.
fn add_to(search: &mut Vec<WeightedTerm>, term: &str, weight: f32) {
    if search.iter().all(|known| known.term != term) {
        search.push(WeightedTerm { term: term.to_owned(), weight });
    }
}

/// What documents introduce as acronyms of the question's words, and as the words of its acronyms. Adds
/// them to the search.
fn aliases(terms: &[TermWeight], scope: &Scope, snapshot: &Snapshot, search: &mut Vec<WeightedTerm>) -> Result<Vec<Alias>, IndexError> {
    let runs: Vec<(std::ops::Range<usize>, String)> = (0..terms.len())
        .flat_map(|first| (first + 2..=terms.len().min(first + LONGEST_NAME)).map(move |end| first..end))
        .map(|run| (run.clone(), terms[run].iter().map(|term| term.term.as_str()).collect::<Vec<_>>().join(" ")))
        .collect();
    let known = snapshot.acronyms(terms.iter().map(|term| term.term.as_str()), runs.iter().map(|(_, run)| run.clone()), scope.files())?;
    let mut aliases: Vec<Alias> = Vec::new();
    let mut add = |words: &[&str], terms: std::ops::Range<usize>| {
        words.iter().for_each(|word| add_to(search, word, ALIAS_WEIGHT));
        let alias = Alias { words: words.iter().map(|word| TermId::of(word)).collect(), terms };
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
    };
    for acronym in &known {
        let long: Vec<&str> = acronym.long.iter().map(String::as_str).collect();
        if let Some(at) = terms.iter().position(|term| term.term == acronym.short) {
            add(&long, at..at + 1);
        }
        let joined = acronym.long.join(" ");
        for (run, _) in runs.iter().filter(|(_, run)| *run == joined) {
            add(&[&acronym.short], run.clone());
        }
    }
    Ok(aliases)
}

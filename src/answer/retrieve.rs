//! From a question to the passages that may answer it: its words weighed against the index, mended
//! where nobody has them, given their other forms, and searched for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::passages::ShelvedPassage;
use super::spelling;
use super::{AnswerError, ReadAs, Scope, Shelf};
use crate::document::ByteRange;
use crate::index::{IndexError, KnownTerm, Snapshot, WeightedTerm};
use crate::language::terms::{fold, term_of_folded};
use crate::language::thesaurus;
use crate::language::tokens::TermId;
use crate::phrases::AskersWords;
use crate::question::Question;
use crate::rank::{Alias, Asked, Candidate, TermWeight};

/// Which passages are looked at closely: each costs as much as a search of a small library.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breadth {
    /// At most so many.
    pub n_candidates: usize,
    /// None that scores less than this share of the best, or than twice this share where the best
    /// holds all of the question.
    pub worth_a_look: f32,
}

impl Breadth {
    /// For answers. Of 1,259 questions whose answer a passage holds, three have it in one that
    /// scores less.
    pub const USUAL: Breadth = Breadth { n_candidates: 30, worth_a_look: 0.25 };

    /// The least score that is looked at beside the best. `whole` is what a passage of usual length
    /// scores that has each of the question's words once: the nearer the best comes to it, the less
    /// is left for others to be better at.
    fn least(&self, best: f32, whole: f32) -> f32 {
        best * (best / whole.max(f32::EPSILON) / 2.0)
            .clamp(self.worth_a_look, 2.0 * self.worth_a_look)
    }
}

/// For as many words of a question that nobody has others are looked for, one slip away or as the
/// halves of a compound, the first ones: a question that has more is about something else.
const MOST_UNKNOWN: usize = 4;
/// What an acronym counts in the search beside its words, and each of its words beside the acronym.
const ALIAS_WEIGHT: f32 = 0.6;
/// A half of a compound has this many characters.
const SHORTEST_HALF: usize = 4;
/// A shorter name is not mended, in characters: too many names are one slip away from another.
const SHORTEST_NAME: usize = 5;
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
pub fn retrieve(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Retrieved, AnswerError> {
    let Weighed { question, mut terms, known, missing, read_as } = weigh(question, scope, shelf)?;
    let mut search: Vec<WeightedTerm> =
        known.into_iter().map(|term| WeightedTerm { term, weight: 1.0 }).collect();
    let mut aliases = aliases(&terms, scope, shelf.snapshot(), &mut search)?;
    aliases.extend(compounds(&question, &terms, shelf.snapshot(), &mut search)?);
    relate(&mut terms, shelf.snapshot(), &mut search)?;
    let breadth = shelf.breadth();
    let whole: f32 = terms.iter().map(|term| term.rarity).sum();
    let hits = shelf
        .snapshot()
        .search(&search, scope.files(), breadth.n_candidates, &|best| breadth.least(best, whole))?;
    let passages: Vec<Arc<ShelvedPassage>> =
        hits.iter().map(|hit| shelf.passage(hit.entry)).collect::<Result<_, _>>()?;
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
    Ok(Retrieved {
        question,
        asked: Asked { terms, aliases },
        candidates,
        passages,
        missing,
        read_as,
    })
}

/// Which of the passages is the one right before this one.
fn preceding(passage: &ShelvedPassage, passages: &[Arc<ShelvedPassage>]) -> Option<usize> {
    passages.iter().position(|other| {
        other.passage.paragraph + 1 == passage.passage.paragraph && other.file == passage.file
    })
}

/// A question's words, weighed.
struct Weighed {
    question: Question,
    terms: Vec<TermWeight>,
    /// The same, looked up.
    known: Vec<KnownTerm>,
    missing: Vec<AskersWords>,
    read_as: Vec<ReadAs>,
}

/// The question's terms with their rarity; its words that no document holds are mended where that
/// can be done, else they are missing.
fn weigh(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Weighed, AnswerError> {
    let snapshot = shelf.snapshot();
    let n_passages = snapshot.n_passages();
    let mut others: Vec<(ByteRange, String)> = Vec::new();
    let (mut terms, mut looked_up, mut missing, mut read_as): (Vec<TermWeight>, _, _, Vec<ReadAs>) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut n_tried = 0;
    for asked in question.terms() {
        let mut known = snapshot.look_up(&asked.term)?;
        let is_first = question.text()[..asked.range.start()].trim().is_empty();
        let mut folded = fold(question.word(asked).as_str());
        if !snapshot.is_anywhere(&known, scope.files())? {
            let is_name = question.is_name(asked);
            let is_tried =
                n_tried < MOST_UNKNOWN && !(is_name && folded.chars().count() < SHORTEST_NAME);
            n_tried += usize::from(is_tried);
            match if is_tried {
                spelling::mend(&folded, is_first, is_name, scope, shelf)?
            } else {
                None
            } {
                Some(mended) => {
                    others.push((asked.range, mended.word.clone()));
                    if mended.is_stop_word {
                        continue;
                    }
                    known = snapshot.look_up(&term_of_folded(&mended.word))?;
                    folded = mended.word.clone();
                    read_as.push(ReadAs {
                        word: question.word(asked),
                        read_as: mended.word,
                        quoted: None,
                    });
                }
                None => missing.push(question.word(asked)),
            }
        }
        if terms.iter().all(|other| other.term != known.term) {
            let weight = TermWeight::new(
                known.term.clone(),
                &folded,
                rarity(n_passages, known.n_passages),
                question.is_name(asked),
            );
            terms.push(TermWeight {
                is_acronym: question.is_acronym(asked),
                is_absent: known.n_passages == 0,
                ..weight
            });
            looked_up.push(known);
        }
    }
    let question = if others.is_empty() { question.clone() } else { question.reading(&others) };
    Ok(Weighed { question, terms, known: looked_up, missing, read_as })
}

/// Inverse document frequency of BM25 (Robertson & Zaragoza 2009, equation 3.3), kept above 0.
fn rarity(n: u64, with: u64) -> f32 {
    let (n, with) = (n as f32, with as f32);
    (1.0 + (n - with + 0.5).max(0.0) / (with + 0.5)).ln()
}

/// Words that documents write as one where the question has a hyphen, and the other way round: a
/// word that no passage has, in two that stand side by side in some.
fn compounds(
    question: &Question,
    terms: &[TermWeight],
    snapshot: &Snapshot,
    search: &mut Vec<WeightedTerm>,
) -> Result<Vec<Alias>, IndexError> {
    let mut found = Vec::new();
    for (one, other, joined) in question.hyphenated() {
        let at = terms
            .windows(2)
            .position(|pair| pair[0].term == one.term && pair[1].term == other.term);
        if let Some(at) = at
            && let joined = snapshot.look_up(&joined)?
            && joined.n_passages > 0
        {
            found.push(Alias { words: vec![TermId::of(&joined.term)], terms: at..at + 2 });
            add_to(search, joined, ALIAS_WEIGHT);
        }
    }
    for (at, asked) in
        terms.iter().enumerate().filter(|(_, asked)| asked.is_absent).take(MOST_UNKNOWN)
    {
        for (middle, _) in asked.folded.char_indices().skip(SHORTEST_HALF) {
            let (one, other) = asked.folded.split_at(middle);
            let (one, other) = (term_of_folded(one), term_of_folded(other));
            if asked.folded[middle..].chars().nth(SHORTEST_HALF - 1).is_some()
                && let (one, other) = (snapshot.look_up(&one)?, snapshot.look_up(&other)?)
                && one.n_passages > 0
                && other.n_passages > 0
            {
                found.push(Alias {
                    words: vec![TermId::of(&one.term), TermId::of(&other.term)],
                    terms: at..at + 1,
                });
                add_to(search, one, ALIAS_WEIGHT);
                add_to(search, other, ALIAS_WEIGHT);
            }
        }
    }
    Ok(found)
}

/// Gives the terms the related words that the index has, and adds them to the search.
fn relate(
    terms: &mut [TermWeight],
    snapshot: &Snapshot,
    search: &mut Vec<WeightedTerm>,
) -> Result<(), IndexError> {
    for asked in terms {
        for word in thesaurus::related(&asked.term) {
            let known = snapshot.look_up(word)?;
            if known.n_passages > 0 {
                asked.related.push(TermId::of(word));
                add_to(search, known, RELATED_WEIGHT);
            }
        }
    }
    Ok(())
}

/// Adds a term that is not searched for yet.
fn add_to(search: &mut Vec<WeightedTerm>, term: KnownTerm, weight: f32) {
    if search.iter().all(|other| other.term.term != term.term) {
        search.push(WeightedTerm { term, weight });
    }
}

/// What documents introduce as acronyms of the question's words, and as the words of its acronyms.
/// Adds them to the search.
fn aliases(
    terms: &[TermWeight],
    scope: &Scope,
    snapshot: &Snapshot,
    search: &mut Vec<WeightedTerm>,
) -> Result<Vec<Alias>, IndexError> {
    let words: Vec<&str> = terms.iter().map(|term| term.term.as_str()).collect();
    let known = snapshot.acronyms(&words, scope.files())?;
    let mut aliases: Vec<Alias> = Vec::new();
    let mut add = |words: &[&str], terms: std::ops::Range<usize>| -> Result<(), IndexError> {
        for word in words {
            add_to(search, snapshot.look_up(word)?, ALIAS_WEIGHT);
        }
        let alias = Alias { words: words.iter().map(|word| TermId::of(word)).collect(), terms };
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
        Ok(())
    };
    for acronym in &known {
        let long: Vec<&str> = acronym.long.iter().map(String::as_str).collect();
        if let Some(at) = terms.iter().position(|term| term.term == acronym.short) {
            add(&long, at..at + 1)?;
        }
        let n = long.len();
        for at in (0..(words.len() + 1).saturating_sub(n)).filter(|at| words[*at..at + n] == long) {
            add(&[&acronym.short], at..at + n)?;
        }
    }
    Ok(aliases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_is_looked_at_the_more_the_best_holds_of_the_question() {
        let least = |best: f32| Breadth::USUAL.least(best, 10.0);
        assert_eq!(
            [least(2.0), least(5.0), least(8.0), least(10.0), least(20.0)],
            [0.5, 1.25, 3.2, 5.0, 10.0]
        );
        // The search counts on it.
        assert!(
            (0..300).all(|tenths| least(tenths as f32 / 10.0) <= least((tenths + 1) as f32 / 10.0))
        );
        assert_eq!(Breadth::USUAL.least(0.0, 0.0), 0.0);
    }
}

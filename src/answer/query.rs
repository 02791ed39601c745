//! From a question to its query: its words weighed against the index, mended where no document has
//! them, and given their other forms.

mod aliases;
mod dates;
mod identifiers;
mod other_words;
mod search_terms;
mod shortened;
mod spelling;

use self::aliases::{abbreviations, acronyms, compounds, variants};
use self::dates::dates;
use self::identifiers::identifiers;
use self::other_words::OtherWords;
use self::search_terms::SearchTerms;
use self::shortened::{shortened, transliterated};
use self::spelling::{Mended, is_word_of_its_own, mend};
use super::outcome::ReadAs;
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::ByteRange;
use crate::index::{IndexError, LookedUpTerm, Snapshot, WeightedTerm};
use crate::language::terms::{fold, term_of_folded};
use crate::language::thesaurus;
use crate::language::tokens::TermId;
use crate::phrases::AskersWords;
use crate::question::{Question, QuestionTerm, Role};
use crate::rank::bm25::idf;
use crate::rank::{Alias, Query, QueryTerm};

/// So many words of a question that no document has and that are none of their own are mended, the first
/// ones: a question that has more is about something else.
const MAX_MENDED: usize = 4;
/// A shorter name is not mended, in characters: too many names are one slip away from another.
const SHORTEST_NAME: usize = 5;
/// How much a word with a related meaning counts in the search beside the word itself.
const RELATED_WEIGHT: f32 = 0.06;

/// A question's query, ready to be searched for.
pub(super) struct BuiltQuery {
    /// The question, its words mended and written out.
    pub question: Question,
    /// What units are matched against.
    pub query: Query,
    /// What the index is searched for.
    pub search: Vec<WeightedTerm>,
    /// Words of the question that no document in scope holds, in order.
    pub missing: Vec<AskersWords>,
    /// Words of the question that were read as others, in order.
    pub read_as: Vec<ReadAs>,
}

/// Builds a question's query from the documents in scope.
pub(super) fn build(
    question: &Question,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<BuiltQuery, CorpusError> {
    let snapshot = shelf.snapshot();
    let Weighed { mut terms, known, missing, read_as, mut others } = weigh(question, scope, shelf)?;
    let mut other = OtherWords::new(snapshot, SearchTerms::new(known));
    acronyms(&terms, scope, &mut other)?;
    variants(&terms, &mut other)?;
    compounds(question, &terms, &mut other)?;
    identifiers(question, &terms, &mut other)?;
    for (at, meaning) in abbreviations(&terms, &mut other)? {
        let short = question.terms().iter().find(|asked| asked.term == terms[at].term);
        others.extend(short.map(|asked| (asked.range, meaning.to_owned())));
    }
    dates(&terms, &mut other)?;
    mark_present(&mut terms, &other.aliases);
    shortened(&terms, &mut other)?;
    transliterated(&terms, &mut other)?;
    mark_present(&mut terms, &other.aliases);
    let OtherWords { mut search, aliases, .. } = other;
    relate(&mut terms, snapshot, &mut search)?;
    let is_there = |(term, _): &(String, AskersWords)| {
        terms.iter().any(|known| known.term == *term && !known.is_absent)
    };
    let missing = missing.into_iter().filter(|missing| !is_there(missing));
    let missing = missing.map(|(_, words)| words).collect();
    let query = Query { terms, aliases, background: None };
    others.sort();
    let question = if others.is_empty() { question.clone() } else { question.reading(&others) };
    Ok(BuiltQuery { question, query, search: search.into_terms(), missing, read_as })
}

/// What documents have as another word is there.
fn mark_present(terms: &mut [QueryTerm], aliases: &[Alias]) {
    for term in aliases.iter().flat_map(|alias| alias.terms.clone()) {
        terms[term].is_absent = false;
    }
}

/// A question's words, weighed.
struct Weighed {
    terms: Vec<QueryTerm>,
    /// The same, looked up, each with how much it counts.
    known: Vec<(LookedUpTerm, f32)>,
    /// The words that no document in scope holds, each with its term.
    missing: Vec<(String, AskersWords)>,
    read_as: Vec<ReadAs>,
    /// What words of the question are read as, stop words among them.
    others: Vec<(ByteRange, String)>,
}

/// The question's terms with their idf. Its words that no document holds are mended where that can
/// be done, else they are missing.
fn weigh(question: &Question, scope: &Scope, shelf: &Shelf) -> Result<Weighed, CorpusError> {
    let snapshot = shelf.snapshot();
    let mut weighed = Weighed {
        terms: Vec::new(),
        known: Vec::new(),
        missing: Vec::new(),
        read_as: Vec::new(),
        others: Vec::new(),
    };
    let mut n_tried = 0;
    for asked in question.terms() {
        let mut known = snapshot.look_up(&asked.term)?;
        let mut folded = fold(question.word(asked).as_str());
        if !snapshot.is_anywhere(&known, scope.files())? {
            match mended(question, asked, &mut n_tried, scope, shelf)? {
                Some(Mended { word, is_stop_word }) => {
                    weighed.others.push((asked.range, word.clone()));
                    if is_stop_word {
                        continue;
                    }
                    known = snapshot.look_up(&term_of_folded(&word))?;
                    folded.clone_from(&word);
                    let asked = question.word(asked);
                    weighed.read_as.push(ReadAs { word: asked, read_as: word, quoted: None });
                }
                // A greeting is about nothing that could be missing.
                None if asked.role == Role::Matter && question.carries_nothing() => {}
                None if asked.role == Role::Matter => {
                    weighed.missing.push((asked.term.clone(), question.word(asked)));
                }
                // That nothing is said of a measure tells something, of a verb that all have nothing.
                None if asked.role == Role::Measure => {}
                None => continue,
            }
        }
        if weighed.terms.iter().all(|other| other.term != known.term) {
            let idf = asked.role.weight() * idf(snapshot.n_passages(), known.n_passages);
            weighed.terms.push(QueryTerm {
                is_name: question.is_name(asked),
                is_acronym: question.is_acronym(asked),
                is_absent: known.n_passages == 0,
                ..QueryTerm::new(known.term.clone(), &folded, idf)
            });
            weighed.known.push((known, asked.role.weight()));
        }
    }
    Ok(weighed)
}

/// What was meant by a word that no document has; `None` when that cannot be told. `n_tried` counts
/// the words that were tried and are none of their own.
fn mended(
    question: &Question,
    asked: &QuestionTerm,
    n_tried: &mut usize,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<Mended>, IndexError> {
    let folded = fold(question.word(asked).as_str());
    let is_name = question.is_name(asked);
    let is_short_name = is_name && folded.chars().count() < SHORTEST_NAME;
    if *n_tried >= MAX_MENDED || is_short_name {
        return Ok(None);
    }
    *n_tried += usize::from(!is_word_of_its_own(&folded));
    let is_first = question.text()[..asked.range.start()].trim().is_empty();
    mend(&folded, is_first, is_name, scope, shelf)
}

/// Gives the terms the related words that the index has, and adds them to the search.
fn relate(
    terms: &mut [QueryTerm],
    snapshot: &Snapshot,
    search: &mut SearchTerms,
) -> Result<(), IndexError> {
    for asked in terms {
        for word in thesaurus::related(&asked.term) {
            let known = snapshot.look_up(word)?;
            if known.n_passages > 0 {
                asked.related.push(TermId::of(word));
                search.add(known, RELATED_WEIGHT);
            }
        }
    }
    Ok(())
}

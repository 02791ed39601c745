//! Questions that confidence alone learns from, made of others: with another thing in place of one
//! of theirs, which no document answers and which tell what is like a thing from the thing; asked
//! for a time or a number that nobody states; and asked of the one document that answers them,
//! where little else competes.

use verbatim::answer::{Retrieved, retrieve};
use verbatim::cli::model::question;
use verbatim::corpus::{Scope, Shelf, UnitWords};
use verbatim::document::ByteRange;
use verbatim::language::attributes::Attribute;
use verbatim::language::stop_words::is_stop_word;
use verbatim::language::terms::words;
use verbatim::model::Encoder;
use verbatim::question::{AnswerType, Question};

use crate::evidence::{Case, Place, Teaches, WIDE, document_of};
use crate::fail;

/// A thing that a question names.
struct Thing {
    text: String,
    kind: Kind,
    document: Option<String>,
}

/// What a thing is exchanged for is of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Number,
    /// The rarest word of a question that has neither.
    Word,
}

/// What is exchanged in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchanged {
    /// Names and numbers.
    Names,
    /// The rarest word too, of a question that has neither.
    NamesOrWords,
}

/// For each question of the set the same with a thing of a question about another document in place of
/// one of its own, each counting `weight`.
pub fn exchanged(
    cases: &[Case],
    (set, what): (usize, Exchanged),
    weight: f64,
    shelf: &Shelf,
    encoder: Option<&Encoder>,
) -> Vec<Case> {
    let of_set = || cases.iter().filter(|case| case.set == set && case.answerable);
    let things_of = |case: &Case| {
        let document = document_of(case);
        let thing = move |(range, kind): (ByteRange, Kind)| {
            let text = case.question.text()[range.as_std()].to_owned();
            Thing { text, kind, document: document.clone() }
        };
        ranges(case, what).into_iter().map(thing).collect::<Vec<_>>()
    };
    let things: Vec<Thing> = of_set().flat_map(things_of).collect();
    let mut found = Vec::new();
    for (number, case) in of_set().enumerate() {
        let ranges = ranges(case, what);
        let Some((range, kind)) = ranges.get(number % ranges.len().max(1)).copied() else {
            continue;
        };
        let text = case.question.text();
        let is_other = |thing: &&Thing| {
            thing.kind == kind && thing.document != document_of(case) && !text.contains(&thing.text)
        };
        // Primes, so that the things are spread over all and the same each time.
        let from = number * 7919 % things.len();
        let mut others = things[from..].iter().chain(&things[..from]).filter(is_other);
        let Some(other) = others.next() else { continue };
        let exchanged = format!("{}{}{}", &text[..range.start()], other.text, &text[range.end()..]);
        let question = question(&exchanged, encoder);
        let wide = look_up(&question, &case.scope, shelf);
        found.push(Case {
            // What is learned of a question is not tried on its other form.
            fold: case.fold,
            part: case.part,
            set,
            weight,
            question,
            scope: case.scope.clone(),
            teaches: Teaches::Confidence,
            answerable: false,
            wide,
            places: Vec::new(),
        });
    }
    found
}

/// For questions of the set that ask for something else the same asked with "when" or "how many", each
/// counting `weight`, where the sentence that answers states no time and no number: an attribute that
/// nobody states.
pub fn turned(
    cases: &[Case],
    set: usize,
    weight: f64,
    shelf: &Shelf,
    encoder: Option<&Encoder>,
) -> Vec<Case> {
    let of_set = cases.iter().filter(|case| case.set == set && case.answerable);
    let turned = |(number, case): (usize, &Case)| {
        let first = words(case.question.text()).next()?;
        let is_russian = first.text.starts_with(|c: char| ('А'..='я').contains(&c));
        let wanted = match (is_russian, number % 2) {
            (false, 0) => "When",
            (false, _) => "How many",
            (true, 0) => "Когда",
            (true, _) => "Сколько",
        };
        let is_other =
            !matches!(case.question.answer_type(), AnswerType::Time | AnswerType::Number);
        let unit = evidence_unit(case)?;
        let states_none = unit.tokens.iter().all(|token| {
            !token.attributes.has_any(&[
                Attribute::HasDigit,
                Attribute::NumberWord,
                Attribute::Month,
            ])
        });
        if !is_stop_word(first.text) || !is_other || !states_none {
            return None;
        }
        let turned = format!("{wanted}{}", &case.question.text()[first.end()..]);
        let question = question(&turned, encoder);
        Some(Case {
            fold: case.fold,
            part: case.part,
            set,
            weight,
            wide: look_up(&question, &case.scope, shelf),
            question,
            scope: case.scope.clone(),
            teaches: Teaches::Confidence,
            answerable: false,
            places: Vec::new(),
        })
    };
    of_set.enumerate().filter_map(turned).collect()
}

/// The unit that holds the evidence, where it is among the candidates.
fn evidence_unit(case: &Case) -> Option<&UnitWords> {
    let place = case.places.first()?;
    case.wide.candidates.iter().filter(|found| found.passage.file == place.file).find_map(|found| {
        let units = &found.passage.passage.units;
        let at = units
            .iter()
            .position(|unit| unit.parts.iter().any(|part| part.contains(place.range)))?;
        found.passage.words.units.get(at)
    })
}

/// The questions of the set, each counting `weight`, asked of the one document that answers it.
pub fn narrowed(cases: &[Case], set: usize, weight: f64, shelf: &Shelf) -> Vec<Case> {
    let of_set = cases.iter().filter(|case| case.set == set && case.answerable);
    let narrowed = |case: &Case| {
        let file = &case.places.first()?.file;
        let scope = Scope::of([file.clone()]);
        let in_document = |place: &&Place| place.file == *file;
        Some(Case {
            fold: case.fold,
            part: case.part,
            set,
            weight,
            question: case.question.clone(),
            wide: look_up(&case.question, &scope, shelf),
            scope,
            teaches: Teaches::Confidence,
            answerable: true,
            places: case.places.iter().filter(in_document).cloned().collect(),
        })
    };
    of_set.filter_map(narrowed).collect()
}

fn look_up(question: &Question, scope: &Scope, shelf: &Shelf) -> Retrieved {
    retrieve(question, scope, shelf, WIDE).unwrap_or_else(|error| fail(&error.to_string()))
}

/// The names and numbers of a question, neighbours together, or its rarest word.
fn ranges(case: &Case, what: Exchanged) -> Vec<(ByteRange, Kind)> {
    let question = &case.question;
    let mut found: Vec<ByteRange> = Vec::new();
    for term in question.terms().iter().filter(|term| question.is_name(term)) {
        match found.last_mut() {
            Some(last) if question.text()[last.end()..term.range.start()] == *" " => {
                *last = ByteRange::new(last.start(), term.range.end());
            }
            _ => found.push(term.range),
        }
    }
    if found.is_empty() && what == Exchanged::NamesOrWords {
        let known = case.wide.query.terms.iter().filter(|term| !term.is_absent);
        let rarest = known.max_by(|one, other| one.idf.total_cmp(&other.idf));
        let word = rarest.and_then(|rarest| {
            question.terms().iter().find(|term| term.term == rarest.term).map(|term| term.range)
        });
        return word.map(|range| (range, Kind::Word)).into_iter().collect();
    }
    let kind = |range: &ByteRange| {
        let is_number = question.text()[range.as_std()].starts_with(|c: char| c.is_ascii_digit());
        if is_number { Kind::Number } else { Kind::Name }
    };
    found.into_iter().map(|range| (range, kind(&range))).collect()
}

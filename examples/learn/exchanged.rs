//! Questions with another name or number in place of one of theirs, which no document answers: what
//! tells that a passage is about something like it and not about it.

use verbatim::answer::retrieve;
use verbatim::corpus::{Scope, Shelf};
use verbatim::document::ByteRange;
use verbatim::question::Question;

use crate::evidence::{Case, WIDE, document_of};
use crate::fail;

/// A name or number of a question: its range, and whose question it is.
struct Name {
    text: String,
    is_number: bool,
    document: Option<String>,
}

/// For each question of the set that names something the same with a name of a question about another
/// document, each counting `weight`.
pub fn exchanged(cases: &[Case], set: usize, weight: f64, shelf: &Shelf) -> Vec<Case> {
    let of_set = || cases.iter().filter(|case| case.set == set && case.answerable);
    let names: Vec<Name> = of_set()
        .flat_map(|case| {
            ranges(&case.question).into_iter().map(|range| {
                let text = case.question.text()[range.as_std()].to_owned();
                let is_number = is_number(&text);
                Name { text, is_number, document: document_of(case) }
            })
        })
        .collect();
    let mut found = Vec::new();
    for (number, case) in of_set().enumerate() {
        let ranges = ranges(&case.question);
        let Some(range) = ranges.get(number % ranges.len().max(1)) else { continue };
        let text = case.question.text();
        let old = &text[range.as_std()];
        let is_other = |name: &&Name| {
            name.is_number == is_number(old)
                && name.document != document_of(case)
                && !text.contains(&name.text)
        };
        // Primes, so that the names are spread over all and the same each time.
        let from = number * 7919 % names.len();
        let mut others = names[from..].iter().chain(&names[..from]).filter(is_other);
        let Some(other) = others.next() else { continue };
        let question = Question::new(&format!(
            "{}{}{}",
            &text[..range.start()],
            other.text,
            &text[range.end()..]
        ));
        let wide = retrieve(&question, &Scope::All, shelf, WIDE)
            .unwrap_or_else(|error| fail(&error.to_string()));
        found.push(Case {
            // What is learned of a question is not tried on its other form.
            fold: case.fold,
            part: case.part,
            set,
            weight,
            question,
            answerable: false,
            wide,
            places: Vec::new(),
        });
    }
    found
}

/// The names and numbers of a question, neighbours together.
fn ranges(question: &Question) -> Vec<ByteRange> {
    let mut found: Vec<ByteRange> = Vec::new();
    for term in question.terms().iter().filter(|term| question.is_name(term)) {
        match found.last_mut() {
            Some(last) if question.text()[last.end()..term.range.start()] == *" " => {
                *last = ByteRange::new(last.start(), term.range.end());
            }
            _ => found.push(term.range),
        }
    }
    found
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

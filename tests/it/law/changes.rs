//! Ways to break the law: a message that was found true is altered, and must be found false.

use std::collections::BTreeMap;
use std::fmt;

use super::check::{Shape, Taken};

/// A kind of alteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    LetterOfAQuote,
    LetterOf(Shape),
    LinesJoined,
    CitationsSwapped,
    WordAdded,
    LetterOfACitationDropped,
    LetterOfAPhraseDropped,
    BoldAdded,
}

/// How many alterations of each kind were caught.
#[derive(Default)]
pub struct Caught(pub BTreeMap<Change, usize>);

impl Caught {
    /// How many of a kind.
    pub fn of(&self, change: Change) -> usize {
        self.0.get(&change).copied().unwrap_or_default()
    }
}

impl fmt::Display for Caught {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(change, n)| write!(f, " {change:?} {n}"))
    }
}

/// One alteration of each kind that the message has room for. `turn` chooses the place; `bold` are
/// the marks that the message would use.
pub fn alter(
    message: &str,
    taken: &Taken,
    turn: usize,
    bold: Option<(&str, &str)>,
) -> Vec<(Change, String)> {
    let at = |places: &[std::ops::Range<usize>]| {
        places.get(turn.wrapping_mul(7919) % places.len().max(1)).cloned()
    };
    let with = |range: std::ops::Range<usize>, new: &str| {
        [&message[..range.start], new, &message[range.end..]].concat()
    };
    let mut altered = Vec::new();
    if let Some(letter) = at(&taken.quoted) {
        let other = if &message[letter.clone()] == "e" { "o" } else { "e" };
        altered.push((Change::LetterOfAQuote, with(letter, other)));
    }
    for (shape, letters) in &taken.shapes {
        if let Some(letter) = at(letters) {
            let other = if &message[letter.clone()] == "e" { "o" } else { "e" };
            altered.push((Change::LetterOf(*shape), with(letter, other)));
        }
    }
    if let Some(line_break) = at(&taken.breaks) {
        altered.push((Change::LinesJoined, with(line_break, " ")));
    }
    let pair =
        (1..taken.citations.len()).map(|at| (&taken.citations[at - 1], &taken.citations[at]));
    if let Some((first, second)) =
        pair.into_iter().find(|(a, b)| message[(*a).clone()] != message[(*b).clone()])
    {
        let (one, two) = (&message[first.clone()], &message[second.clone()]);
        let swapped = [
            &message[..first.start],
            two,
            &message[first.end..second.start],
            one,
            &message[second.end..],
        ]
        .concat();
        altered.push((Change::CitationsSwapped, swapped));
    }
    altered.push((Change::WordAdded, word_added(message, taken, turn)));
    if let Some(letter) = at(&taken.cited) {
        altered.push((Change::LetterOfACitationDropped, with(letter, "")));
    }
    if let Some(letter) = at(&taken.said) {
        altered.push((Change::LetterOfAPhraseDropped, with(letter, "")));
    }
    if let (Some(letter), Some((begin, end))) = (at(&taken.unmarked), bold) {
        let marked = [begin, &message[letter.clone()], end].concat();
        altered.push((Change::BoldAdded, with(letter, &marked)));
    }
    altered
}

/// A word where none belongs; every other time it is a word of the documents.
fn word_added(message: &str, taken: &Taken, turn: usize) -> String {
    let word = if turn.is_multiple_of(2) { "indeed" } else { "Cambodia" };
    let body = message.trim_end_matches('\n');
    let line_break = &message[body.len()..];
    match (turn / 2 % 7, taken.citations.first(), taken.quoted.first()) {
        (0, ..) => format!("{word} {message}"),
        (1, ..) => format!("{body} {word}{line_break}"),
        (2, ..) => format!("{body}\n\n{word}{line_break}"),
        (3, Some(citation), _) => {
            format!("{}{word} · {}", &message[..citation.start], &message[citation.start..])
        }
        (4, Some(citation), _) => {
            format!("{} · {word}{}", &message[..citation.end], &message[citation.end..])
        }
        (5, _, Some(letter)) => {
            format!("{}{word} {}", &message[..letter.start], &message[letter.start..])
        }
        (6, ..) if !taken.breaks.is_empty() => {
            // A line of its own within the quote.
            let set_off = &message[taken.breaks[0].clone()];
            let (before, behind) = message.split_at(taken.breaks[0].start);
            format!("{before}{set_off}{word}{behind}")
        }
        _ => format!("{body}\n{word}{line_break}"),
    }
}

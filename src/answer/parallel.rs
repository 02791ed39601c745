//! Units that say the same of another time or thing: the same words but for names and numbers, as in
//! the minutes of two years. What documents say anew is told by them.

use crate::corpus::UnitWords;
use crate::language::attributes::Attribute;
use crate::language::tokens::{Gap, TermId, Token};

/// Words that agree less, as F1, are no longer the same.
const LEAST: f32 = 0.85;
/// With fewer other words two units are alike by chance.
const FEWEST_WORDS: usize = 2;

/// Whether two units have the same words but for names and numbers, and not all the same.
pub(super) fn are_parallel(one: &UnitWords, other: &UnitWords) -> bool {
    let (frame, other_frame) = (frame(one), frame(other));
    let mut left = other_frame.clone();
    let shared = frame.iter().filter(|term| {
        let at = left.iter().position(|other| other == *term);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    let f1 = 2.0 * shared.count() as f32 / (frame.len() + other_frame.len()).max(1) as f32;
    frame.len() >= FEWEST_WORDS && f1 >= LEAST && !are_same(one, other)
}

/// The terms that are no names and no numbers.
fn frame(unit: &UnitWords) -> Vec<TermId> {
    unit.tokens.iter().filter(|token| !is_value(token)).map(|token| token.term).collect()
}

/// A name or number: the first word begins with a capital whatever it is, and is left out as well.
fn is_value(token: &Token) -> bool {
    token.gap == Gap::Start
        || token.attributes.has_any(&[
            Attribute::HasDigit,
            Attribute::NumberWord,
            Attribute::Month,
            Attribute::Capitalized,
        ])
}

fn are_same(one: &UnitWords, other: &UnitWords) -> bool {
    one.tokens.iter().map(|token| token.term).eq(other.tokens.iter().map(|token| token.term))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_of_another_year_is_parallel() {
        let check = |one: &str, other: &str| {
            are_parallel(&UnitWords::new(one.to_owned()), &UnitWords::new(other.to_owned()))
        };
        assert!(check("Ulf Holm was elected keeper.", "Ada Ito was elected keeper."));
        assert!(check("The berth costs 20 crowns.", "The berth costs 30 crowns."));
        assert!(!check("The berth costs 20 crowns.", "The berth costs 20 crowns."));
        assert!(!check("Ulf Holm was elected keeper.", "Ulf Holm has left the tower."));
        assert!(!check("Pier 4", "Pier 5"));
    }
}

//! What a unit says, so that two quotes of one answer do not say the same.

use crate::corpus::UnitWords;
use crate::language::tokens::TermId;

/// A unit's wording, to be compared with others.
pub(super) struct Wording {
    /// Its terms, in order: `boat` is `boats`.
    terms: Vec<TermId>,
    /// Its runs of letters and digits, in small letters, in order: `` `pip`'s `` is `pip's`.
    runs: Vec<TermId>,
}

impl Wording {
    /// The wording of a unit.
    pub fn of(unit: &UnitWords) -> Wording {
        let runs = unit.text.split(|c: char| !c.is_alphanumeric());
        let runs = runs.filter(|run| !run.is_empty());
        Wording {
            terms: unit.tokens.iter().map(|token| token.term).collect(),
            runs: runs.map(|run| TermId::of(&run.to_lowercase())).collect(),
        }
    }

    /// Whether one of the two is all in the other, in order and without a gap.
    pub fn repeats(&self, other: &Wording) -> bool {
        let either = |one: &[TermId], other: &[TermId]| is_in(one, other) || is_in(other, one);
        either(&self.terms, &other.terms) || either(&self.runs, &other.runs)
    }
}

fn is_in(some: &[TermId], others: &[TermId]) -> bool {
    some.is_empty() || others.windows(some.len()).any(|window| window == some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_endings_make_no_other_wording() {
        let repeats = |one: &str, other: &str| {
            let wording = |text: &str| Wording::of(&UnitWords::new(text.to_owned()));
            wording(one).repeats(&wording(other))
        };
        assert!(repeats("It is close to pip's behavior.", "It is close to `pip`'s behavior."));
        assert!(repeats("Boats came.", "In spring boat came again."));
        assert!(!repeats("The yard closed.", "The yard did not close."));
    }
}

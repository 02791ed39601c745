//! Which of the question's terms are names or numbers: typed so, or written so by the documents, since
//! people type names small.

use super::matching::{Matcher, UnitMatch};
use super::term_set::TermSet;
use crate::language::attributes::Attribute;
use crate::language::tokens::Gap;

/// A word is written as a name where so many of its places, the beginnings of sentences aside, have a
/// capital: share, and number.
const SHARE: f32 = 0.8;
const FEWEST: usize = 2;

/// The names and numbers of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names(TermSet);

impl Names {
    /// Those of the question, as the units of its candidates write them.
    pub fn of(matcher: &Matcher<'_>, matches: &[Vec<UnitMatch<'_>>]) -> Names {
        let mut counts = vec![(0_usize, 0_usize); matcher.terms.len()];
        for unit in matches.iter().flatten() {
            for at in unit.places() {
                let token = &unit.tokens()[at];
                let Some(number) = unit.term_at(at).filter(|_| token.gap == Gap::Space) else {
                    continue;
                };
                // Another word for the term says nothing of how it is written.
                if token.term == matcher.terms[number].id {
                    counts[number].0 += 1;
                    counts[number].1 += usize::from(token.attributes.has(Attribute::Capitalized));
                }
            }
        }
        let mut names = TermSet::default();
        for (number, (term, (n_places, n_capitals))) in matcher.terms.iter().zip(counts).enumerate()
        {
            let is_written_so =
                n_capitals >= FEWEST && n_capitals as f32 >= SHARE * n_places as f32;
            if term.is_name || is_written_so {
                names.insert(number);
            }
        }
        Names(names)
    }

    /// The share of the names' idf in these terms; 1 where the question has none.
    pub fn coverage(self, matcher: &Matcher<'_>, terms: TermSet) -> f32 {
        let idf =
            |terms: TermSet| terms.iter().map(|number| matcher.terms[number].idf).sum::<f32>();
        let all = idf(self.0);
        if all > 0.0 { idf(terms & self.0) / all } else { 1.0 }
    }

    /// How many names are not among these terms.
    pub fn missing(self, terms: TermSet) -> f32 {
        (self.0 - terms).iter().count() as f32
    }

    /// The share of the names' idf that is not in these terms, where the unit has other names or
    /// numbers: it may speak of something else.
    pub fn contradicted(self, matcher: &Matcher<'_>, unit: &UnitMatch<'_>, terms: TermSet) -> f32 {
        let missing = 1.0 - self.coverage(matcher, terms);
        let is_other = |at: usize| {
            let token = &unit.tokens()[at];
            let is_name = token.attributes.has_any(&[Attribute::HasDigit])
                || token.attributes.has(Attribute::Capitalized)
                    && !matches!(token.gap, Gap::Start | Gap::Break);
            is_name && unit.term_at(at).is_none()
        };
        let has_other = missing > 0.0 && (0..unit.tokens().len()).any(is_other);
        if has_other { missing } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::UnitWords;
    use crate::question::Question;
    use crate::rank::{Query, QueryTerm};

    #[test]
    fn names_are_told_by_how_documents_write_them() {
        let question = Question::new("when did holm reach varna by boat in 2031");
        let terms = question.terms().iter();
        let terms: Vec<QueryTerm> = terms
            .map(|term| QueryTerm {
                is_name: question.is_name(term),
                ..QueryTerm::new(term.term.clone(), &term.term, 1.0)
            })
            .collect();
        let query = Query { terms, ..Query::default() };
        let matcher = Matcher::new(&question, &query);
        let units = [
            "In May the keeper Holm left by boat for Varna.",
            "A boat took old Holm to Lisbon in 2030.",
        ]
        .map(|text| UnitWords::new(text.to_owned()));
        let matches: Vec<UnitMatch<'_>> = units.iter().map(|unit| matcher.matched(unit)).collect();
        let [first, second] = [matches[0].terms, matches[1].terms];
        let matches = vec![matches];
        let names = Names::of(&matcher, &matches);
        // Holm, and the year that was typed; "Varna" stands there once.
        assert_eq!(names.coverage(&matcher, first), 0.5);
        assert_eq!(names.missing(first), 1.0);
        assert_eq!(names.contradicted(&matcher, &matches[0][1], second), 0.5);
        assert_eq!(names.contradicted(&matcher, &matches[0][1], second | TermSet::of(4)), 0.0);
    }
}

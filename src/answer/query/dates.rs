//! Days and months as others write them: 3 September 2024, 03.09.2024, 2024-09-03.

use std::ops::Range;

use super::other_words::OtherWords;
use crate::index::IndexError;
use crate::language::months::{month_number, month_terms};
use crate::rank::QueryTerm;

/// A day or month of a year among the terms of a question.
struct Date {
    terms: Range<usize>,
    day: Option<u32>,
    month: u32,
    year: u32,
}

/// The other ways to write the question's dates.
pub(super) fn dates(terms: &[QueryTerm], other: &mut OtherWords<'_>) -> Result<(), IndexError> {
    for date in found_in(terms) {
        for words in date.written() {
            other.add(&words, date.terms.clone())?;
        }
    }
    Ok(())
}

impl Date {
    /// The terms of each way to write it.
    fn written(&self) -> Vec<Vec<String>> {
        let months = [self.month.to_string()].into_iter().chain(month_terms(self.month));
        let year = || self.year.to_string();
        let mut all = Vec::new();
        for month in months {
            match self.day {
                Some(day) => {
                    let day = day.to_string();
                    all.push(vec![day.clone(), month.clone(), year()]);
                    all.push(vec![year(), month.clone(), day.clone()]);
                    all.push(vec![month, day, year()]);
                }
                None => {
                    all.push(vec![month.clone(), year()]);
                    all.push(vec![year(), month]);
                }
            }
        }
        all
    }
}

/// The dates among the terms, in order.
fn found_in(terms: &[QueryTerm]) -> Vec<Date> {
    let number = |at: usize| terms.get(at).and_then(|term| term.term.parse::<u32>().ok());
    let year = |at: usize| number(at).filter(|year| (1000..=2999).contains(year));
    let day = |at: usize| number(at).filter(|day| (1..=31).contains(day));
    let named = |at: usize| terms.get(at).and_then(|term| month_number(&term.term));
    let month =
        |at: usize| named(at).or_else(|| number(at).filter(|month| (1..=12).contains(month)));
    let mut found = Vec::new();
    let mut at = 0;
    while at < terms.len() {
        let date = |n: usize, day: Option<u32>, month: u32, year: u32| Date {
            terms: at..at + n,
            day,
            month,
            year,
        };
        let whole = match (day(at), month(at + 1), year(at + 2)) {
            (Some(day), Some(month), Some(year)) => Some(date(3, Some(day), month, year)),
            _ => None,
        };
        let reversed = || match (year(at), month(at + 1), day(at + 2)) {
            (Some(year), Some(month), Some(day)) => Some(date(3, Some(day), month, year)),
            _ => None,
        };
        let american = || match (named(at), day(at + 1), year(at + 2)) {
            (Some(month), Some(day), Some(year)) => Some(date(3, Some(day), month, year)),
            _ => None,
        };
        let of_month = || match (month(at), year(at + 1)) {
            (Some(month), Some(year)) => Some(date(2, None, month, year)),
            _ => None,
        };
        match whole.or_else(reversed).or_else(american).or_else(of_month) {
            Some(date) => {
                at = date.terms.end;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::terms::terms;

    fn shown(question: &str) -> Vec<(Option<u32>, u32, u32)> {
        let terms: Vec<QueryTerm> =
            terms(question).map(|term| QueryTerm::new(term.clone(), &term, 1.0)).collect();
        found_in(&terms).iter().map(|date| (date.day, date.month, date.year)).collect()
    }

    #[test]
    fn dates_are_read_however_they_are_written() {
        for text in
            ["3 September 2024", "03.09.2024", "2024-09-03", "September 3, 2024", "3 сентября 2024"]
        {
            assert_eq!(shown(text), [(Some(3), 9, 2024)], "{text}");
        }
        for text in ["September 2024", "09/2024", "сентябрь 2024"] {
            assert_eq!(shown(text), [(None, 9, 2024)], "{text}");
        }
        assert!(shown("40 boats of 2024").is_empty());
    }
}

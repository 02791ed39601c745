//! The lists of quotes that an answer has: they go along from one page of its message to the next, in
//! the ids of its controls.

use crate::discord::control::{Action, Control, QuotePage};

/// The number of the first quote of an answer.
const FIRST: usize = 1;

/// The lists of quotes that a message's controls name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// The quotes that the answer was given with.
    pub answer: Option<QuotePage>,
    /// Those beyond.
    pub further: Option<QuotePage>,
}

impl Lists {
    /// The lists that controls name, each from its beginning. A quote that is cited is a list by
    /// itself where it is in none.
    pub fn of(controls: &[Control]) -> Lists {
        let mut lists = Lists::default();
        for control in controls {
            if let Action::ShowQuotes(page) = &control.action {
                lists.note(page);
            }
        }
        let known: Vec<QuotePage> = lists.answer.iter().chain(&lists.further).cloned().collect();
        for control in controls {
            let Action::Cite(page) = &control.action else { continue };
            let is_in = |list: &QuotePage| {
                let places = list.first_rank..list.first_rank + list.references.len();
                places.contains(&page.first_rank)
            };
            if !known.iter().any(is_in) {
                lists.note(page);
            }
        }
        lists
    }

    /// Notes a list; of two of the same quotes the longer one counts.
    pub fn note(&mut self, page: &QuotePage) {
        let known = if page.first_rank == FIRST { &mut self.answer } else { &mut self.further };
        let n_known = known.as_ref().map_or(0, |known| known.references.len());
        if page.references.len() > n_known {
            *known = Some(QuotePage { first: 0, chosen: 0, ..page.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Cut, QuoteReference};
    use crate::document::{ByteRange, DocumentTag};

    fn page(first_rank: usize, n: usize) -> QuotePage {
        let document = DocumentTag::read(&mut [7; DocumentTag::N_BYTES].as_slice());
        let reference = |at: usize| QuoteReference {
            document: document.expect("enough bytes"),
            parts: vec![ByteRange::new(100 * at, 100 * at + 9)],
            highlights: Vec::new(),
            cut: Cut::default(),
            differs_from: Vec::new(),
        };
        let references = (first_rank..first_rank + n).map(reference).collect();
        QuotePage { first_rank, first: 0, chosen: 0, is_nearest: false, references }
    }

    #[test]
    fn a_quote_that_is_cited_is_a_list_only_where_it_is_in_none() {
        let shows = |page: QuotePage| Control::new(None, Action::ShowQuotes(page));
        let cites = |page: QuotePage| Control::new(None, Action::Cite(page));
        let chosen = Lists::of(&[cites(page(2, 1)), shows(page(1, 3))]);
        assert_eq!(chosen, Lists { answer: Some(page(1, 3)), further: None });
        let beyond = Lists::of(&[cites(page(4, 1)), shows(page(1, 3))]);
        assert_eq!(beyond, Lists { answer: Some(page(1, 3)), further: Some(page(4, 1)) });
        let alone = Lists::of(&[cites(page(1, 1)), shows(page(2, 2))]);
        assert_eq!(alone, Lists { answer: Some(page(1, 1)), further: Some(page(2, 2)) });
    }
}

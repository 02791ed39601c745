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
    /// The lists that controls name, each from its beginning. Of two that begin with the same number
    /// the longer one.
    pub fn of<'c>(controls: impl IntoIterator<Item = &'c Control>) -> Lists {
        let mut lists = Lists::default();
        for control in controls {
            match &control.action {
                Action::ShowQuotes(page) | Action::Cite(page) => lists.note(page),
                _ => {}
            }
        }
        lists
    }

    /// Notes a list.
    pub fn note(&mut self, page: &QuotePage) {
        let known = if page.first_rank == FIRST { &mut self.answer } else { &mut self.further };
        let n_known = known.as_ref().map_or(0, |known| known.references.len());
        if page.references.len() > n_known {
            *known = Some(QuotePage { first: 0, chosen: 0, ..page.clone() });
        }
    }
}

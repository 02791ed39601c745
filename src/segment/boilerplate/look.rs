//! What the blocks come from, as far as the rules of form differ.

use std::borrow::Cow;

/// What the blocks come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Lines of plain text: which are headings, only their form shows.
    Lines,
    /// The elements of a web page: its headings and lists are known.
    Page,
}

impl Look {
    /// The words of a block as its columns stand: where its markup was, spaces mean nothing.
    pub fn words(self, plain: &str) -> Cow<'_, str> {
        match self {
            Look::Lines => Cow::Borrowed(plain),
            Look::Page => Cow::Owned(plain.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
}

//! What the operator should know of a file that cannot be quoted, or not wholly. Stored with the
//! file; `Display` words it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::escaped::Escaped;
use super::refusal::Refusal;

/// Why a file is not, or not wholly, usable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// It has no text.
    Refused(Refusal),
    /// Chapters of an e-book are left out.
    ChaptersLeftOut {
        /// How many.
        missing: usize,
        /// Of how many.
        chapters: usize,
    },
    /// Pages of a document have no text.
    PagesWithoutText {
        /// The first of them, from 1, in order; at most [`Warning::SHOWN_PAGES`].
        first: Vec<usize>,
        /// How many more.
        more: usize,
    },
    /// It has a text, but no sentence that may be quoted.
    NothingQuotable,
}

impl Warning {
    /// How many pages without text are named.
    pub const SHOWN_PAGES: usize = 10;

    /// The warning for pages without text, given as their numbers in order; `None` without any.
    pub fn of_pages_without_text(pages: &[usize]) -> Option<Warning> {
        let first = &pages[..pages.len().min(Warning::SHOWN_PAGES)];
        (!pages.is_empty()).then(|| Warning::PagesWithoutText {
            first: first.to_vec(),
            more: pages.len() - first.len(),
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // It may name the file, or a part of it.
            Warning::Refused(refusal) => Escaped(refusal).fmt(f),
            Warning::ChaptersLeftOut { missing, chapters } => write!(
                f,
                "damaged: {missing} of {chapters} chapters cannot be read and are left out"
            ),
            Warning::PagesWithoutText { first, more } => {
                let first: Vec<String> = first.iter().map(usize::to_string).collect();
                write!(f, "no text on page {}", first.join(", "))?;
                if *more > 0 {
                    write!(f, " and {more} more")?;
                }
                f.write_str(": pictures, or damaged")
            }
            Warning::NothingQuotable => f.write_str("no sentence that may be quoted was found"),
        }
    }
}

impl From<Refusal> for Warning {
    fn from(refusal: Refusal) -> Warning {
        Warning::Refused(refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_the_same_after_it_was_stored() {
        let pages: Vec<usize> = (1..=12).collect();
        for (warning, words) in [
            (
                Warning::of_pages_without_text(&pages).expect("a warning"),
                "no text on page 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more: pictures, or damaged",
            ),
            (
                Warning::of_pages_without_text(&[3]).expect("a warning"),
                "no text on page 3: pictures, or damaged",
            ),
            (Refusal::Interrupted.into(), "reading it was interrupted"),
            (
                Refusal::OverLimits { seconds: 60, gib: 3 }.into(),
                "damaged, or not readable within 60 s of computing and 3 GiB of memory",
            ),
        ] {
            assert_eq!(warning.to_string(), words);
            let stored = serde_json::to_string(&warning).expect("plain data");
            assert_eq!(serde_json::from_str::<Warning>(&stored).expect("the same"), warning);
        }
        assert_eq!(Warning::of_pages_without_text(&[]), None);
    }
}

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
    PagesWithoutText(PageNumbers),
    /// Of pages of a document not all letters can be told; the lines concerned are left out.
    PagesIllegible(PageNumbers),
    /// Several of these, in order.
    Several(Vec<Warning>),
    /// It has a text, but no sentence that may be quoted.
    NothingQuotable,
}

/// Which pages of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageNumbers {
    /// The first of them, from 1, in order; at most [`PageNumbers::SHOWN`].
    pub first: Vec<usize>,
    /// How many more.
    pub more: usize,
}

impl PageNumbers {
    /// How many pages are named.
    pub const SHOWN: usize = 10;

    /// Of all the numbers, in order; `None` without any.
    fn of(pages: &[usize]) -> Option<PageNumbers> {
        let first = &pages[..pages.len().min(PageNumbers::SHOWN)];
        (!pages.is_empty())
            .then(|| PageNumbers { first: first.to_vec(), more: pages.len() - first.len() })
    }
}

impl fmt::Display for PageNumbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: Vec<String> = self.first.iter().map(usize::to_string).collect();
        write!(f, "page {}", first.join(", "))?;
        if self.more > 0 {
            write!(f, " and {} more", self.more)?;
        }
        Ok(())
    }
}

impl Warning {
    /// The warning for pages without text and pages that cannot be read, or not wholly, given as
    /// their numbers in order; `None` without any.
    pub fn of_pages(empty: &[usize], illegible: &[usize]) -> Option<Warning> {
        let empty = PageNumbers::of(empty).map(Warning::PagesWithoutText);
        let illegible = PageNumbers::of(illegible).map(Warning::PagesIllegible);
        match (empty, illegible) {
            (Some(empty), Some(illegible)) => Some(Warning::Several(vec![empty, illegible])),
            (empty, illegible) => empty.or(illegible),
        }
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
            Warning::PagesWithoutText(pages) => {
                write!(f, "no text on {pages}: pictures, or damaged")
            }
            Warning::PagesIllegible(pages) => write!(
                f,
                "left out on {pages}: letters that its fonts do not tell, or tell wrongly; text \
                 recognition (OCR) may help"
            ),
            Warning::Several(warnings) => {
                for (at, warning) in warnings.iter().enumerate() {
                    write!(f, "{}{warning}", if at > 0 { "; " } else { "" })?;
                }
                Ok(())
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
                Warning::of_pages(&pages, &[]).expect("a warning"),
                "no text on page 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more: pictures, or damaged",
            ),
            (
                Warning::of_pages(&[3], &[4]).expect("a warning"),
                "no text on page 3: pictures, or damaged; left out on page 4: letters that its \
                 fonts do not tell, or tell wrongly; text recognition (OCR) may help",
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
        assert_eq!(Warning::of_pages(&[], &[]), None);
    }
}

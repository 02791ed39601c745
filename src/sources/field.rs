//! One field of a citation. A field is made here and nowhere else, from a value that was read.

use std::fmt;

use serde::Serialize;

use crate::document::FileName;
use crate::language::ignorable::is_ignorable;

/// The longest field, in characters, so that a citation fits into any message.
const MAX_CHARACTERS: usize = 300;

/// Words of a citation: a title, an author, a date as exact as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CitationField(String);

/// Why a value is no field of a citation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// It is blank, or has a line break or another control character.
    #[error("expected one line of text, or no key at all where nothing is known")]
    NotOneLine,
    /// It is over-long.
    #[error("{characters} characters, expected at most {most}")]
    TooLong {
        /// How many characters it has.
        characters: usize,
        /// The limit.
        most: usize,
    },
    /// It is no date.
    #[error("\"{0}\" is no date: expected 2024, 2024-06 or 2024-06-24")]
    NotADate(String),
    /// It is no address on the web.
    #[error(
        "{0:?} is no web address: expected http:// or https:// and no spaces, brackets, quotation marks or invisible characters"
    )]
    NotAnAddress(String),
}

impl CitationField {
    /// A field of one line; white space around it is dropped.
    ///
    /// # Errors
    /// When it is blank, over-long or has a control character.
    pub(super) fn new(value: &str) -> Result<CitationField, FieldProblem> {
        if value.trim().is_empty() || value.chars().any(char::is_control) {
            return Err(FieldProblem::NotOneLine);
        }
        let characters = value.chars().count();
        if characters > MAX_CHARACTERS {
            return Err(FieldProblem::TooLong { characters, most: MAX_CHARACTERS });
        }
        Ok(CitationField(value.trim().to_owned()))
    }

    /// A date as exact as it is known: `2024`, `2024-06` or `2024-06-24`.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn date(text: String) -> Result<CitationField, FieldProblem> {
        if is_date(&text) { Ok(CitationField(text)) } else { Err(FieldProblem::NotADate(text)) }
    }

    /// The date that it begins with, if it is one; a time of day behind it is dropped.
    ///
    /// # Errors
    /// When it begins with none.
    pub(super) fn day(self) -> Result<CitationField, FieldProblem> {
        let day = self.0.split(['T', 't', ' ']).next().unwrap_or_default();
        if is_date(day) {
            Ok(CitationField(day.to_owned()))
        } else {
            Err(FieldProblem::NotADate(self.0))
        }
    }

    /// The same, if it is an address on the web: http or https.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn address(self) -> Result<CitationField, FieldProblem> {
        if is_address(&self.0) { Ok(self) } else { Err(FieldProblem::NotAnAddress(self.0)) }
    }

    /// A folder of documents, by its path below the folder of all; `None` where that cannot be shown on
    /// a line.
    pub fn folder(folder: &FileName) -> Option<CitationField> {
        CitationField::new(&format!("{}/", folder.as_str())).ok()
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CitationField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || is_ignorable(c)
                || matches!(c, '<' | '>' | '(' | ')' | '"')
        })
}

/// Whether a text is a date as exact as it is known.
fn is_date(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('-').collect();
    let digits =
        |piece: &str, n: usize| piece.len() == n && piece.bytes().all(|b| b.is_ascii_digit());
    let in_range = |piece: &str, last: u32| {
        digits(piece, 2) && piece.parse::<u32>().is_ok_and(|number| (1..=last).contains(&number))
    };
    match pieces.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && in_range(month, 12),
        [year, month, day] => digits(year, 4) && in_range(month, 12) && in_range(day, 31),
        _ => false,
    }
}

impl Serialize for CitationField {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

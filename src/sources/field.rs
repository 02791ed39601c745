//! One field of a citation. A field is made here and nowhere else, from a value that was read.

use std::fmt;

use serde::Serialize;

use crate::document::FileName;
use crate::language::ignorable::{is_ignorable, without_ignorable};

/// The longest field, in characters, so that a citation fits into any message.
const MAX_CHARACTERS: usize = 300;

/// Words of a citation: a title, an author, a date as exact as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CitationField(String);

/// Why a value is no field of a citation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// Nothing is seen of it, or it has a line break or another control character.
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
        "{0:?} is no web address: expected http:// or https://, a host without a user's name, and no spaces, brackets, quotation marks, backslashes or invisible characters"
    )]
    NotAnAddress(String),
}

impl CitationField {
    /// A field of one line; white space around it is dropped.
    ///
    /// # Errors
    /// When nothing is seen of it, when it is over-long or has a control character or line break.
    pub(super) fn new(value: &str) -> Result<CitationField, FieldProblem> {
        let is_seen = without_ignorable(value).contains(|c: char| !c.is_whitespace());
        if !is_seen || value.contains(ends_line) {
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

/// Control characters, and what parts lines or paragraphs by Unicode alone.
fn ends_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether an address leads to the host that it seems to, and ends where a link of Markdown does.
fn is_address(url: &str) -> bool {
    let Some(behind) = url.strip_prefix("https://").or(url.strip_prefix("http://")) else {
        return false;
    };
    // What stands before an "@" there is a user's name, and looks like the host.
    let host = behind.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains(char::is_alphanumeric)
        && !host.contains('@')
        && !url.contains(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || is_ignorable(c)
                || matches!(c, '<' | '>' | '(' | ')' | '"' | '\\')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_the_host_that_it_seems_to() {
        let is_address =
            |url: &str| CitationField::new(url).and_then(CitationField::address).is_ok();
        for url in [
            "https://example.org",
            "http://example.org:8080/a_b?x=1&y=*2*#[z]",
            "https://example.org/@keeper",
            "https://пример.рф/маяк",
            "https://[::1]/x",
        ] {
            assert!(is_address(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "HTTPS://example.org",
            "https://",
            "https:///path",
            "https://?x",
            "https://@",
            "https://discord.com@example.org/",
            "https://user:word@example.org/",
            "https://discord.com\\@example.org/",
            "https://example.org/a b",
            "https://example.org/(a)",
            "https://example.org/\\",
            "https://example.org/\u{200b}",
            "https://example.org/\u{e0041}",
            "//example.org",
        ] {
            assert!(!is_address(url), "{url}");
        }
    }

    #[test]
    fn a_field_is_seen_and_stands_on_one_line() {
        for value in ["a\u{2028}b", "a\u{2029}b", "a\nb", "a\u{85}b", "a\u{1b}[1mb"] {
            assert_eq!(CitationField::new(value), Err(FieldProblem::NotOneLine), "{value:?}");
        }
        for value in ["", " ", "\u{200b}", "\u{e0041}\u{e007f}", " \u{202e}\u{3164} "] {
            assert_eq!(CitationField::new(value), Err(FieldProblem::NotOneLine), "{value:?}");
        }
        assert!(CitationField::new("a\u{200b}").is_ok());
    }
}

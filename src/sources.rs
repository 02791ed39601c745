//! What the operator says of each document in `sources.toml`, and what it says of itself at its
//! head: the fields of its citation. A field is made here and nowhere else.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::document::{FileName, Text, front_matter};

/// The operator's file, in the seeds folder.
pub const FILE_NAME: &str = "sources.toml";

/// The longest field, in characters, so that a citation fits into any message.
const MAX_CHARACTERS: usize = 300;

/// Words of a citation: a title, an author, a date as exact as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CitationField(String);

impl CitationField {
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

/// What is known of one document. Absent is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: Option<CitationField>,
    /// Its authors, in the order given.
    pub authors: Vec<CitationField>,
    /// The outlet that published it.
    pub publisher: Option<CitationField>,
    /// The journal or book that it stands in, with volume and pages.
    pub container: Option<CitationField>,
    /// Its date: `2024`, `2024-06` or `2024-06-24`.
    pub date: Option<CitationField>,
    /// Its address on the web: http or https.
    pub url: Option<CitationField>,
    /// The language that it is written in, as a BCP 47 tag.
    pub language: Option<CitationField>,
    /// Under what licence it may be used.
    pub licence: Option<CitationField>,
}

/// The citations of a seeds folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    by_file: BTreeMap<FileName, Citation>,
}

/// What is wrong with `sources.toml`.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The file says something that it may not.
    #[error("{path}:{line}: {problem}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what was expected.
        problem: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    title: Option<Spanned<String>>,
    #[serde(default)]
    authors: Vec<Spanned<String>>,
    publisher: Option<Spanned<String>>,
    container: Option<Spanned<String>>,
    date: Option<Spanned<Date>>,
    url: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    licence: Option<Spanned<String>>,
}

/// A date may be written as text, as a bare year or as TOML's own date.
#[derive(Deserialize)]
#[serde(untagged)]
enum Date {
    Text(String),
    Year(u32),
    Day(toml::value::Datetime),
}

impl Sources {
    /// Reads the operator's file; without one every document is unknown.
    ///
    /// # Errors
    /// When the file cannot be read, is no TOML, has an unknown key, a table for a file that does
    /// not exist, an empty or over-long field, a date of another form, or an address that is not
    /// http(s).
    pub fn read(seeds: &Path) -> Result<Sources, SourcesError> {
        let path = seeds.join(FILE_NAME);
        match fs::read_to_string(&path) {
            Ok(text) => Sources::parse(&text, &path, seeds),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Sources::default()),
            Err(cause) => Err(SourcesError::Unreadable { path, cause }),
        }
    }

    fn parse(text: &str, path: &Path, seeds: &Path) -> Result<Sources, SourcesError> {
        let invalid = |at: usize, problem: String| SourcesError::Invalid {
            path: path.to_path_buf(),
            line: 1 + text[..at.min(text.len())].matches('\n').count(),
            problem,
        };
        let tables: BTreeMap<Spanned<String>, Table> = toml::from_str(text).map_err(|error| {
            invalid(error.span().map_or(0, |span| span.start), error.message().replace('\n', " "))
        })?;
        let mut by_file = BTreeMap::new();
        for (name, table) in tables {
            let at = name.span().start;
            let file =
                FileName::new(name.get_ref()).map_err(|error| invalid(at, error.to_string()))?;
            if !file.below(seeds).is_file() {
                return Err(invalid(
                    at,
                    format!(
                        "there is no file \"{file}\" in {}: remove the table or mend its name",
                        seeds.display()
                    ),
                ));
            }
            let citation = table.checked().map_err(|(at, problem)| invalid(at, problem))?;
            by_file.insert(file, citation);
        }
        Ok(Sources { by_file })
    }

    /// The same, and where it is silent what the document's text says of itself at its head.
    pub fn of_text(&self, file: &FileName, text: &Text) -> Citation {
        let (known, itself) = (self.of(file), Citation::of_itself(text));
        Citation {
            title: known.title.or(itself.title),
            authors: if known.authors.is_empty() { itself.authors } else { known.authors },
            publisher: known.publisher.or(itself.publisher),
            container: known.container.or(itself.container),
            date: known.date.or(itself.date),
            url: known.url.or(itself.url),
            language: known.language.or(itself.language),
            licence: known.licence.or(itself.licence),
        }
    }

    /// What is known of a document; everything unknown for one without a table.
    pub fn of(&self, file: &FileName) -> Citation {
        self.by_file.get(file).cloned().unwrap_or_default()
    }
}

impl Citation {
    /// What a text says of itself at its head; what is over-long or no date or address is passed
    /// over.
    fn of_itself(text: &Text) -> Citation {
        let mut citation = Citation::default();
        for (key, values) in front_matter(text.as_str()) {
            let fits = |value: &&str| {
                value.chars().count() <= MAX_CHARACTERS && !value.contains(char::is_control)
            };
            let mut fields =
                values.into_iter().filter(fits).map(|value| CitationField(value.to_owned()));
            match key.as_str() {
                "title" => citation.title = fields.next(),
                "author" | "authors" => citation.authors = fields.collect(),
                "publisher" => citation.publisher = fields.next(),
                "container" | "journal" => citation.container = fields.next(),
                "date" => citation.date = fields.next().filter(|date| is_date(&date.0)),
                "url" => citation.url = fields.next().filter(|url| is_address(&url.0)),
                "lang" | "language" => citation.language = fields.next(),
                "licence" | "license" => citation.licence = fields.next(),
                _ => {}
            }
        }
        citation
    }
}

fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"'))
}

impl Table {
    fn checked(self) -> Result<Citation, (usize, String)> {
        let url = self.url.map(checked).transpose()?;
        let url = match url {
            Some((at, url)) if !is_address(&url.0) => {
                return Err((
                    at,
                    format!(
                        "\"{url}\" is no web address: expected http:// or https:// and no spaces, brackets or quotation marks"
                    ),
                ));
            }
            other => other.map(|(_, url)| url),
        };
        let field = |value: Option<Spanned<String>>| {
            value.map(|value| checked(value).map(|(_, field)| field)).transpose()
        };
        Ok(Citation {
            title: field(self.title)?,
            authors: self
                .authors
                .into_iter()
                .map(|author| checked(author).map(|(_, field)| field))
                .collect::<Result<_, _>>()?,
            publisher: field(self.publisher)?,
            container: field(self.container)?,
            date: self.date.map(checked_date).transpose()?,
            url,
            language: field(self.language)?,
            licence: field(self.licence)?,
        })
    }
}

/// The field with its offset in the file, in bytes.
fn checked(value: Spanned<String>) -> Result<(usize, CitationField), (usize, String)> {
    let at = value.span().start;
    let text = value.into_inner();
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err((
            at,
            "expected one line of text, or no key at all where nothing is known".to_owned(),
        ));
    }
    if text.chars().count() > MAX_CHARACTERS {
        return Err((
            at,
            format!("{} characters, expected at most {MAX_CHARACTERS}", text.chars().count()),
        ));
    }
    Ok((at, CitationField(text.trim().to_owned())))
}

fn checked_date(value: Spanned<Date>) -> Result<CitationField, (usize, String)> {
    let at = value.span().start;
    let text = match value.into_inner() {
        Date::Text(text) => text,
        Date::Year(year) => year.to_string(),
        Date::Day(day) => day.to_string(),
    };
    if is_date(&text) {
        Ok(CitationField(text))
    } else {
        Err((at, format!("\"{text}\" is no date: expected 2024, 2024-06 or 2024-06-24")))
    }
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

/// A citation's fingerprint: changes when any field that the index holds does.
pub fn fingerprint(citation: &Citation) -> String {
    let field = |field: &Option<CitationField>| {
        field.as_ref().map(|field| field.0.clone()).unwrap_or_default()
    };
    field(&citation.title)
}

impl Serialize for CitationField {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Sources, String> {
        let seeds = tempfile::tempdir().expect("a temporary folder");
        fs::write(seeds.path().join("a.txt"), "A sentence.").expect("written");
        Sources::parse(text, Path::new("sources.toml"), seeds.path())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn every_key_is_optional_and_dates_are_as_exact_as_known() {
        for (date, shown) in [
            ("\"2024\"", "2024"),
            ("2024", "2024"),
            ("\"2024-06\"", "2024-06"),
            ("2024-06-24", "2024-06-24"),
        ] {
            let sources = parse(&format!("[\"a.txt\"]\ndate = {date}\n")).expect("valid");
            let citation = sources.of(&FileName::new("a.txt").expect("a name"));
            assert_eq!(citation.date.map(|date| date.to_string()).as_deref(), Some(shown));
            assert_eq!(citation.title, None);
        }
    }

    #[test]
    fn a_mistake_names_its_line() {
        for (text, expected) in [
            ("[\"a.txt\"]\nauthor = \"x\"\n", "sources.toml:2: unknown field `author`"),
            ("\n[\"b.txt\"]\n", "sources.toml:2: there is no file \"b.txt\""),
            ("[\"a.txt\"]\ndate = \"June\"\n", "sources.toml:2: \"June\" is no date"),
            (
                "[\"a.txt\"]\nurl = \"javascript:x\"\n",
                "sources.toml:2: \"javascript:x\" is no web address",
            ),
            ("[\"a.txt\"]\ntitle = \" \"\n", "sources.toml:2: expected one line of text"),
            ("[\"a.txt\"\n", "sources.toml:1:"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.starts_with(expected), "{error}");
        }
    }
}

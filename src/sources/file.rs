//! `sources.toml`: what the operator says of each document.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::citation::{Authors, Citation, fingerprint};
use super::field::{CitationField, FieldProblem};
use crate::document::file_name::FileNameError;
use crate::document::file_problem::FileProblem;
use crate::document::{Escaped, FileName, Text, TextError};

/// The operator's file, in the seeds folder.
pub const FILE_NAME: &str = "sources.toml";

/// The citations of a seeds folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    by_file: BTreeMap<FileName, Citation>,
    /// The operator's file itself; `None` where there is none, or nothing in it.
    text: Option<Text>,
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
    /// It is a link whose target lies outside the seeds folder.
    #[error("{0}: a link that leads out of the folder: put the file itself there")]
    LinkOutside(PathBuf),
    /// The file says something that it may not.
    #[error("{path}:{line}: {}", Escaped(.problem))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what was expected.
        problem: Problem,
    },
}

/// What is wrong on a line of `sources.toml`.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// It is no TOML, or has an unknown key.
    #[error("{0}")]
    Toml(String),
    /// The table's name is no path below the folder.
    #[error(transparent)]
    Name(#[from] FileNameError),
    /// There is no such file.
    #[error(
        "there is no file \"{file}\" in {}: remove the table or mend its name",
        seeds.display()
    )]
    NoFile {
        /// The name.
        file: FileName,
        /// Where it was looked for.
        seeds: PathBuf,
    },
    /// The value of a key.
    #[error(transparent)]
    Field(#[from] FieldProblem),
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
        let unreadable = |cause| SourcesError::Unreadable { path: path.clone(), cause };
        // As with documents, a link leads to nothing outside the folder.
        let is_inside = || Ok(path.canonicalize()?.starts_with(seeds.canonicalize()?));
        match is_inside() {
            Ok(true) => {}
            Ok(false) => return Err(SourcesError::LinkOutside(path)),
            Err(cause) if is_missing(&cause) && !path.is_symlink() => {
                return Ok(Sources::default());
            }
            Err(cause) => return Err(unreadable(cause)),
        }
        let name = FileName::new(FILE_NAME).expect("a plain name");
        let text = match Text::read(seeds, &name) {
            Ok(text) => text,
            Err(TextError::File { problem: FileProblem::Empty, .. }) => {
                return Ok(Sources::default());
            }
            Err(TextError::Unreadable { cause, .. }) if is_missing(&cause) => {
                return Ok(Sources::default());
            }
            Err(TextError::Unreadable { cause, .. }) => return Err(unreadable(cause)),
            Err(TextError::File { problem, .. }) => {
                let cause = io::Error::new(io::ErrorKind::InvalidData, problem.to_string());
                return Err(unreadable(cause));
            }
        };
        let by_file = Sources::parse(text.as_str(), &path, Some(seeds))?;
        Ok(Sources { by_file, text: Some(text) })
    }

    /// What the operator's file said when a commit of the index was made; which files there are now
    /// does not matter.
    ///
    /// # Errors
    /// When the text is none of an operator's file.
    pub fn of_commit(text: Text) -> Result<Sources, SourcesError> {
        let by_file = Sources::parse(text.as_str(), Path::new(FILE_NAME), None)?;
        Ok(Sources { by_file, text: Some(text) })
    }

    /// The operator's file itself; `None` where there is none, or nothing in it.
    pub fn text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// What a file says; with a folder, that each of its tables is of a file there.
    fn parse(
        text: &str,
        path: &Path,
        seeds: Option<&Path>,
    ) -> Result<BTreeMap<FileName, Citation>, SourcesError> {
        let invalid = |at: usize, problem: Problem| SourcesError::Invalid {
            path: path.to_path_buf(),
            line: 1 + text[..at.min(text.len())].matches('\n').count(),
            problem,
        };
        let tables: BTreeMap<Spanned<String>, Table> = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            invalid(at, Problem::Toml(error.message().replace('\n', " ")))
        })?;
        let mut by_file = BTreeMap::new();
        for (name, table) in tables {
            let at = name.span().start;
            let file = FileName::new(name.get_ref()).map_err(|error| invalid(at, error.into()))?;
            if let Some(seeds) = seeds.filter(|seeds| !file.below(seeds).is_file()) {
                let problem = Problem::NoFile { file, seeds: seeds.to_path_buf() };
                return Err(invalid(at, problem));
            }
            let citation = table.checked().map_err(|(at, problem)| invalid(at, problem.into()))?;
            by_file.insert(file, citation);
        }
        Ok(by_file)
    }

    /// What is known of a document, and where the operator is silent what its text says of itself
    /// at its head.
    pub fn of_text(&self, file: &FileName, text: &Text) -> Citation {
        self.of(file).or(Citation::of_head(text))
    }

    /// The fingerprint of what is known of a document ([`fingerprint`]).
    pub fn fingerprint(&self, file: &FileName) -> String {
        self.by_file.get(file).map(fingerprint).unwrap_or_default()
    }

    /// What is known of a document; everything unknown for one without a table.
    pub fn of(&self, file: &FileName) -> Citation {
        self.by_file.get(file).cloned().unwrap_or_default()
    }
}

fn is_missing(cause: &io::Error) -> bool {
    cause.kind() == io::ErrorKind::NotFound
}

/// What is wrong, and at which byte of the file.
type ProblemAt = (usize, FieldProblem);

impl Table {
    fn checked(self) -> Result<Citation, ProblemAt> {
        let url = self.url.map(|url| field(url, CitationField::address)).transpose()?;
        let text = |value: Option<Spanned<String>>| value.map(|value| field(value, Ok)).transpose();
        let authors: Vec<CitationField> =
            self.authors.into_iter().map(|author| field(author, Ok)).collect::<Result<_, _>>()?;
        Ok(Citation {
            title: text(self.title)?,
            authors: Authors::of(authors),
            publisher: text(self.publisher)?,
            container: text(self.container)?,
            date: self.date.map(date).transpose()?,
            url,
            language: text(self.language)?,
            licence: text(self.licence)?,
        })
    }
}

fn field(
    value: Spanned<String>,
    check: impl FnOnce(CitationField) -> Result<CitationField, FieldProblem>,
) -> Result<CitationField, ProblemAt> {
    let at = value.span().start;
    CitationField::new(value.get_ref()).and_then(check).map_err(|problem| (at, problem))
}

fn date(value: Spanned<Date>) -> Result<CitationField, ProblemAt> {
    let at = value.span().start;
    let text = match value.into_inner() {
        Date::Text(text) => text,
        Date::Year(year) => year.to_string(),
        Date::Day(day) => day.to_string(),
    };
    CitationField::date(text).map_err(|problem| (at, problem))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parse(text: &str) -> Result<Sources, String> {
        let seeds = tempfile::tempdir().expect("a temporary folder");
        fs::write(seeds.path().join("a.txt"), "A sentence.").expect("written");
        let by_file = Sources::parse(text, Path::new("sources.toml"), Some(seeds.path()))
            .map_err(|error| error.to_string())?;
        Ok(Sources { by_file, text: None })
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
            (
                "[\"a.txt\"]\nurl = \"https://example.org/\u{202e}gpj\"\n",
                "sources.toml:2: \"https://example.org/\\u{202e}gpj\" is no web address",
            ),
            ("[\"a.txt\"]\ntitle = \" \"\n", "sources.toml:2: expected one line of text"),
            ("[\"a.txt\"\n", "sources.toml:1:"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.starts_with(expected), "{error}");
        }
    }
}

//! A phrase, ready to be shown: fixed words, and what its slots hold.

use std::fmt;

use chrono::DateTime;

use super::command_mention::CommandMention;
use crate::document::ByteRange;
use crate::quote::Quote;
use crate::receipt::Receipt;
use crate::sources::CitationField;

/// Words that the asker typed. Made by cutting them out of a question, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskersWords(String);

impl AskersWords {
    /// Cuts words out of what was asked; `None` when the range leaves the text or splits a
    /// character. Only `question` calls this.
    pub(crate) fn cut(asked: &str, range: ByteRange) -> Option<AskersWords> {
        asked.get(range.as_std()).map(|words| AskersWords(words.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A sentence that the asker typed, as it is repeated in a phrase.
#[derive(Debug, Clone)]
pub enum AskedSentence {
    /// All of it.
    Whole(AskersWords),
    /// The words that it begins with; the rest is left out, and that is shown.
    Beginning(AskersWords),
}

/// A moment, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnixSeconds(pub u64);

/// A day, by a second of it since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnixDay(pub u64);

/// The program's version, [`VERSION`].
#[derive(Debug, Clone, Copy)]
pub struct Version;

/// The project's address on the web, [`PROJECT`].
#[derive(Debug, Clone, Copy)]
pub struct Project;

/// What fills a slot of a phrase.
#[derive(Debug, Clone)]
pub enum Slot {
    /// A whole number; also decides between plural forms.
    Number(u64),
    /// Words of the asker.
    Asked(AskersWords),
    /// The words that a sentence of the asker begins with; the rest is left out.
    AskedFirst(AskersWords),
    /// A field of a citation.
    Field(CitationField),
    /// Words of a document.
    Quoted(Quote),
    /// A moment, in seconds since 1970.
    Time(u64),
    /// A day, by a second of it since 1970.
    Day(u64),
    /// By what a quote can be looked up.
    Receipt(Receipt),
    /// The program's version.
    Version,
    /// The project's address on the web.
    Project,
    /// A slash command.
    Command(CommandMention),
}

impl From<u64> for Slot {
    fn from(number: u64) -> Slot {
        Slot::Number(number)
    }
}

impl From<AskersWords> for Slot {
    fn from(words: AskersWords) -> Slot {
        Slot::Asked(words)
    }
}

impl From<AskedSentence> for Slot {
    fn from(sentence: AskedSentence) -> Slot {
        match sentence {
            AskedSentence::Whole(words) => Slot::Asked(words),
            AskedSentence::Beginning(words) => Slot::AskedFirst(words),
        }
    }
}

impl From<Quote> for Slot {
    fn from(quote: Quote) -> Slot {
        Slot::Quoted(quote)
    }
}

impl From<UnixSeconds> for Slot {
    fn from(moment: UnixSeconds) -> Slot {
        Slot::Time(moment.0)
    }
}

impl From<UnixDay> for Slot {
    fn from(day: UnixDay) -> Slot {
        Slot::Day(day.0)
    }
}

impl From<Receipt> for Slot {
    fn from(receipt: Receipt) -> Slot {
        Slot::Receipt(receipt)
    }
}

impl From<Version> for Slot {
    fn from(_: Version) -> Slot {
        Slot::Version
    }
}

impl From<Project> for Slot {
    fn from(_: Project) -> Slot {
        Slot::Project
    }
}

impl From<CommandMention> for Slot {
    fn from(command: CommandMention) -> Slot {
        Slot::Command(command)
    }
}

/// The program's version, as [`Slot::Version`] shows it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The project's address, as [`Slot::Project`] shows it; empty as long as `Cargo.toml` names none.
pub const PROJECT: &str = env!("CARGO_PKG_REPOSITORY");

/// One piece of a phrase.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Words of the Fluent file.
    Fixed(String),
    /// What a slot holds.
    Slot(Slot),
}

/// A phrase, ready to be shown.
#[derive(Debug, Clone)]
pub struct Phrase(Vec<Piece>);

impl Phrase {
    /// Only the loader of `prompts/` makes phrases.
    pub(super) fn new(pieces: Vec<Piece>) -> Phrase {
        Phrase(pieces)
    }

    /// Its pieces in order, for a renderer to escape each as it must.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }
}

impl fmt::Display for Phrase {
    /// The phrase without any markup or escape.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Fixed(words) => f.write_str(words),
            Piece::Slot(Slot::Number(number) | Slot::Time(number)) => write!(f, "{number}"),
            Piece::Slot(Slot::Day(second)) => f.write_str(&day(*second)),
            Piece::Slot(Slot::Receipt(receipt)) => receipt.fmt(f),
            Piece::Slot(Slot::Asked(words)) => f.write_str(words.as_str()),
            Piece::Slot(Slot::AskedFirst(words)) => write!(f, "{} […]", words.as_str()),
            Piece::Slot(Slot::Field(field)) => f.write_str(field.as_str()),
            Piece::Slot(Slot::Quoted(quote)) => {
                quote.texts().try_for_each(|text| f.write_str(text))
            }
            Piece::Slot(Slot::Version) => f.write_str(VERSION),
            Piece::Slot(Slot::Project) => f.write_str(PROJECT),
            Piece::Slot(Slot::Command(command)) => write!(f, "/{}", command.own_name()),
        })
    }
}

/// The day of a second since 1970 (UTC) as ISO 8601 writes it.
fn day(second: u64) -> String {
    let moment = i64::try_from(second).ok().and_then(|second| DateTime::from_timestamp(second, 0));
    moment.map(|moment| moment.format("%Y-%m-%d").to_string()).unwrap_or_default()
}

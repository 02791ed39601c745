//! A phrase as it is said: fixed words and what its slots hold. And the keys by which phrases are asked
//! for, each with the slots that it has.

use std::fmt;

use crate::document::ByteRange;
use crate::sources::CitationField;

/// The languages that there are phrases in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
}

impl Language {
    /// All of them; the first stands in where a language is not known.
    pub const ALL: &'static [Language] = &[Language::English];

    /// The BCP 47 tag, which is also the name of the file in `prompts/`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }
}

/// Words that the asker typed. Made by cutting them out of a question, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskersWords(String);

impl AskersWords {
    /// Cuts words out of what was asked; `None` when the range leaves the text or splits a character.
    /// Only `question` calls this.
    pub(crate) fn cut(asked: &str, range: ByteRange) -> Option<AskersWords> {
        asked.get(range.as_std()).map(|words| AskersWords(words.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What fills a slot of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A whole number; also decides between plural forms.
    Number(u64),
    /// Words of the asker.
    Asked(AskersWords),
    /// A field of a citation.
    Field(CitationField),
}

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the Fluent file.
    Fixed(String),
    /// What a slot holds.
    Slot(Slot),
}

/// A phrase, ready to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Vec<Piece>);

impl Phrase {
    /// Only the catalog makes phrases.
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
            Piece::Slot(Slot::Number(number)) => write!(f, "{number}"),
            Piece::Slot(Slot::Asked(words)) => f.write_str(words.as_str()),
            Piece::Slot(Slot::Field(field)) => f.write_str(field.as_str()),
        })
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $id:literal [$($slot:literal),*],)*) => {
        /// The phrases that the program says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Key { $($(#[$doc])* $name,)* }

        impl Key {
            /// All of them.
            pub const ALL: &'static [Key] = &[$(Key::$name,)*];

            /// The message's name in the Fluent files.
            pub fn id(self) -> &'static str {
                match self { $(Key::$name => $id,)* }
            }

            /// The names of its slots.
            pub fn slots(self) -> &'static [&'static str] {
                match self { $(Key::$name => &[$($slot),*],)* }
            }
        }
    };
}

keys! {
    /// No document answers.
    NothingFound = "nothing-found" [],
    /// A word of the question that no document holds, in front of the list of them.
    MissingWords = "missing-words" ["count"],
    /// The document's date is not known.
    Undated = "undated" [],
    /// Where in the document.
    Paragraph = "paragraph" ["number"],
    /// Another quote of the answer gives another value for the same thing.
    DiffersFrom = "differs-from" ["number"],
    /// The bot was mentioned without a question.
    EmptyQuestion = "empty-question" [],
    /// The question is too long.
    TooLong = "too-long" ["limit"],
    /// Something broke.
    Broken = "broken" [],
    /// Name of the slash command.
    AskName = "ask-name" [],
    /// Its description.
    AskDescription = "ask-description" [],
    /// Name of its option.
    QuestionName = "question-name" [],
    /// The option's description.
    QuestionDescription = "question-description" [],
}

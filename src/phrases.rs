//! The phrases: every fixed word that the program says to people, in Fluent files, and the example
//! questions. A phrase has no constructor but the loader of these files; its slots are typed.

mod phrase;
mod command_mention;
mod key;
mod language;
mod slot_marks;
mod problem;
mod check;
mod examples;
mod courtesy;
mod catalog;
mod voice;

pub use catalog::Phrases;
pub use command_mention::CommandMention;
pub use courtesy::Courtesy;
pub use examples::Example;
pub use key::{Form, Key, Say};
pub use language::Language;
pub use phrase::{
    AskedSentence, AskersWords, PROJECT, Phrase, Piece, Project, Slot, UnixDay, UnixSeconds,
    VERSION, Version,
};
pub use problem::PhrasesError;
pub use voice::{Voice, WrongSlots};

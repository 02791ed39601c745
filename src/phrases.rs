//! The phrases: every fixed word that the program says to people, in Fluent files, and the example
//! questions. A phrase has no constructor but what reads these files; its slots are typed.

mod catalog;
mod checked;
mod examples;
mod key;
mod language;
mod voice;
pub mod phrase;

pub use catalog::{Phrases, PhrasesError};
pub use examples::Example;
pub use key::{Form, Key};
pub use language::Language;
pub use phrase::{AskersWords, Phrase, Piece, Slot};
pub use voice::Voice;

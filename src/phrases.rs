//! The phrases: every fixed word that the program says to people, in Fluent files. A phrase has no
//! constructor but the loader of these files; its slots are typed.

mod catalog;
pub mod phrase;

pub use catalog::{Phrases, PhrasesError};
pub use phrase::{AskersWords, Key, Language, Phrase, Piece, Slot};

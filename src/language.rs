//! What the program knows about languages: how words become index terms, which are stop words, how
//! sentences end, and the words by which pages everywhere name their boilerplate. Pure functions
//! over text; nothing here is ever shown to a person.

pub mod abbreviations;
pub mod acronyms;
mod fold;
mod function_words;
pub mod boilerplate_words;
pub mod item_mark;
pub mod note_marks;
mod numerals;
pub mod sentence_end;
pub mod stop_words;
pub mod terms;
pub mod tokens;
pub mod thesaurus;
pub mod traits;

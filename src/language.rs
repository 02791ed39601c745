//! What the program knows about languages: how words become index terms, which words carry nothing,
//! and the words by which pages everywhere name their furniture. Pure functions over text; nothing
//! here is ever shown to a person.

pub mod abbreviations;
pub mod acronyms;
mod function_words;
pub mod furniture_words;
mod numerals;
pub mod stop_words;
pub mod terms;
pub mod tokens;
pub mod thesaurus;
pub mod traits;

//! What the program knows about languages: how words become index terms, which words carry nothing,
//! and the words by which pages everywhere name their furniture. Pure functions over text; nothing here
//! is ever shown to a person.

pub mod abbreviations;
pub mod furniture_words;
pub mod stop_words;
pub mod terms;

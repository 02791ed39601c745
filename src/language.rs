//! What the program knows about languages: how words become index terms, which are stop words, how
//! sentences end, and the words by which pages everywhere name their boilerplate. Pure functions
//! over text; nothing here is ever shown to a person.

pub mod ignorable;
mod fold;
pub mod unspaced;
mod numerals;
pub mod terms;
pub mod stop_words;
pub mod courtesies;
pub mod attributes;
mod function_words;
pub mod tokens;
pub mod acronyms;
pub mod thesaurus;
pub mod irregular_forms;
pub mod spelling_variants;
pub mod months;
pub mod chat_abbreviations;
pub mod keyboard;
pub mod transliteration;
pub mod abbreviations;
pub mod openers;
pub mod sentence_end;
pub mod speech;
pub mod note_marks;
pub mod item_mark;
pub mod question_labels;
pub mod boilerplate_words;

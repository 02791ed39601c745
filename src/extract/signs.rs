//! Characters that stand for something until a web page or chapter is Markdown: noncharacters,
//! which no document holds (The Unicode Standard, 23.7). What a page has of them is taken out
//! first.

/// Stand around the label of a note.
pub const NOTE: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];
/// Stands between a term and its definition.
pub const DEFINITION: char = '\u{fdd2}';
/// Stands between two terms of one definition.
pub const TERM: char = '\u{fdd3}';
/// Stands around the number of a table.
pub const TABLE: char = '\u{fdd4}';

/// The text without what would be taken for a sign.
pub fn without(text: &str) -> String {
    text.replace(|c: char| ('\u{fdd0}'..='\u{fdd4}').contains(&c), "")
}

//! A paragraph as Markdown, with the marks of its notes.

use super::styles::{ParagraphKind, Styles, level};
use crate::extract::escape;

/// The two parts of a document that hold notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// At the foot of the page.
    Foot,
    /// At the end.
    End,
}

/// The label of a note in Markdown.
pub fn mark_of((kind, id): &(NoteKind, String)) -> String {
    format!("[^{}{id}]", if *kind == NoteKind::End { "e" } else { "" })
}

/// Placeholder for the mark of a note until the words are Markdown; a noncharacter, which no
/// document holds.
pub const MARK: char = '\u{fdd0}';

/// A paragraph, its words as they are in the XML.
#[derive(Default)]
pub struct Paragraph {
    pub kind: ParagraphKind,
    pub words: String,
    /// The marks of notes, in the order of the placeholders ([`MARK`]) in the words.
    pub marks: Vec<(NoteKind, String)>,
}

impl Paragraph {
    /// Takes an element within the paragraph: a property of it, or a character.
    pub fn take(&mut self, name: &str, value: &dyn Fn(&str) -> Option<String>, styles: &Styles) {
        match name {
            "w:pStyle" => self.kind = value("val").map_or(self.kind, |id| styles.kind(&id)),
            "w:numId"
                if self.kind == ParagraphKind::Text
                    && value("val").is_some_and(|list| list != "0") =>
            {
                self.kind = ParagraphKind::Item
            }
            "w:outlineLvl" => {
                self.kind = level(value("val")).map_or(self.kind, ParagraphKind::Heading)
            }
            "w:tab" | "w:br" | "w:cr" | "w:ptab" => self.words.push(' '),
            "w:noBreakHyphen" => self.words.push('-'),
            "w:footnoteReference" | "w:endnoteReference" => {
                let kind =
                    if name == "w:footnoteReference" { NoteKind::Foot } else { NoteKind::End };
                if let Some(id) = value("id") {
                    self.words.push(MARK);
                    self.marks.push((kind, id));
                }
            }
            _ => {}
        }
    }

    /// The words with their marks, escaped; empty without a word.
    pub fn words(&self) -> String {
        let mut marks = self.marks.iter();
        let words = escape::paragraph(&self.words);
        words
            .chars()
            .map(|c| {
                if c == MARK {
                    marks.next().map(mark_of).unwrap_or_default()
                } else {
                    c.to_string()
                }
            })
            .collect()
    }

    pub fn markdown(&self) -> Option<String> {
        let words = self.words();
        if words.is_empty() {
            return None;
        }
        match self.kind {
            ParagraphKind::Text => Some(words),
            ParagraphKind::Heading(level) => {
                Some(format!("{} {words}", "#".repeat(level.clamp(1, 6))))
            }
            ParagraphKind::Item => Some(format!("- {words}")),
            ParagraphKind::Contents => None,
        }
    }
}

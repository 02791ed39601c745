//! A story (ECMA-376's word): the running text of the document, or of all notes of a kind, as
//! paragraphs of Markdown with the marks of notes.

use std::collections::{HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::paragraph::{MARK, NoteKind, Paragraph};
use super::styles::Styles;
use super::table::Table;
use crate::document::{FileDamage, Refusal};
use crate::extract::xml::{attribute, next, words};
use crate::language::note_marks::superscript;

/// One part of running text: the document's, or all notes of a kind.
#[derive(Default)]
pub struct Story {
    /// As Markdown, in order.
    pub paragraphs: Vec<String>,
    /// The notes of a part of notes, by their identifiers.
    pub notes: HashMap<String, String>,
    /// The marks of notes, in order, each once.
    pub marks: Vec<(NoteKind, String)>,
}

/// Elements whose content is not shown: a fallback for older programs, deleted or moved text, and
/// properties as they were before a change.
fn is_gone(name: &str) -> bool {
    matches!(name, "mc:Fallback" | "w:del" | "w:moveFrom") || name.ends_with("PrChange")
}

impl Story {
    /// Reads a part of the document.
    ///
    /// # Errors
    /// When it is no XML, or ends within a paragraph.
    pub fn read(xml: &str, styles: &Styles) -> Result<Story, Refusal> {
        let mut reader = Reader::from_str(xml);
        let mut parser = Parser::new(styles);
        // How many elements are open whose content is left out.
        let mut skipped = 0_usize;
        loop {
            let event = next(&mut reader)?;
            match &event {
                Event::Start(element) if skipped > 0 || is_gone(element.name().as_ref()) => {
                    skipped += 1
                }
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 && !matches!(event, Event::Eof) => {}
                Event::Start(element) => {
                    if !parser.open(element) {
                        parser.property(element);
                    }
                }
                Event::Empty(element) => parser.property(element),
                Event::End(element) => parser.close(element.name().as_ref()),
                Event::Eof if parser.open.is_empty() && skipped == 0 => return Ok(parser.story),
                Event::Eof => return Err(FileDamage::CutShort.into()),
                _ => parser.take_words(&event)?,
            }
        }
    }
}

/// What is open at a place of the XML.
struct Parser<'s> {
    styles: &'s Styles,
    story: Story,
    /// Marks of notes that the story has.
    seen: HashSet<(NoteKind, String)>,
    /// Paragraphs, each within the one before: text boxes hold paragraphs.
    open: Vec<Paragraph>,
    /// Tables, each within the one before.
    tables: Vec<Table>,
    /// A note: its identifier, and how many paragraphs the story had before.
    note: Option<(String, usize)>,
    /// Whether characters are text.
    is_text: bool,
    /// Whether the run is not shown.
    is_hidden: bool,
    /// Whether the run is superscript.
    is_raised: bool,
}

impl<'s> Parser<'s> {
    fn new(styles: &'s Styles) -> Parser<'s> {
        Parser {
            styles,
            story: Story::default(),
            seen: HashSet::new(),
            open: Vec::new(),
            tables: Vec::new(),
            note: None,
            is_text: false,
            is_hidden: false,
            is_raised: false,
        }
    }

    /// Opens an element that has content; `false` when it is none that holds paragraphs or text.
    fn open(&mut self, element: &BytesStart<'_>) -> bool {
        match element.name().as_ref() {
            "w:p" => self.open.push(Paragraph::default()),
            "w:tbl" => self.tables.push(Table::default()),
            "w:t" | "m:t" => self.is_text = true,
            "w:footnote" | "w:endnote" => {
                // Separators are notes of a type.
                let is_words = attribute(element, "type").is_none_or(|kind| kind == "normal");
                self.note = attribute(element, "id")
                    .filter(|_| is_words)
                    .map(|id| (id, self.story.paragraphs.len()));
            }
            _ => return false,
        }
        true
    }

    /// What an element says of the run or the paragraph.
    fn property(&mut self, element: &BytesStart<'_>) {
        let value = |name: &str| attribute(element, name);
        match element.name().as_ref() {
            "w:r" => self.end_run(),
            "w:vertAlign" => {
                self.is_raised = value("val").is_some_and(|value| value == "superscript")
            }
            "w:vanish" => {
                self.is_hidden = !value("val")
                    .is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
            }
            name => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.take(name, &value, self.styles);
                }
            }
        }
    }

    fn end_run(&mut self) {
        (self.is_hidden, self.is_raised) = (false, false);
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:p" => self.close_paragraph(),
            "w:tc" => self.tables.last_mut().into_iter().for_each(Table::end_cell),
            "w:tr" => self.tables.last_mut().into_iter().for_each(Table::end_row),
            "w:tbl" => {
                let Some(table) = self.tables.pop() else { return };
                match self.tables.last_mut() {
                    Some(outer) => outer.cell.extend(table.into_paragraphs()),
                    None => self.story.paragraphs.extend(table.markdown()),
                }
            }
            "w:t" | "m:t" => self.is_text = false,
            // The mark at a paragraph's end has properties too.
            "w:r" | "w:pPr" => self.end_run(),
            "w:footnote" | "w:endnote" => {
                if let Some((id, first)) = self.note.take() {
                    let paragraphs = &mut self.story.paragraphs;
                    let words = paragraphs
                        .drain(first.min(paragraphs.len())..)
                        .collect::<Vec<_>>()
                        .join(" ");
                    self.story.notes.insert(id, words);
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        for mark in &paragraph.marks {
            if self.seen.insert(mark.clone()) {
                self.story.marks.push(mark.clone());
            }
        }
        match self.tables.last_mut() {
            Some(table) => table.cell.push(paragraph),
            None => self.story.paragraphs.extend(paragraph.markdown()),
        }
    }

    fn take_words(&mut self, event: &Event<'_>) -> Result<(), FileDamage> {
        if let (true, false, Some(paragraph), Some(words)) =
            (self.is_text, self.is_hidden, self.open.last_mut(), words(event)?)
        {
            let is_raised = self.is_raised;
            let raise = |c: char| c.to_digit(10).filter(|_| is_raised).map_or(c, superscript);
            paragraph.words.extend(words.chars().filter(|c| *c != MARK).map(raise));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(body: &str) -> Vec<String> {
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        Story::read(&xml, &Styles::default()).expect("XML").paragraphs
    }

    #[test]
    fn what_was_changed_is_read_as_it_is_now() {
        let moved = "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>It </w:t></w:r>\
                     <w:del><w:r><w:delText>was</w:delText><w:t>was</w:t></w:r></w:del><w:ins><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>\
                     <w:t>burns &amp; shines</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> unseen</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>";
        assert_eq!(paragraphs(moved), ["It burns & shines."]);
    }

    #[test]
    fn raised_digits_and_marks_of_notes_are_told_apart() {
        let raised = "<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>6</w:t></w:r>\
                      <w:r><w:t xml:space=\"preserve\"> litres.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
        assert_eq!(paragraphs(raised), ["10⁶ litres.[^2]"]);
    }

    #[test]
    fn sentences_in_tables_are_text_and_the_rest_is_a_table() {
        let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
        let table = format!(
            "<w:tbl><w:tr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("The yard was closed in 1931."),
            cell("Year"),
            cell("a|b")
        );
        assert_eq!(
            paragraphs(&table),
            ["The yard was closed in 1931.", "| Year | a\\|b |\n|---|---|"]
        );
    }
}

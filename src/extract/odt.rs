//! Text documents of OpenDocument (ODF 1.3, part 3) as Markdown: headings by their levels, lists,
//! footnotes, the text of tables. Deleted text, comments, indexes and tables of contents are left
//! out. Streams through the XML: nothing in it can be too deep.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::docx::paragraph::{MARK, NoteKind, Paragraph, mark_of};
use super::docx::styles::ParagraphKind;
use super::docx::table::Table;
use super::parts::{Archive, about, part};
use super::xml::{attribute, next, words};
use crate::document::{FileDamage, Refusal};
use crate::language::note_marks::superscript;

/// The document as Markdown.
///
/// # Errors
/// When its content is damaged, too large, or that of a document of another kind.
pub fn text(archive: &mut Archive) -> Result<String, Refusal> {
    let main = "content.xml";
    let xml = part(archive, main)?.ok_or_else(|| FileDamage::MissingPart(main.to_owned()))?;
    let story = Story::read(&xml)?;
    let mut text = about(archive, "meta.xml").unwrap_or_default();
    for paragraph in story.paragraphs.iter().chain(&story.notes) {
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    Ok(text)
}

/// Elements whose content is not shown as text: what was deleted, comments, indexes, the number of
/// a note.
fn is_gone(name: &str) -> bool {
    matches!(
        name,
        "text:tracked-changes"
            | "office:annotation"
            | "text:note-citation"
            | "text:index-title"
            | "text:table-of-content"
            | "text:bibliography"
            | "office:forms"
            | "svg:title"
            | "svg:desc"
    ) || name.starts_with("text:") && name.ends_with("-index")
}

#[derive(Default)]
struct Story {
    /// As Markdown, in order.
    paragraphs: Vec<String>,
    /// The notes, each with its mark.
    notes: Vec<String>,
    /// Whether it is a text document.
    is_text: bool,
    /// Paragraphs, each within the one before: notes and frames hold paragraphs.
    open: Vec<Paragraph>,
    tables: Vec<Table>,
    /// How many lists are open.
    lists: usize,
    /// A note: its number, and its words so far.
    note: Option<(usize, Vec<String>)>,
    /// The styles of raised text.
    raised: HashSet<String>,
    /// The style that is being defined.
    style: String,
    /// Whether each open span is raised.
    spans: Vec<bool>,
}

impl Story {
    fn read(xml: &str) -> Result<Story, Refusal> {
        let mut reader = Reader::from_str(xml);
        let mut story = Story::default();
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
                Event::Start(element) => story.open(element),
                Event::Empty(element) => {
                    story.open(element);
                    story.close(element.name().as_ref());
                }
                Event::End(element) => story.close(element.name().as_ref()),
                Event::Eof if !story.open.is_empty() || skipped > 0 => {
                    return Err(FileDamage::CutShort.into());
                }
                Event::Eof if !story.is_text => return Err(Refusal::Spreadsheet),
                Event::Eof => return Ok(story),
                _ => story.take_words(&event)?,
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "office:text" => self.is_text = true,
            "style:style" => self.style = attribute(element, "name").unwrap_or_default(),
            "style:text-properties" => {
                let is_raised = attribute(element, "text-position").is_some_and(|position| {
                    position.starts_with("super")
                        || position.starts_with(|c: char| c.is_ascii_digit() && c != '0')
                });
                if is_raised {
                    self.raised.insert(std::mem::take(&mut self.style));
                }
            }
            name @ ("text:p" | "text:h") => {
                let level =
                    attribute(element, "outline-level").and_then(|level| level.parse().ok());
                let kind = if name == "text:h" {
                    ParagraphKind::Heading(level.unwrap_or(1))
                } else if self.lists > 0 && self.tables.is_empty() && self.note.is_none() {
                    ParagraphKind::Item
                } else {
                    ParagraphKind::Text
                };
                self.open.push(Paragraph { kind, ..Paragraph::default() });
            }
            "text:span" => {
                let style = attribute(element, "style-name").unwrap_or_default();
                self.spans.push(self.raised.contains(&style));
            }
            "text:list" => self.lists += 1,
            "table:table" => self.tables.push(Table::default()),
            "text:note" => self.begin_note(),
            "text:tab" | "text:line-break" | "text:s" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.words.push(' ');
                }
            }
            _ => {}
        }
    }

    /// A note stands in the paragraph, where its mark is.
    fn begin_note(&mut self) {
        let number = self.notes.len() + 1;
        if let (Some(paragraph), None) = (self.open.last_mut(), &self.note) {
            paragraph.words.push(MARK);
            paragraph.marks.push((NoteKind::Foot, number.to_string()));
            self.note = Some((number, Vec::new()));
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => self.close_paragraph(),
            "text:span" => {
                self.spans.pop();
            }
            "text:list" => self.lists = self.lists.saturating_sub(1),
            "table:table-cell" => self.tables.last_mut().into_iter().for_each(Table::end_cell),
            "table:table-row" => self.tables.last_mut().into_iter().for_each(Table::end_row),
            "table:table" => {
                let Some(table) = self.tables.pop() else { return };
                match self.tables.last_mut() {
                    Some(outer) => outer.cell.extend(table.into_paragraphs()),
                    None => self.paragraphs.extend(table.markdown()),
                }
            }
            "text:note" => {
                if let Some((number, words)) = self.note.take() {
                    let mark = mark_of(&(NoteKind::Foot, number.to_string()));
                    self.notes.push(format!("{mark}: {}", words.join(" ")));
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if let Some((_, words)) = &mut self.note {
            words.push(paragraph.words());
        } else if let Some(table) = self.tables.last_mut() {
            table.cell.push(paragraph);
        } else {
            self.paragraphs.extend(paragraph.markdown());
        }
    }

    fn take_words(&mut self, event: &Event<'_>) -> Result<(), FileDamage> {
        if let (Some(paragraph), Some(words)) = (self.open.last_mut(), words(event)?) {
            let is_raised = self.spans.last().copied().unwrap_or_default();
            let raise = |c: char| c.to_digit(10).filter(|_| is_raised).map_or(c, superscript);
            paragraph.words.extend(words.chars().filter(|c| *c != MARK).map(raise));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Vec<String>, Refusal> {
        let xml = format!(
            "<office:document-content><office:automatic-styles><style:style style:name=\"T1\"><style:text-properties style:text-position=\"super 58%\"/></style:style></office:automatic-styles>\
             <office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        Story::read(&xml).map(|story| [story.paragraphs, story.notes].concat())
    }

    #[test]
    fn headings_lists_and_notes_are_told() {
        let body = "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>\
                    <text:h text:outline-level=\"2\">The mole</text:h>\
                    <text:p>It holds<text:s/>40 m<text:span text:style-name=\"T1\">2</text:span> of stone.<text:note text:id=\"ftn0\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Said in 1902.</text:p></text:note-body></text:note></text:p>\
                    <text:list><text:list-item><text:p>One stone</text:p></text:list-item></text:list>\
                    <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell><text:p>1902</text:p></table:table-cell></table:table-row></table:table>";
        assert_eq!(
            read(body).expect("XML"),
            [
                "## The mole",
                "It holds 40 m² of stone.[^1]",
                "- One stone",
                "| Year | 1902 |\n|---|---|",
                "[^1]: Said in 1902."
            ]
        );
    }

    #[test]
    fn what_is_cut_short_or_no_text_is_refused() {
        assert!(Story::read("<office:text><text:p>It").is_err());
        assert_eq!(
            Story::read("<office:body><office:spreadsheet/></office:body>").err(),
            Some(Refusal::Spreadsheet)
        );
        assert!(read(&"<text:p>".repeat(100_000)).is_err());
        assert!(
            read(&format!(
                "{}One.{}",
                "<text:list>".repeat(100_000),
                "</text:list>".repeat(100_000)
            ))
            .is_ok()
        );
    }
}

//! Running text, the document's or that of all notes of a kind: paragraphs as Markdown, with the
//! marks of notes.

use std::collections::{HashMap, HashSet};

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::paragraph::{MARK, NoteKind, Paragraph};
use super::styles::Styles;
use super::table::Table;
use super::xml::{attribute, next, words};
use crate::document::{FileDamage, Refusal};
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

/// What a newer program shows is told twice; deleted and moved text is gone, and what properties
/// were before a change.
fn is_gone(name: &str) -> bool {
    matches!(name, "mc:Fallback" | "w:del" | "w:moveFrom") || name.ends_with("PrChange")
}

impl Story {
    pub fn read(xml: &str, styles: &Styles) -> Result<Story, Refusal> {
        let mut reader = Reader::from_str(xml);
        let mut story = Story::default();
        let mut seen = HashSet::new();
        // Paragraphs stand within paragraphs, in boxes.
        let mut open: Vec<Paragraph> = Vec::new();
        let mut tables: Vec<Table> = Vec::new();
        let mut note: Option<(String, usize)> = None;
        let (mut is_text, mut is_hidden, mut is_raised, mut skipped) =
            (false, false, false, 0_usize);
        loop {
            let event = next(&mut reader)?;
            match &event {
                Event::Start(element) if skipped > 0 || is_gone(element.name().as_ref()) => {
                    skipped += 1
                }
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 && !matches!(event, Event::Eof) => {}
                Event::Start(element) | Event::Empty(element) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    let value = |name: &str| attribute(element, name);
                    match element.name().as_ref() {
                        "w:p" if !is_empty => open.push(Paragraph::default()),
                        "w:tbl" if !is_empty => tables.push(Table::default()),
                        "w:t" | "m:t" if !is_empty => is_text = true,
                        "w:r" => (is_hidden, is_raised) = (false, false),
                        "w:vertAlign" => {
                            is_raised = value("val").is_some_and(|value| value == "superscript")
                        }
                        "w:vanish" => {
                            is_hidden = !value("val").is_some_and(|value| {
                                matches!(value.as_str(), "0" | "false" | "off")
                            })
                        }
                        "w:footnote" | "w:endnote" if !is_empty => {
                            // Separators are notes of a type.
                            let is_words = value("type").is_none_or(|kind| kind == "normal");
                            note = value("id")
                                .filter(|_| is_words)
                                .map(|id| (id, story.paragraphs.len()));
                        }
                        name => {
                            if let Some(paragraph) = open.last_mut() {
                                paragraph.take(name, &value, styles);
                            }
                        }
                    }
                }
                Event::End(element) => match element.name().as_ref() {
                    "w:p" => {
                        let Some(paragraph) = open.pop() else { continue };
                        for mark in &paragraph.marks {
                            if seen.insert(mark.clone()) {
                                story.marks.push(mark.clone());
                            }
                        }
                        match tables.last_mut() {
                            Some(table) => table.cell.push(paragraph),
                            None => story.paragraphs.extend(paragraph.markdown()),
                        }
                    }
                    "w:tc" => tables.last_mut().into_iter().for_each(Table::end_cell),
                    "w:tr" => tables.last_mut().into_iter().for_each(Table::end_row),
                    "w:tbl" => {
                        let Some(table) = tables.pop() else { continue };
                        match tables.last_mut() {
                            Some(outer) => outer.cell.extend(table.into_paragraphs()),
                            None => story.paragraphs.extend(table.markdown()),
                        }
                    }
                    "w:t" | "m:t" => is_text = false,
                    // The mark at a paragraph's end has properties too.
                    "w:r" | "w:pPr" => (is_hidden, is_raised) = (false, false),
                    "w:footnote" | "w:endnote" => {
                        if let Some((id, first)) = note.take() {
                            let words = story
                                .paragraphs
                                .drain(first.min(story.paragraphs.len())..)
                                .collect::<Vec<_>>()
                                .join(" ");
                            story.notes.insert(id, words);
                        }
                    }
                    _ => {}
                },
                Event::Eof if open.is_empty() && skipped == 0 => return Ok(story),
                Event::Eof => return Err(FileDamage::CutShort.into()),
                _ => {
                    if let (true, false, Some(paragraph), Some(words)) =
                        (is_text, is_hidden, open.last_mut(), words(&event)?)
                    {
                        let raise =
                            |c: char| c.to_digit(10).filter(|_| is_raised).map_or(c, superscript);
                        paragraph.words.extend(words.chars().filter(|c| *c != MARK).map(raise));
                    }
                }
            }
        }
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

//! Word documents (ECMA-376, part 1, WordprocessingML) as Markdown: headings by their styles, lists, footnotes, the
//! text of tables. Page heads and feet, deleted and hidden text, fields' instructions and tables of contents are left
//! out. Streams through the XML: nothing in it can be too deep.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::{escape, head, shape};

/// A larger part of an archive, once unpacked, is refused, in bytes.
const MAX_PART: u64 = 128 << 20;

pub(super) type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// The document as Markdown.
///
/// # Errors
/// With the reason.
pub fn text(archive: &mut Archive) -> Result<String, String> {
    let main = main_part(archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let styles = part(archive, &beside("styles.xml"))?.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let mut notes = HashMap::new();
    for (name, kind) in [("footnotes.xml", Note::Foot), ("endnotes.xml", Note::End)] {
        if let Some(xml) = part(archive, &beside(name))? {
            notes.extend(Story::read(&xml, &styles)?.notes.into_iter().map(|(id, words)| ((kind, id), words)));
        }
    }
    let xml = part(archive, &main)?.ok_or_else(|| format!("damaged: {main} is missing"))?;
    let story = Story::read(&xml, &styles)?;
    let mut text = about(archive).unwrap_or_default();
    for paragraph in &story.paragraphs {
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    for mark in &story.marks {
        if let Some(words) = notes.get(mark).filter(|words| !words.is_empty()) {
            text.push_str(&format!("{}: {words}\n\n", mark_of(mark)));
        }
    }
    Ok(text)
}

/// The part that the package names as its document; Word for the web calls it other than the rest do.
fn main_part(archive: &mut Archive) -> Result<String, String> {
    let relations = part(archive, "_rels/.rels")?.ok_or("damaged: _rels/.rels is missing")?;
    let mut reader = Reader::from_str(&relations);
    loop {
        match next(&mut reader)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Relationship" => {
                if attribute(&element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                    && let Some(target) = attribute(&element, "Target")
                {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
            Event::Eof => return Err("damaged: _rels/.rels names no document".to_owned()),
            _ => {}
        }
    }
}

/// What the package says of itself (ECMA-376, part 2, "Core Properties").
fn about(archive: &mut Archive) -> Result<String, String> {
    let Some(xml) = part(archive, "docProps/core.xml")? else { return Ok(String::new()) };
    let mut reader = Reader::from_str(&xml);
    let mut fields: HashMap<String, String> = HashMap::new();
    let mut field = None;
    loop {
        match next(&mut reader)? {
            Event::Start(element) => field = Some(element.local_name().as_ref().to_owned()),
            Event::End(_) => field = None,
            Event::Eof => break,
            event => {
                if let (Some(field), Some(words)) = (&field, words(&event)?) {
                    fields.entry(field.clone()).or_default().push_str(&words);
                }
            }
        }
    }
    let of = |key: &str| fields.get(key).map(String::as_str);
    Ok(head::head([
        ("title", of("title").and_then(head::told_title).into_iter().collect()),
        ("author", of("creator").map(|names| names.split(';').collect()).unwrap_or_default()),
        ("date", of("created").and_then(head::told_date).into_iter().collect()),
        ("lang", of("language").into_iter().collect()),
    ]))
}

/// A part of the archive as text; `None` when there is none of this name.
pub(super) fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, String> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(format!("damaged: {name}: {error}")),
    };
    let mut bytes = Vec::new();
    file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|error| format!("damaged: {name}: {error}"))?;
    if bytes.len() as u64 > MAX_PART {
        return Err(format!("{name}: more than {MAX_PART} bytes when unpacked"));
    }
    super::encoding::decode(bytes).map(Some).map_err(|reason| format!("{name}: {reason}"))
}

/// Which styles are headings and lists, by their identifiers.
#[derive(Default)]
struct Styles {
    by_id: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// From 1.
    outline: Option<usize>,
    is_listed: bool,
}

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Text,
    Heading(usize),
    Item,
    Contents,
}

impl Styles {
    fn read(xml: &str) -> Result<Styles, String> {
        let mut reader = Reader::from_str(xml);
        let mut styles = Styles::default();
        let mut id = String::new();
        loop {
            let event = next(&mut reader)?;
            let (Event::Start(element) | Event::Empty(element)) = &event else {
                if matches!(event, Event::Eof) {
                    return Ok(styles);
                }
                continue;
            };
            let value = || attribute(element, "val");
            match element.local_name().as_ref() {
                "style" => id = attribute(element, "styleId").unwrap_or_default(),
                "name" => styles.by_id.entry(id.clone()).or_default().name = value().unwrap_or_default().to_lowercase(),
                "basedOn" => styles.by_id.entry(id.clone()).or_default().based_on = value(),
                "outlineLvl" => styles.by_id.entry(id.clone()).or_default().outline = level(value()),
                "numId" => styles.by_id.entry(id.clone()).or_default().is_listed = value().is_some_and(|list| list != "0"),
                _ => {}
            }
        }
    }

    /// What a paragraph of this style is. Word's own styles keep their English names in every language.
    fn look(&self, id: &str) -> Look {
        let mut at = Some(id);
        // A style based on itself would go on for ever.
        for _ in 0..20 {
            let Some(style) = at.and_then(|id| self.by_id.get(id)) else { break };
            if style.name == "title" {
                return Look::Heading(1);
            }
            if style.name.starts_with("toc ") || style.name == "toc heading" || style.name == "table of figures" {
                return Look::Contents;
            }
            let by_name = style.name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            if let Some(level) = by_name.or(style.outline) {
                return Look::Heading(level);
            }
            if style.is_listed {
                return Look::Item;
            }
            at = style.based_on.as_deref();
        }
        Look::Text
    }
}

/// An outline level from 1; the tenth is body text.
fn level(value: Option<String>) -> Option<usize> {
    value?.parse().ok().filter(|level: &usize| *level < 9).map(|level| level + 1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Note {
    Foot,
    End,
}

/// The label of a note in Markdown.
fn mark_of((kind, id): &(Note, String)) -> String {
    format!("[^{}{id}]", if *kind == Note::End { "e" } else { "" })
}

/// One part of running text: the document's, or all notes of a kind.
#[derive(Default)]
struct Story {
    /// As Markdown, in order.
    paragraphs: Vec<String>,
    /// The notes of a part of notes, by their identifiers.
    notes: HashMap<String, String>,
    /// The marks of notes, in order, each once.
    marks: Vec<(Note, String)>,
}

/// What a newer program shows is told twice; deleted and moved text is gone, and what properties were before a change.
fn is_gone(name: &str) -> bool {
    matches!(name, "mc:Fallback" | "w:del" | "w:moveFrom") || name.ends_with("PrChange")
}

/// A paragraph under way.
struct Paragraph {
    look: Look,
    words: String,
    /// What stands in place of characters that the words must not hold: marks of notes.
    marks: Vec<(Note, String)>,
}

/// Stands for the mark of a note until the words are Markdown; no document holds it (a noncharacter).
const MARK: char = '\u{fdd0}';

impl Story {
    fn read(xml: &str, styles: &Styles) -> Result<Story, String> {
        let mut reader = Reader::from_str(xml);
        let mut story = Story::default();
        let mut seen = HashSet::new();
        // Paragraphs stand within paragraphs, in boxes.
        let mut open: Vec<Paragraph> = Vec::new();
        let mut tables: Vec<Table> = Vec::new();
        let mut note: Option<(String, usize)> = None;
        let (mut is_text, mut is_hidden, mut is_raised, mut skipped) = (false, false, false, 0_usize);
        loop {
            let event = next(&mut reader)?;
            match &event {
                Event::Start(element) if skipped > 0 || is_gone(element.name().as_ref()) => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 && !matches!(event, Event::Eof) => {}
                Event::Start(element) | Event::Empty(element) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    let value = |name: &str| attribute(element, name);
                    match element.name().as_ref() {
                        "w:p" if !is_empty => open.push(Paragraph { look: Look::Text, words: String::new(), marks: Vec::new() }),
                        "w:tbl" if !is_empty => tables.push(Table::default()),
                        "w:t" | "m:t" if !is_empty => is_text = true,
                        "w:r" => (is_hidden, is_raised) = (false, false),
                        "w:vertAlign" => is_raised = value("val").is_some_and(|value| value == "superscript"),
                        "w:vanish" => is_hidden = !value("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off")),
                        "w:footnote" | "w:endnote" if !is_empty => {
                            // Separators are notes of a type.
                            let is_words = value("type").is_none_or(|kind| kind == "normal");
                            note = value("id").filter(|_| is_words).map(|id| (id, story.paragraphs.len()));
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
                            let words = story.paragraphs.drain(first.min(story.paragraphs.len())..).collect::<Vec<_>>().join(" ");
                            story.notes.insert(id, words);
                        }
                    }
                    _ => {}
                },
                Event::Eof if open.is_empty() && skipped == 0 => return Ok(story),
                Event::Eof => return Err("damaged: the text ends in the middle".to_owned()),
                _ => {
                    if let (true, false, Some(paragraph), Some(words)) = (is_text, is_hidden, open.last_mut(), words(&event)?) {
                        let raise = |c: char| c.to_digit(10).filter(|_| is_raised).map_or(c, shape::superscript);
                        paragraph.words.extend(words.chars().filter(|c| *c != MARK).map(raise));
                    }
                }
            }
        }
    }
}

impl Paragraph {
    /// What an element within says of the paragraph, or stands for.
    fn take(&mut self, name: &str, value: &dyn Fn(&str) -> Option<String>, styles: &Styles) {
        match name {
            "w:pStyle" => self.look = value("val").map_or(self.look, |id| styles.look(&id)),
            "w:numId" if self.look == Look::Text && value("val").is_some_and(|list| list != "0") => self.look = Look::Item,
            "w:outlineLvl" => self.look = level(value("val")).map_or(self.look, Look::Heading),
            "w:tab" | "w:br" | "w:cr" | "w:ptab" => self.words.push(' '),
            "w:noBreakHyphen" => self.words.push('-'),
            "w:footnoteReference" | "w:endnoteReference" => {
                let kind = if name == "w:footnoteReference" { Note::Foot } else { Note::End };
                if let Some(id) = value("id") {
                    self.words.push(MARK);
                    self.marks.push((kind, id));
                }
            }
            _ => {}
        }
    }

    /// The words with their marks, escaped; empty without a word.
    fn words(&self) -> String {
        let mut marks = self.marks.iter();
        let words = escape::paragraph(&self.words);
        words.chars().map(|c| if c == MARK { marks.next().map(mark_of).unwrap_or_default() } else { c.to_string() }).collect()
    }

    fn markdown(&self) -> Option<String> {
        let words = self.words();
        if words.is_empty() {
            return None;
        }
        match self.look {
            Look::Text => Some(words),
            Look::Heading(level) => Some(format!("{} {words}", "#".repeat(level.clamp(1, 6)))),
            Look::Item => Some(format!("- {words}")),
            Look::Contents => None,
        }
    }
}

/// A table under way. Cells that hold sentences are text (minutes and forms are laid out by tables); the rest is a
/// table.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<Paragraph>>>,
    row: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
}

impl Table {
    fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
    }

    fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    fn into_paragraphs(self) -> impl Iterator<Item = Paragraph> {
        self.rows.into_iter().flatten().flatten()
    }

    fn markdown(self) -> Vec<String> {
        let is_sentence = |paragraph: &Paragraph| paragraph.look != Look::Text || shape::ends_sentence(paragraph.words.trim());
        let (mut text, mut rows, mut n_columns) = (Vec::new(), Vec::new(), 0);
        for row in &self.rows {
            let mut cells = Vec::new();
            for cell in row {
                // What goes on in the cell's next paragraph is text too.
                let last = cell.iter().rposition(is_sentence).map_or(0, |at| at + 1);
                let (sentences, rest) = cell.split_at(last);
                text.extend(sentences.iter().filter_map(Paragraph::markdown));
                cells.push(rest.iter().map(Paragraph::words).collect::<Vec<_>>().join(" ").replace('|', "\\|"));
            }
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                n_columns = if rows.is_empty() { cells.len() } else { n_columns };
                rows.push(format!("| {} |", cells.join(" | ")));
            }
        }
        if !rows.is_empty() {
            rows.insert(1, format!("|{}", "---|".repeat(n_columns)));
            text.push(rows.join("\n"));
        }
        text
    }
}

fn next<'x>(reader: &mut Reader<&'x [u8]>) -> Result<Event<'x>, String> {
    let at = reader.buffer_position();
    reader.read_event().map_err(|error| format!("damaged: byte {at} of its XML: {error}"))
}

/// The words that an event stands for; `None` for events that are none.
fn words(event: &Event<'_>) -> Result<Option<String>, String> {
    Ok(match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(name) => {
            let character = name.resolve_char_ref().map_err(|error| format!("damaged: {error}"))?;
            let named = || quick_xml::escape::resolve_xml_entity(&name.xml10_content()).map(str::to_owned);
            character.map(String::from).or_else(named)
        }
        _ => None,
    })
}

/// An attribute's value by its name, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

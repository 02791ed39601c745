//! Word documents (ECMA-376, part 1, WordprocessingML) as Markdown: headings by their styles,
//! lists, footnotes, the text of tables. Headers and footers, deleted and hidden text, fields'
//! instructions and tables of contents are left out. Streams through the XML: nothing in it can be
//! too deep.

mod xml;
mod styles;
mod paragraph;
mod table;
mod story;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::encoding;
use super::metadata::{date_prefix, meaningful_title, yaml_head};
use crate::document::{FileDamage, Refusal};
use paragraph::{NoteKind, mark_of};
use story::Story;
use styles::Styles;
use xml::{attribute, next, words};

/// A larger part of an archive, once unpacked, is refused, in bytes.
const MAX_PART: u64 = 128 << 20;

pub(super) type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// The document as Markdown.
///
/// # Errors
/// When a part that it needs is missing, damaged or too large.
pub fn text(archive: &mut Archive) -> Result<String, Refusal> {
    let main = main_part(archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside =
        |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let styles = part(archive, &beside("styles.xml"))?
        .map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let mut notes = HashMap::new();
    for (name, kind) in [("footnotes.xml", NoteKind::Foot), ("endnotes.xml", NoteKind::End)] {
        if let Some(xml) = part(archive, &beside(name))? {
            notes.extend(
                Story::read(&xml, &styles)?
                    .notes
                    .into_iter()
                    .map(|(id, words)| ((kind, id), words)),
            );
        }
    }
    let xml = part(archive, &main)?.ok_or_else(|| FileDamage::MissingPart(main.clone()))?;
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

/// The name of the part that the package names as its document; it differs between programs.
fn main_part(archive: &mut Archive) -> Result<String, Refusal> {
    let relations = part(archive, "_rels/.rels")?
        .ok_or_else(|| FileDamage::MissingPart("_rels/.rels".to_owned()))?;
    let mut reader = Reader::from_str(&relations);
    loop {
        match next(&mut reader)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                if attribute(&element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                    && let Some(target) = attribute(&element, "Target")
                {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
            Event::Eof => return Err(FileDamage::NoDocument.into()),
            _ => {}
        }
    }
}

/// The package's metadata as front matter (ECMA-376, part 2, "Core Properties").
fn about(archive: &mut Archive) -> Result<String, Refusal> {
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
    Ok(yaml_head([
        ("title", of("title").and_then(meaningful_title).into_iter().collect()),
        ("author", of("creator").map(|names| names.split(';').collect()).unwrap_or_default()),
        ("date", of("created").and_then(date_prefix).into_iter().collect()),
        ("lang", of("language").into_iter().collect()),
    ]))
}

/// A part of the archive as text; `None` when there is none of this name.
fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, Refusal> {
    let damaged = |error: &dyn std::fmt::Display| FileDamage::Part {
        part: name.to_owned(),
        cause: error.to_string(),
    };
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(&error).into()),
    };
    let mut bytes = Vec::new();
    file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() as u64 > MAX_PART {
        return Err(Refusal::PartTooLarge { part: name.to_owned(), most: MAX_PART });
    }
    encoding::decode(bytes)
        .map(Some)
        .map_err(|refusal| Refusal::Part { part: name.to_owned(), refusal: Box::new(refusal) })
}

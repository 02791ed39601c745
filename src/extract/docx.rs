//! Word documents (ECMA-376, part 1, WordprocessingML) as Markdown: headings by their styles,
//! lists, footnotes, the text of tables. Headers and footers, deleted and hidden text, fields'
//! instructions and tables of contents are left out. Streams through the XML: nothing in it can be
//! too deep.

pub(super) mod styles;
pub(super) mod paragraph;
pub(super) mod table;
mod story;

use std::collections::HashMap;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::parts::{Archive, about, part};
use super::xml::{attribute, next};
use crate::document::{FileDamage, Refusal};
use paragraph::{NoteKind, mark_of};
use story::Story;
use styles::Styles;

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
    let mut text = about(archive, "docProps/core.xml").unwrap_or_default();
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

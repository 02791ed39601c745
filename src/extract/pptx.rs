//! Slides (ECMA-376, part 1, PresentationML) as Markdown, in their order: the title as a heading,
//! then the other texts. Numbers, dates and feet of the slides, and the speaker's notes, are left
//! out. Streams through the XML: nothing in it can be too deep.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::docx::paragraph::Paragraph;
use super::docx::styles::ParagraphKind;
use super::docx::table::Table;
use super::extracted::MAX_TEXT;
use super::parts::{Archive, about, part};
use super::xml::{attribute, next, words};
use crate::document::{FileDamage, Refusal};
use crate::language::sentence_end::ends_sentence;

/// The part that names the slides.
pub const MAIN: &str = concat!("ppt/", "presentation", ".xml");

/// The slides as Markdown.
///
/// # Errors
/// When a part that it needs is missing, damaged or too large.
pub fn text(archive: &mut Archive) -> Result<String, Refusal> {
    let mut text = about(archive, "docProps/core.xml").unwrap_or_default();
    for name in slides(archive)? {
        let xml = part(archive, &name)?.ok_or(FileDamage::MissingPart(name))?;
        for paragraph in Slide::read(&xml)?.written {
            text.push_str(&paragraph);
            text.push_str("\n\n");
        }
        if text.len() > MAX_TEXT {
            return Err(Refusal::TextTooLongSoFar { most: MAX_TEXT });
        }
    }
    Ok(text)
}

/// The names of the slides' parts, in the order in which they are shown.
fn slides(archive: &mut Archive) -> Result<Vec<String>, Refusal> {
    let missing = |name: &str| FileDamage::MissingPart(name.to_owned());
    let relations = concat!("ppt/_rels/", "presentation", ".xml.rels");
    let xml = part(archive, relations)?.ok_or_else(|| missing(relations))?;
    let mut targets: HashMap<String, String> = HashMap::new();
    each_element(&xml, |element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
        {
            let name =
                target.strip_prefix('/').map_or_else(|| format!("ppt/{target}"), str::to_owned);
            targets.insert(id, name);
        }
    })?;
    let xml = part(archive, MAIN)?.ok_or_else(|| missing(MAIN))?;
    let mut names = Vec::new();
    each_element(&xml, |element| {
        if element.local_name().as_ref() == "sldId" {
            // Beside the identifier of the relation there is one of the slide, without a prefix.
            let id = element
                .attributes()
                .flatten()
                .find(|attribute| attribute.key.as_ref() == "r:id")
                .map(|attribute| attribute.value.into_owned());
            names.extend(id.and_then(|id| targets.remove(&id)));
        }
    })?;
    Ok(names)
}

fn each_element(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    loop {
        match next(&mut reader)? {
            Event::Start(element) | Event::Empty(element) => take(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A slide under way.
#[derive(Default)]
struct Slide {
    /// As Markdown, the title first.
    written: Vec<String>,
    /// What the shape is for: `title`, `body`, `sldNum` …; empty for one without a purpose.
    shape: String,
    paragraph: Option<Paragraph>,
    table: Option<Table>,
    is_text: bool,
}

impl Slide {
    fn read(xml: &str) -> Result<Slide, Refusal> {
        let mut reader = Reader::from_str(xml);
        let mut slide = Slide::default();
        loop {
            let event = next(&mut reader)?;
            match &event {
                Event::Start(element) => slide.open(element),
                Event::Empty(element) => {
                    slide.open(element);
                    slide.close(element.name().as_ref());
                }
                Event::End(element) => slide.close(element.name().as_ref()),
                Event::Eof if slide.paragraph.is_none() => return Ok(slide),
                Event::Eof => return Err(FileDamage::CutShort.into()),
                _ if slide.is_text => {
                    if let (Some(paragraph), Some(words)) = (&mut slide.paragraph, words(&event)?) {
                        paragraph.words.push_str(&words);
                    }
                }
                _ => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "p:sp" | "p:graphicFrame" => self.shape.clear(),
            "p:ph" => self.shape = attribute(element, "type").unwrap_or_else(|| "body".to_owned()),
            "a:tbl" => self.table = Some(Table::default()),
            "a:p" => self.paragraph = Some(Paragraph::default()),
            "a:br" | "a:tab" => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.words.push(' ');
                }
            }
            "a:t" => self.is_text = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a:t" => self.is_text = false,
            "a:p" => self.close_paragraph(),
            "a:tc" => self.table.iter_mut().for_each(Table::end_cell),
            "a:tr" => self.table.iter_mut().for_each(Table::end_row),
            "a:tbl" => self.written.extend(self.table.take().into_iter().flat_map(Table::markdown)),
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else { return };
        match self.shape.as_str() {
            "sldNum" | "dt" | "ftr" | "hdr" => return,
            "title" | "ctrTitle" => paragraph.kind = ParagraphKind::Heading(2),
            "body" | "obj" if self.table.is_none() && !ends_sentence(paragraph.words.trim()) => {
                paragraph.kind = ParagraphKind::Item
            }
            _ => {}
        }
        match &mut self.table {
            Some(table) => table.cell.push(paragraph),
            // The title stands above the rest, wherever it is in the file.
            None if matches!(paragraph.kind, ParagraphKind::Heading(_)) => {
                let at = self.written.iter().take_while(|words| words.starts_with("## ")).count();
                self.written.splice(at..at, paragraph.markdown());
            }
            None => self.written.extend(paragraph.markdown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_heads_the_slide() {
        let shape = |kind: &str, words: &[&str]| {
            let paragraphs: String = words
                .iter()
                .map(|words| format!("<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"))
                .collect();
            format!(
                "<p:sp><p:nvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
            )
        };
        let slide = format!(
            "<p:sld>{}{}{}{}</p:sld>",
            shape("<p:ph idx=\"1\"/>", &["Forty berths", "It is built in May &amp; June."]),
            shape("<p:ph type=\"title\"/>", &["The *quay*"]),
            shape("<p:ph type=\"sldNum\"/>", &["3"]),
            shape("", &["Source: the town."])
        );
        assert_eq!(
            Slide::read(&slide).expect("XML").written,
            [
                "## The \\*quay\\*",
                "- Forty berths",
                "It is built in May & June.",
                "Source: the town."
            ]
        );
    }
}

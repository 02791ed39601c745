//! The styles of a document: which are headings, lists, tables of contents.

use std::collections::HashMap;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::document::Refusal;
use crate::extract::xml::{attribute, next};

/// Which styles are headings and lists, by their identifiers.
#[derive(Default)]
pub struct Styles {
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ParagraphKind {
    #[default]
    Text,
    Heading(usize),
    Item,
    Contents,
}

impl Styles {
    pub fn read(xml: &str) -> Result<Styles, Refusal> {
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
                "name" => {
                    styles.by_id.entry(id.clone()).or_default().name =
                        value().unwrap_or_default().to_lowercase()
                }
                "basedOn" => styles.by_id.entry(id.clone()).or_default().based_on = value(),
                "outlineLvl" => {
                    styles.by_id.entry(id.clone()).or_default().outline = level(value())
                }
                "numId" => {
                    styles.by_id.entry(id.clone()).or_default().is_listed =
                        value().is_some_and(|list| list != "0")
                }
                _ => {}
            }
        }
    }

    /// What a paragraph of this style is. Word's own styles keep their English names in every
    /// language.
    pub fn kind(&self, id: &str) -> ParagraphKind {
        let mut at = Some(id);
        // A style based on itself would go on for ever.
        for _ in 0..20 {
            let Some(style) = at.and_then(|id| self.by_id.get(id)) else { break };
            if style.name == "title" {
                return ParagraphKind::Heading(1);
            }
            if style.name.starts_with("toc ")
                || style.name == "toc heading"
                || style.name == "table of figures"
            {
                return ParagraphKind::Contents;
            }
            let by_name = style.name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            if let Some(level) = by_name.or(style.outline) {
                return ParagraphKind::Heading(level);
            }
            if style.is_listed {
                return ParagraphKind::Item;
            }
            at = style.based_on.as_deref();
        }
        ParagraphKind::Text
    }
}

/// An outline level from 1; the tenth is body text.
pub fn level(value: Option<String>) -> Option<usize> {
    value?.parse().ok().filter(|level: &usize| *level < 9).map(|level| level + 1)
}

//! The parts of an office document, which is a ZIP archive of XML.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::encoding;
use super::metadata::{date_prefix, meaningful_title, yaml_head};
use super::xml::{next, words};
use crate::document::{FileDamage, Refusal};

/// A larger part of an archive, once unpacked, is refused, in bytes.
const MAX_PART: u64 = 128 << 20;

/// A document's archive.
pub type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// The package's metadata as front matter: that of Office (ECMA-376, part 2, "Core Properties") and
/// of OpenDocument (ODF 1.3, part 3, 4.3), in the part of this name.
///
/// # Errors
/// When the part is damaged or too large.
pub fn about(archive: &mut Archive, name: &str) -> Result<String, Refusal> {
    let Some(xml) = part(archive, name)? else { return Ok(String::new()) };
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
        (
            "author",
            of("initial-creator")
                .or(of("creator"))
                .map(|names| names.split(';').collect())
                .unwrap_or_default(),
        ),
        ("date", of("created").or(of("creation-date")).and_then(date_prefix).into_iter().collect()),
        ("lang", of("language").into_iter().collect()),
    ]))
}

/// A part of the archive as text; `None` when there is none of this name.
///
/// # Errors
/// When it is damaged or too large, or no text.
pub fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, Refusal> {
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

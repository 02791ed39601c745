//! The events of an XML text. Streams: nothing can be nested too deep.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::document::FileDamage;

/// The next event.
///
/// # Errors
/// When the text is no XML.
pub fn next<'x>(reader: &mut Reader<&'x [u8]>) -> Result<Event<'x>, FileDamage> {
    let at = reader.buffer_position();
    reader.read_event().map_err(|error| FileDamage::Xml { at, cause: error.to_string() })
}

/// The characters of an event; `None` for events other than text.
///
/// # Errors
/// When it is a reference to no character.
pub fn words(event: &Event<'_>) -> Result<Option<String>, FileDamage> {
    Ok(match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(name) => {
            let character =
                name.resolve_char_ref().map_err(|error| FileDamage::Library(error.to_string()))?;
            let named =
                || quick_xml::escape::resolve_xml_entity(&name.xml10_content()).map(str::to_owned);
            character.map(String::from).or_else(named)
        }
        _ => None,
    })
}

/// An attribute's value by its name, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

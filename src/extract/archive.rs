//! ZIP archives: tells a Word document from an e-book by the parts that it holds.

use std::io::Cursor;

use super::extracted::Extracted;
use super::{docx, epub};
use crate::document::{FileDamage, Markup, Refusal};

/// The text of the document in the archive.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text(bytes: Vec<u8>) -> Result<Extracted, Refusal> {
    let mut archive = docx::Archive::new(Cursor::new(bytes))
        .map_err(|error| FileDamage::Library(error.to_string()))?;
    if archive.index_for_name("META-INF/container.xml").is_some() {
        return epub::text(archive.into_inner().into_inner());
    }
    if archive.index_for_name("[Content_Types].xml").is_none() {
        return Err(Refusal::OtherArchive);
    }
    let text = docx::text(&mut archive)?;
    Ok(Extracted { text, is_own: false, markup: Markup::Markdown, warning: None })
}

//! ZIP archives: tells office documents and e-books by the parts that they hold.

use std::io::Cursor;

use super::extracted::Extracted;
use super::parts::{Archive, part};
use super::{docx, epub, odt, pptx};
use crate::document::{FileDamage, Markup, Refusal};

/// The text of the document in the archive.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text(bytes: Vec<u8>) -> Result<Extracted, Refusal> {
    let mut archive =
        Archive::new(Cursor::new(bytes)).map_err(|error| FileDamage::Library(error.to_string()))?;
    if archive.index_for_name("META-INF/container.xml").is_some() {
        return epub::text(archive.into_inner().into_inner());
    }
    let has = |archive: &Archive, name: &str| archive.index_for_name(name).is_some();
    let text = if has(&archive, pptx::MAIN) {
        pptx::text(&mut archive)?
    } else if has(&archive, "[Content_Types].xml") {
        docx::text(&mut archive)?
    } else if has(&archive, "content.xml") {
        if has(&archive, "META-INF/manifest.xml")
            && part(&mut archive, "META-INF/manifest.xml")?
                .is_some_and(|manifest| manifest.contains("encryption-data"))
        {
            return Err(Refusal::Locked);
        }
        odt::text(&mut archive)?
    } else {
        return Err(Refusal::OtherArchive);
    };
    Ok(Extracted { text, is_own: false, markup: Markup::Page, warning: None })
}

//! A document as it is quoted from: a text under the name of its file, with the markup of the
//! place.

use std::sync::Arc;

use super::file_name::FileName;
use super::range::ByteRange;
use super::text::Text;

/// A text, where it comes from, and which of its bytes are markup. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Document {
    file: FileName,
    text: Text,
    hidden: Arc<[ByteRange]>,
}

impl Document {
    /// The text of this file. `hidden` is its markup: sorted, disjoint.
    pub fn new(file: FileName, text: Text, hidden: &[ByteRange]) -> Document {
        Document { file, text, hidden: hidden.into() }
    }

    /// The file's name.
    pub fn file(&self) -> &FileName {
        &self.file
    }

    /// The whole text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Markup of the format that is not shown: sorted, disjoint.
    pub fn hidden(&self) -> &[ByteRange] {
        &self.hidden
    }
}

//! A document keeps the text of its file.
use verbatim::document::{Document, Text};

pub fn change(document: &mut Document, text: Text) {
    document.text = text; // FORBIDDEN: E0616
    let _ = document.text();
}

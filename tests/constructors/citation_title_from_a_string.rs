//! A citation's title is a field, not a string.
use verbatim::sources::Citation;

pub fn change(citation: &mut Citation) {
    citation.title = Some("A title".to_owned()); // FORBIDDEN: E0308
    citation.title = None;
}

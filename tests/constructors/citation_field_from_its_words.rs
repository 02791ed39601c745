//! A citation field is made only from the operator's file.
use verbatim::sources::{Citation, CitationField};

pub fn make() -> Citation {
    let _: Option<CitationField> = Some(CitationField("A title".to_owned())); // FORBIDDEN: E0423
    let _: Option<CitationField> = None;
    Citation::default()
}

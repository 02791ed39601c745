//! The words of a citation field are not exchanged.
use verbatim::sources::CitationField;

pub fn change(field: &mut CitationField) {
    field.0 = "Another title".to_owned(); // FORBIDDEN: E0616
    let _ = field.as_str();
}

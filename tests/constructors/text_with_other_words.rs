//! The words of a text are not exchanged.
use verbatim::document::Text;

pub fn change(text: &mut Text) {
    text.words = "other words".into(); // FORBIDDEN: E0616
    let _ = text.as_str();
}

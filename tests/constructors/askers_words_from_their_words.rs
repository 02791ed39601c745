//! The asker's words are made only from a question.
use verbatim::phrases::{AskersWords, Slot};

pub fn make() -> Option<Slot> {
    return Some(Slot::Asked(AskersWords("words".to_owned()))); // FORBIDDEN: E0423
    let _: Option<AskersWords> = None;
    None
}

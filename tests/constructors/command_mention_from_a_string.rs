//! A mention of a command holds no other names than those of the phrases.
use verbatim::phrases::{CommandMention, Slot};

pub fn make() -> Option<Slot> {
    return Some(Slot::Command(CommandMention { registered: "a".into(), own: "b".into(), id: None })); // FORBIDDEN: E0451
    None
}

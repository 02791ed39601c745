//! A slot holds no string.
use verbatim::phrases::Slot;

pub fn make() -> Slot {
    let _ = Slot::Asked("words".to_owned()); // FORBIDDEN: E0308
    let _ = Slot::Field("words".to_owned()); // FORBIDDEN: E0308
    Slot::Number(1)
}

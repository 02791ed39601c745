//! There is none without words of its own origin.
fn default<T: Default>() -> T {
    T::default()
}

pub fn make() -> Option<verbatim::phrases::Phrase> {
    let _: String = default();
    return Some(default()); // FORBIDDEN: E0277
    None
}

//! There is no empty text.
use verbatim::document::Text;

fn default<T: Default>() -> T {
    T::default()
}

pub fn make() -> Option<Text> {
    let _: String = default();
    return Some(default()); // FORBIDDEN: E0277
    None
}

//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::phrases::Phrase> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::phrases::Phrase>(); // FORBIDDEN: E0277
    None
}

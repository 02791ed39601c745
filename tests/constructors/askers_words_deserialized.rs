//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::phrases::AskersWords> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::phrases::AskersWords>(); // FORBIDDEN: E0277
    None
}

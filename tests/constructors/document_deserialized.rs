//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::document::Document> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::document::Document>(); // FORBIDDEN: E0277
    None
}

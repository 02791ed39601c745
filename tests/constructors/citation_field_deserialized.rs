//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::sources::CitationField> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::sources::CitationField>(); // FORBIDDEN: E0277
    None
}

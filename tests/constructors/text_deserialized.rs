//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::document::Text> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::document::Text>(); // FORBIDDEN: E0277
    None
}

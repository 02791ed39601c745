//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::quote::Quote> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::quote::Quote>(); // FORBIDDEN: E0277
    None
}

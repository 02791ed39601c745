//! Nothing that was written down elsewhere becomes one.
fn reads<T: for<'d> serde::Deserialize<'d>>() {}

pub fn read() -> Option<verbatim::reply::Reply> {
    reads::<verbatim::document::FileName>();
    reads::<verbatim::reply::Reply>(); // FORBIDDEN: E0277
    None
}

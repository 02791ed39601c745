//! Words that a program made are none, however they are handed over.
fn takes<T: From<String>>() {}
fn borrows<T: for<'s> From<&'s str>>() {}
fn parses<T: std::str::FromStr>() {}

pub fn make() -> Option<verbatim::document::Document> {
    (takes::<Box<str>>(), borrows::<Box<str>>(), parses::<String>());
    takes::<verbatim::document::Document>(); // FORBIDDEN: E0277
    borrows::<verbatim::document::Document>(); // FORBIDDEN: E0277
    parses::<verbatim::document::Document>(); // FORBIDDEN: E0277
    None
}

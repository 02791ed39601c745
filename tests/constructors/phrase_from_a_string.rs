//! Words that a program made are none, however they are handed over.
fn takes<T: From<String>>() {}
fn borrows<T: for<'s> From<&'s str>>() {}
fn parses<T: std::str::FromStr>() {}

pub fn make() -> Option<verbatim::phrases::Phrase> {
    (takes::<Box<str>>(), borrows::<Box<str>>(), parses::<String>());
    takes::<verbatim::phrases::Phrase>(); // FORBIDDEN: E0277
    borrows::<verbatim::phrases::Phrase>(); // FORBIDDEN: E0277
    parses::<verbatim::phrases::Phrase>(); // FORBIDDEN: E0277
    None
}

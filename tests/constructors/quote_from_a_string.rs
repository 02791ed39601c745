//! Words that a program made are none, however they are handed over.
fn takes<T: From<String>>() {}
fn borrows<T: for<'s> From<&'s str>>() {}
fn parses<T: std::str::FromStr>() {}

pub fn make() -> Option<verbatim::quote::Quote> {
    (takes::<Box<str>>(), borrows::<Box<str>>(), parses::<String>());
    takes::<verbatim::quote::Quote>(); // FORBIDDEN: E0277
    borrows::<verbatim::quote::Quote>(); // FORBIDDEN: E0277
    parses::<verbatim::quote::Quote>(); // FORBIDDEN: E0277
    None
}

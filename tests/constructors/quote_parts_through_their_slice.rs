//! The parts of a quote stay those that were checked.
use verbatim::document::ByteRange;
use verbatim::quote::Quote;

pub fn change(quote: &mut Quote) {
    let _ = quote.parts()[0] == ByteRange::new(0, 1);
    quote.parts()[0] = ByteRange::new(0, 1); // FORBIDDEN: E0594
}

//! The words of a quote are read, never written.
use verbatim::quote::Quote;

pub fn change(quote: &mut Quote) {
    for words in quote.texts() {
        let _ = words.len();
        words.push_str("more"); // FORBIDDEN: E0599
    }
}

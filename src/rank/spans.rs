//! The words of a unit that answer: every **span** (a run of words that could be the answer),
//! what speaks for it, and the best. No grammar is known: the weights of what comes before, in and
//! after an answer are learned.

mod best;
mod beside;
pub mod features;
mod finder;
mod feature_values;

pub use beside::value_beside;
pub use best::{BestSpan, best_span};
pub use feature_values::span_features;
pub use finder::{Span, SpanFinder};

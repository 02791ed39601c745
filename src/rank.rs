//! Which sentence answers, and which words of it. Pure: candidates and weights come in, scores go
//! out; no document, index or file is known here.

pub mod candidate;
pub mod features;
pub mod view;
mod forms;
pub mod spans;
pub mod score;
pub mod confidence;
pub mod clause;
pub mod weights;

pub use candidate::{Alias, Asked, Candidate, PassageWords, TermWeight};
pub use score::{Scored, rank};
pub use weights::{WEIGHTS, Weights};

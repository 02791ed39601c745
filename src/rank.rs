//! Which sentence answers. Pure: candidates and weights come in, scores go out; no document, index or
//! file is known here.

pub mod clause;
pub mod confidence;
pub mod features;
mod lexicon;
pub mod score;
pub mod spans;
mod view;
mod weights;

pub use features::{Candidate, TermWeight};
pub use score::{Scored, rank};

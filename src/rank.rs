//! Which sentence answers. Pure: candidates and weights come in, scores go out; no document, index or
//! file is known here.

pub mod clause;
pub mod score;
pub mod spans;

pub use score::{Candidate, Scored, TermWeight, rank};

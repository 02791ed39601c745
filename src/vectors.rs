//! The vectors of units: what a sentence model made of each, kept beside the index in a file of
//! their own, and searched for those that lie nearest to a question's. Knows no model and no word.

mod vector;
mod document_vectors;
mod key;
mod store;
mod block;
mod scan;
mod set;

pub use document_vectors::DocumentVectors;
pub use key::VectorKey;
pub use scan::{Background, UnitHit};
pub use set::Vectors;
pub use store::{VectorStore, VectorStoreError};
pub use vector::Vector;

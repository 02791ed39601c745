//! What the operator says of each document in `sources.toml`, and what it says of itself at its
//! head: the fields of its citation.

mod field;
mod citation;
mod file;

pub use citation::{Authors, Citation};
pub use field::{CitationField, FieldProblem};
pub use file::{FILE_NAME, Problem, Sources, SourcesError};

//! A word of a question.

use super::role::Role;
use crate::document::ByteRange;

/// A word of the question that carries something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionTerm {
    /// As the index knows it.
    pub term: String,
    /// The word where it stands first in the question.
    pub range: ByteRange,
    /// What it is for.
    pub role: Role,
}

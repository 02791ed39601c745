//! The fields whose terms score, and how much each counts.

/// How much a term counts in the headings and the title above a passage, beside the same term in
/// its sentences.
const HEADING_WEIGHT: f32 = 1.0;

/// A field whose terms score: a passage's score is the sum of BM25 over these fields, each times
/// its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScoredField {
    /// The sentences of passages.
    Body,
    /// The headings and the title above them.
    Context,
}

impl ScoredField {
    /// All of them.
    pub const ALL: [ScoredField; 2] = [ScoredField::Body, ScoredField::Context];

    /// Factor on the score of a term in this field.
    pub fn weight(self) -> f32 {
        match self {
            ScoredField::Body => 1.0,
            ScoredField::Context => HEADING_WEIGHT,
        }
    }
}

//! A passage that may hold the answer, as it is ranked.

use std::sync::Arc;

use crate::corpus::ShelvedPassage;

/// A passage that the index found.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The passage with its words.
    pub passage: Arc<ShelvedPassage>,
    /// Its score in the index: BM25, higher is better.
    pub score: f32,
    /// The cosine of each unit's vector and the question's; 0 for a unit without a vector, empty where
    /// no vector was compared.
    pub cosines: Vec<f32>,
    /// The candidate that is the passage right before it in the same document, from 0.
    pub preceding: Option<usize>,
    /// The number of its document among those of the candidates: the same for the same document.
    pub document: usize,
}

impl Candidate {
    /// Whether one of its units has a vector that was compared.
    pub fn has_meaning(&self) -> bool {
        self.cosines.iter().any(|cosine| *cosine != 0.0)
    }
}

//! What a question means to a sentence model, and how near texts come to it.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::alignment::{Alignment, TokenVectors};
use super::encoder::Encoder;
use crate::vectors::Vector;

/// A question as the model reads it.
pub struct Meaning {
    vector: Vector,
    tokens: TokenVectors,
    encoder: Encoder,
    /// What was read beside it: who explains an answer, or learns, ranks the same texts again. A lock,
    /// since they are read by several threads.
    read: Mutex<HashMap<String, Option<Arc<Alignment>>>>,
}

impl Meaning {
    /// What a question means; `None` where the model does not know its language, or it has no word.
    pub fn of(question: &str, encoder: &Encoder) -> Option<Meaning> {
        let (vector, tokens) = encoder.question(question)?;
        Some(Meaning { vector, tokens, encoder: encoder.clone(), read: Mutex::default() })
    }

    /// What another question means to the same model.
    pub fn again(&self, question: &str) -> Option<Meaning> {
        Meaning::of(question, &self.encoder)
    }

    /// The vector of the whole question.
    pub fn vector(&self) -> &Vector {
        &self.vector
    }

    /// Where its tokens stand in the question, in bytes, in order; the last may lie behind its end.
    pub fn tokens(&self) -> &[Range<usize>] {
        self.tokens.ranges()
    }

    /// These texts beside the question, in order; `None` for those in a language that the model does
    /// not know. Each takes as long as encoding it.
    pub fn align(&self, texts: &[String]) -> Vec<Option<Arc<Alignment>>> {
        let known = |text: &String| {
            self.read.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned()
        };
        let fresh: Vec<&String> = texts.iter().filter(|text| known(text).is_none()).collect();
        let encoded = self.encoder.tokens(&fresh);
        let aligned = encoded.iter().map(|text| self.tokens.beside(text.as_deref()?).map(Arc::new));
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.extend(fresh.into_iter().cloned().zip(aligned));
        texts.iter().map(|text| read.get(text).cloned().flatten()).collect()
    }
}

impl fmt::Debug for Meaning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Meaning").field("vector", &self.vector).finish_non_exhaustive()
    }
}

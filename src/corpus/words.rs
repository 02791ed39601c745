//! The words of a passage, cut into tokens once, so that many questions can be matched against
//! them.

use crate::language::tokens::{Token, tokens};

/// A sentence's words.
#[derive(Debug, Clone)]
pub struct SentenceWords {
    /// Its parts, joined by a space.
    pub text: String,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
}

impl SentenceWords {
    /// Cuts a sentence into tokens.
    pub fn new(text: String) -> SentenceWords {
        SentenceWords { tokens: tokens(&text), text }
    }
}

/// A passage's words.
#[derive(Debug, Clone)]
pub struct PassageWords {
    /// Its sentences, in order.
    pub sentences: Vec<SentenceWords>,
    /// The tokens of its heading and of the document's title.
    pub context: Vec<Token>,
}

impl PassageWords {
    /// Cuts a passage into tokens.
    pub fn new(sentences: impl Iterator<Item = String>, context: &str) -> PassageWords {
        PassageWords {
            sentences: sentences.map(SentenceWords::new).collect(),
            context: tokens(context),
        }
    }

    /// How much memory they take, in bytes, near enough.
    pub fn n_bytes(&self) -> usize {
        let tokens = |tokens: &Vec<Token>| size_of_val(tokens.as_slice());
        let sentences = self.sentences.iter().map(|sentence| {
            sentence.text.len() + tokens(&sentence.tokens) + size_of::<SentenceWords>()
        });
        sentences.sum::<usize>() + tokens(&self.context)
    }
}

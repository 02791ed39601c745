//! The program's own words as a tantivy tokenizer. Offsets are the words' own bytes; a position a word.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::language::terms::{term, words};

/// Cuts text into the terms of [`crate::language::terms`].
#[derive(Clone, Default)]
pub(super) struct Analyzer;

/// The tokens of one text, all cut at once: a passage is short.
pub(super) struct Tokens {
    tokens: Vec<Token>,
    /// Tokens taken so far.
    taken: usize,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let tokens = words(text)
            .enumerate()
            .map(|(position, word)| Token { offset_from: word.start, offset_to: word.end(), position, text: term(word.text), position_length: 1 })
            .collect();
        Tokens { tokens, taken: 0 }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.taken += 1;
        self.taken <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.taken - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.taken - 1]
    }
}

//! The program's own words as tantivy tokenizers. Offsets are the words' own bytes; a position a word.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::language::terms::{Word, fold, term, words};

/// Cuts text into the terms of [`crate::language::terms`].
#[derive(Clone, Default)]
pub(super) struct Analyzer;

/// Cuts text into its words, folded.
#[derive(Clone, Default)]
pub(super) struct Spelling;

/// The tokens of one text, cut one by one.
pub(super) struct Tokens<'a> {
    words: Box<dyn Iterator<Item = Word<'a>> + 'a>,
    /// What becomes of a word.
    made: fn(&str) -> String,
    token: Token,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str, made: fn(&str) -> String) -> Tokens<'a> {
        let token = Token { position: usize::MAX, ..Token::default() };
        Tokens { words: Box::new(words(text)), made, token }
    }
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        Tokens::new(text, term)
    }
}

impl Tokenizer for Spelling {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        Tokens::new(text, fold)
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token = Token {
            offset_from: word.start,
            offset_to: word.end(),
            position: self.token.position.wrapping_add(1),
            text: (self.made)(word.text),
            position_length: 1,
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

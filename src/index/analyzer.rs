//! The program's own words as a tantivy tokenizer. Offsets are the words' own bytes; a position a word.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::language::terms::{Word, term, words};

/// Cuts text into the terms of [`crate::language::terms`].
#[derive(Clone, Default)]
pub(super) struct Analyzer;

/// The tokens of one text, cut one by one.
pub(super) struct Tokens<'a> {
    words: Box<dyn Iterator<Item = Word<'a>> + 'a>,
    token: Token,
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        Tokens { words: Box::new(words(text)), token: Token { position: usize::MAX, ..Token::default() } }
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token =
            Token { offset_from: word.start, offset_to: word.end(), position: self.token.position.wrapping_add(1), text: term(word.text), position_length: 1 };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

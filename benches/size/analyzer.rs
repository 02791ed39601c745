//! The program's own terms as a tantivy tokenizer, for the index that it is measured against.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use verbatim::language::terms::{Word, term, words};

/// Cuts text into the program's terms.
#[derive(Clone, Default)]
pub struct Analyzer;

/// The tokens of one text, cut one by one.
pub struct Tokens<'a> {
    words: Box<dyn Iterator<Item = Word<'a>> + 'a>,
    token: Token,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Tokens<'a> {
        let token = Token { position: usize::MAX, ..Token::default() };
        Tokens { words: Box::new(words(text)), token }
    }
}

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        Tokens::new(text)
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token = Token {
            offset_from: word.start,
            offset_to: word.end(),
            position: self.token.position.wrapping_add(1),
            text: term(word.text),
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

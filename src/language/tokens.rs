//! Tokenization: each word of a text with its term and attributes, found once, so that many
//! questions can be compared with the same text. A token holds no word of the text, only its place.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::attributes::{Attribute, Attributes};
use super::function_words;
use super::ignorable::{is_ignorable, without_ignorable};
use super::terms::{Word, fold, term_of_folded, words};

/// Words that share this many letters at their beginning may be of one family.
const ROOT_LETTERS: usize = 5;

/// A term by its fingerprint: 64 bits, the same for equal terms within one run of the program. Two
/// terms of one library share one with a probability under one in a million; then a sentence ranks
/// too high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(u64);

impl TermId {
    /// The fingerprint of a term as [`super::terms::term`] makes it.
    pub fn of(term: &str) -> TermId {
        let mut hasher = FxHasher::default();
        term.hash(&mut hasher);
        TermId(hasher.finish())
    }

    /// Some of its bits, evenly spread.
    pub fn low_bits(self) -> u64 {
        self.0
    }
}

/// What is between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// It is the first.
    Start,
    /// White space.
    Space,
    /// A comma.
    Comma,
    /// A dash or hyphen, a slash.
    Dash,
    /// A quotation mark.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A mark that ends a clause, or anything else.
    Break,
}

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// Its term.
    pub term: TermId,
    /// The beginning of the word, the same for words of one family; `None` for short words and
    /// numbers.
    pub root: Option<TermId>,
    /// What it is.
    pub attributes: Attributes,
    /// What is before it.
    pub gap: Gap,
}

/// The tokens of a text in order, one a word.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut behind = 0;
    let mut tokens = Vec::with_capacity(text.len() / 6);
    for word in words(text) {
        let gap = gap(tokens.is_empty(), &text[behind..word.start]);
        tokens.push(token(text, &word, gap));
        behind = word.end();
    }
    tokens
}

fn token(text: &str, word: &Word<'_>, gap: Gap) -> Token {
    let folded = fold(word.text);
    let shape = shape(text, word);
    // US and WHO are names, not the small words that they fold to.
    let small =
        if shape & Attribute::AllCaps.bit() != 0 { 0 } else { function_words::bits(&folded) };
    let attributes = Attributes(small | shape);
    let term = term_of_folded(&folded);
    Token {
        start: word.start as u32,
        end: word.end() as u32,
        term: TermId::of(&term),
        root: root(&folded),
        attributes,
        gap,
    }
}

/// The family of a folded word: its first letters.
pub fn root(folded: &str) -> Option<TermId> {
    let end = folded.char_indices().nth(ROOT_LETTERS).map(|(at, _)| at)?;
    folded[..end].chars().all(char::is_alphabetic).then(|| TermId::of(&folded[..end]))
}

/// The attributes that a word's letters and the signs around it give.
fn shape(text: &str, word: &Word<'_>) -> u32 {
    let mut bits = 0;
    let letters = without_ignorable(word.text);
    let first = letters.chars().next().unwrap_or(' ');
    if first.is_uppercase() {
        bits |= Attribute::Capitalized.bit();
        let n = letters.chars().count();
        if n >= 2 && letters.chars().filter(|c| c.is_uppercase()).count() * 3 > n * 2 {
            bits |= Attribute::AllCaps.bit();
        }
    }
    if letters.bytes().any(|b| b.is_ascii_digit()) {
        bits |= Attribute::HasDigit.bit();
        let digits = letters.trim_end_matches(['s', '\'', '’']);
        if digits.len() == 4
            && digits.bytes().all(|b| b.is_ascii_digit())
            && (digits.starts_with('1') || digits.starts_with("20"))
        {
            bits |= Attribute::Year.bit();
        }
        if text[word.end()..].starts_with(['%', '\u{2009}', '\u{a0}'])
            && text[word.end()..].trim_start().starts_with('%')
            || text[..word.start].trim_end().ends_with(['$', '€', '£', '¥', '₽'])
        {
            bits |= Attribute::Amount.bit();
        }
    }
    bits
}

fn gap(is_first: bool, between: &str) -> Gap {
    if is_first {
        return Gap::Start;
    }
    let mut found = Gap::Space;
    for c in between.chars() {
        found = match c {
            _ if c.is_whitespace() || is_ignorable(c) => continue,
            '-' | '–' | '—' | '−' | '/' | '‑' | '%' | '$' | '€' | '£' if found == Gap::Space => {
                Gap::Dash
            }
            ',' if matches!(found, Gap::Space | Gap::Dash) => Gap::Comma,
            '"' | '“' | '”' | '«' | '»' | '\'' | '‘' | '’' | '„' if found != Gap::Break => {
                Gap::Quote
            }
            '(' | '[' => return Gap::Open,
            ')' | ']' => return Gap::Close,
            _ => Gap::Break,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_what_stands_before_them() {
        let gaps: Vec<Gap> = tokens("One two, three-four (five) “six”; seven")
            .into_iter()
            .map(|token| token.gap)
            .collect();
        assert_eq!(
            gaps,
            [Gap::Start, Gap::Space, Gap::Comma, Gap::Dash, Gap::Open, Gap::Close, Gap::Break]
        );
    }

    #[test]
    fn words_of_one_family_share_a_root() {
        let found = tokens("founded foundation fond 12345 основать основание");
        assert_eq!(found[0].root, found[1].root);
        assert_eq!(found[2].root, None);
        assert_eq!(found[3].root, None);
        assert_eq!(found[4].root, found[5].root);
        assert_ne!(found[0].term, found[1].term);
    }

    #[test]
    fn shapes_are_told() {
        let found = tokens("In 1931 NATO paid $5 for 3% of March");
        assert!(
            found[1].attributes.has(Attribute::Year) && !found[1].attributes.has(Attribute::Amount)
        );
        assert!(
            found[2].attributes.has(Attribute::AllCaps)
                && found[2].attributes.has(Attribute::Capitalized)
        );
        assert!(
            found[4].attributes.has(Attribute::Amount)
                && found[6].attributes.has(Attribute::Amount)
        );
        assert!(
            found[8].attributes.has(Attribute::Month)
                && found[0].attributes.has(Attribute::StopWord)
        );
        assert!(
            tokens("1980s 1980's 1980’s").iter().all(|token| token.attributes.has(Attribute::Year))
        );
    }
}

//! What somebody types to search: words, "words that stand together", -words that must not be there.

use crate::document::ByteRange;
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{fold, term, words};
use crate::phrases::AskersWords;
use crate::question::Question;

/// Longest search, in characters.
pub const MAX_SEARCH: usize = 100;

/// Signs that begin and end words that stand together, in pairs: how people and their keyboards type
/// quotation marks.
const MARKS: &[(char, char)] =
    &[('"', '"'), ('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('”', '”')];

/// A search, taken apart.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    typed: AskersWords,
    /// The terms of words that a passage must have, each once, in order; without those that nearly
    /// every sentence has, unless there are no others.
    pub all: Vec<String>,
    /// The terms of words that must follow each other, in order; none of them empty.
    pub together: Vec<Vec<String>>,
    /// The terms of words that a passage must not have.
    pub none: Vec<String>,
}

/// A stretch of what was typed.
enum Piece<'t> {
    Together(&'t str),
    Without(&'t str),
    Plain(&'t str),
}

impl SearchQuery {
    /// Takes apart what was typed, a question as it was typed.
    pub fn new(typed: &Question) -> SearchQuery {
        let asked = typed.text();
        let (mut plain, mut together, mut none) = (Vec::new(), Vec::new(), Vec::new());
        for piece in pieces(asked) {
            match piece {
                Piece::Plain(text) => plain.extend(words(text).map(|word| word.text)),
                Piece::Without(text) => none.extend(words(text).map(|word| term(word.text))),
                Piece::Together(text) => {
                    let terms: Vec<String> = words(text).map(|word| term(word.text)).collect();
                    together.extend((!terms.is_empty()).then_some(terms));
                }
            }
        }
        let tells = |word: &&str| !is_stop_word(&fold(word));
        let telling = plain.iter().any(tells) || !together.is_empty();
        plain.retain(|word| !telling || tells(word));
        let mut all: Vec<String> = Vec::new();
        for term in plain.into_iter().map(term).chain(together.iter().flatten().cloned()) {
            if !all.contains(&term) {
                all.push(term);
            }
        }
        let typed = typed.words_in(ByteRange::new(0, asked.len()));
        SearchQuery { typed, all, together, none }
    }

    /// All that was typed.
    pub fn typed(&self) -> &AskersWords {
        &self.typed
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

fn pieces(typed: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let (negated, bare) = match rest.strip_prefix(['-', '−', '–']) {
            Some(bare) if bare.starts_with(|c: char| !c.is_whitespace() && c != '-') => {
                (true, bare)
            }
            _ => (false, rest),
        };
        let mark = bare.chars().next().unwrap_or(first);
        let quoted = MARKS.iter().filter(|(begin, _)| *begin == mark).find_map(|(begin, end)| {
            let inner = &bare[begin.len_utf8()..];
            inner.find(*end).map(|at| (&inner[..at], &inner[at + end.len_utf8()..]))
        });
        let (text, behind, is_together) = match quoted {
            Some((text, behind)) => (text, behind, true),
            None => {
                let end = bare.find(char::is_whitespace).unwrap_or(bare.len());
                (&bare[..end], &bare[end..], false)
            }
        };
        pieces.push(match (negated, is_together) {
            (true, _) => Piece::Without(text),
            (false, true) => Piece::Together(text),
            (false, false) => Piece::Plain(text),
        });
        rest = behind.trim_start();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> (Vec<String>, Vec<Vec<String>>, Vec<String>) {
        let query = SearchQuery::new(&Question::new(typed));
        assert_eq!(query.typed().as_str(), typed);
        (query.all, query.together, query.none)
    }

    #[test]
    fn words_stand_alone_together_or_must_be_missing() {
        let owned = |words: &[&str]| words.iter().map(|word| term(word)).collect::<Vec<_>>();
        assert_eq!(
            parsed("the lamp \"burns oil\" -electric"),
            (
                owned(&["lamp", "burns", "oil"]),
                vec![owned(&["burns", "oil"])],
                owned(&["electric"])
            )
        );
        assert_eq!(parsed("«жгут масло»").1, vec![owned(&["жгут", "масло"])]);
        assert_eq!(parsed("„burns“ “oil”").1, vec![owned(&["burns"]), owned(&["oil"])]);
        assert_eq!(parsed("-\"gas light\" lamp").2, owned(&["gas", "light"]));
        // What nearly every sentence has is looked for only where there is nothing else.
        assert_eq!(parsed("the").0, owned(&["the"]));
        assert_eq!(parsed("lamp - oil -- gas").2, Vec::<String>::new());
        assert_eq!(parsed("lamp \"unended").0, owned(&["lamp", "unended"]));
        for nothing in ["", "  ", "-lamp", "\"\"", "?!"] {
            assert!(SearchQuery::new(&Question::new(nothing)).is_empty(), "{nothing}");
        }
    }
}

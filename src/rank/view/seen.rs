//! Holding words against the question: which of its terms stand where, be it as other words.

use std::ops::Range;

use super::View;
use crate::language::tokens::{Gap, TermId, Token};
use crate::language::traits::Trait;
use crate::rank::candidate::SentenceWords;

/// No term of the question.
pub(super) const NONE: u8 = u8::MAX;

/// Of the words with a related meaning these are the nearest; they come in that order.
const N_NEAREST: usize = 3;

/// Which terms of the question some words hold, a bit a term.
pub(super) type Held = u64;

/// A sentence held against the question.
pub(in crate::rank) struct Seen<'c> {
    pub sentence: &'c SentenceWords,
    /// For each token the number of the question's term that it is.
    pub(super) asked: Vec<u8>,
    pub(super) held: Held,
    /// Terms of which a word of the same family is there.
    pub(super) family: Held,
    /// Terms of which a word with a related meaning is there.
    pub(super) related: Held,
    /// Those of which one of the nearest is there.
    pub(super) related_near: Held,
    /// Where other words for some of the terms stand, as ranges of tokens.
    pub aliases: Vec<Range<usize>>,
}

impl Seen<'_> {
    /// The number of the question's term that a token is, if any.
    pub fn asked(&self, token: usize) -> Option<usize> {
        (self.asked[token] != NONE).then(|| usize::from(self.asked[token]))
    }

    /// The tokens that are terms of the question, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.asked.len()).filter(|&at| self.asked[at] != NONE)
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.sentence.tokens
    }
}

pub(super) fn one_bit(id: TermId) -> u64 {
    1 << (id.low_bits() & 63)
}

impl View<'_> {
    /// Holds a sentence against the question.
    pub(in crate::rank) fn see<'c>(&self, sentence: &'c SentenceWords) -> Seen<'c> {
        let mut seen = Seen {
            sentence,
            asked: vec![NONE; sentence.tokens.len()],
            held: 0,
            family: 0,
            related: 0,
            related_near: 0,
            aliases: Vec::new(),
        };
        for (at, token) in sentence.tokens.iter().enumerate() {
            if self.filter & one_bit(token.term) != 0
                && let Some(number) = self.terms.iter().position(|term| term.id == token.term)
            {
                seen.asked[at] = number as u8;
                seen.held |= 1 << number;
                continue;
            }
            if self.related & one_bit(token.term) != 0 {
                for (number, term) in self.terms.iter().enumerate() {
                    let Some(place) =
                        term.related.iter().position(|related| *related == token.term)
                    else {
                        continue;
                    };
                    seen.related |= 1 << number;
                    seen.related_near |= u64::from(place < N_NEAREST) << number;
                }
            }
            if let Some(root) = token.root
                && self.filter & one_bit(root) != 0
                && let Some(number) = self.terms.iter().position(|term| term.root == Some(root))
            {
                seen.family |= 1 << number;
            }
        }
        for alias in self.aliases.iter().filter(|alias| alias.terms.end <= self.terms.len()) {
            for first in 0..sentence.tokens.len() {
                let Some(end) = spelled_out(&sentence.tokens, first, &alias.words) else {
                    continue;
                };
                seen.aliases.push(first..end);
                for (at, number) in (first..end).zip(alias.terms.clone().cycle()) {
                    seen.asked[at] = number as u8;
                }
                alias.terms.clone().for_each(|number| seen.held |= 1 << number);
            }
        }
        self.see_acronyms(&mut seen);
        seen.family &= !seen.held;
        seen.related &= !(seen.held | seen.family);
        seen.related_near &= seen.related;
        seen
    }

    /// Adds the acronyms of the question that the first letters of words make.
    fn see_acronyms(&self, seen: &mut Seen<'_>) {
        for (number, term) in self.terms.iter().enumerate().filter(|(_, term)| term.is_acronym) {
            if seen.held & (1 << number) != 0 {
                continue;
            }
            let run = (0..seen.asked.len())
                .find_map(|first| Some(first..abbreviated(seen.sentence, first, &term.folded)?));
            if let Some(run) = run {
                seen.asked[run.clone()]
                    .iter_mut()
                    .filter(|asked| **asked == NONE)
                    .for_each(|asked| *asked = number as u8);
                seen.held |= 1 << number;
                seen.aliases.push(run);
            }
        }
    }

    pub(super) fn held(&self, tokens: &[Token]) -> Held {
        let numbers = tokens.iter().filter(|token| self.filter & one_bit(token.term) != 0);
        numbers
            .filter_map(|token| self.terms.iter().position(|term| term.id == token.term))
            .fold(0, |all, number| all | 1 << number)
    }
}

/// Where the words end that begin at this token; stop words may stand between.
fn spelled_out(tokens: &[Token], first: usize, words: &[TermId]) -> Option<usize> {
    let mut at = first;
    for (number, word) in words.iter().enumerate() {
        while number > 0 && tokens.get(at)?.term != *word && tokens[at].traits.has(Trait::Stop) {
            at += 1;
        }
        if tokens.get(at)?.term != *word {
            return None;
        }
        at += 1;
    }
    (at > first).then_some(at)
}

/// Where the words end that begin at this token and whose first letters make the acronym: the first
/// of them has a capital, stop words may stand between. `None` for acronyms of two letters: too
/// many pairs of words begin with these.
fn abbreviated(sentence: &SentenceWords, first: usize, acronym: &str) -> Option<usize> {
    acronym.chars().nth(2)?;
    let mut at = first;
    for (number, letter) in acronym.chars().enumerate() {
        let begins = |token: &Token| {
            let begins = sentence.text[token.start as usize..]
                .chars()
                .next()
                .is_some_and(|begin| begin.to_lowercase().eq([letter]));
            begins
                && !token.traits.has(Trait::Acronym)
                && (token.traits.has(Trait::Capital) || number > 0)
        };
        let follows = |token: &Token| number == 0 || matches!(token.gap, Gap::Space | Gap::Dash);
        while number > 0
            && sentence.tokens.get(at).is_some_and(|token| {
                !begins(token) && follows(token) && token.traits.has(Trait::Stop)
            })
        {
            at += 1;
        }
        sentence.tokens.get(at).filter(|token| begins(token) && follows(token))?;
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_the_first_letters_of_words() {
        let check = |sentence: &str, acronym: &str, expected: Option<&str>| {
            let sentence = SentenceWords::new(sentence.to_owned());
            let found = (0..sentence.tokens.len())
                .find_map(|first| Some((first, abbreviated(&sentence, first, acronym)?)));
            let words = found.map(|(first, end)| {
                &sentence.text
                    [sentence.tokens[first].start as usize..sentence.tokens[end - 1].end as usize]
            });
            assert_eq!(words, expected, "{acronym}");
        };
        check(
            "He led the Union of Northern Ports in 1931.",
            "unp",
            Some("Union of Northern Ports"),
        );
        check("The Harbour and coast authority met.", "hca", Some("Harbour and coast authority"));
        check("It was the Northern Union, they said.", "nu", None);
        check("They had no northern union of ports.", "nup", None);
        check("Up, North, Ports.", "unp", None);
        check("Глава Союза северных портов ушел.", "ссп", Some("Союза северных портов"));
    }
}

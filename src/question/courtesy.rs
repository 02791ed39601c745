//! What of a message is the question: greetings, pleas and thanks around it are cut off.
//!
//! A clause whose words are all about asking is none of it, nor is what stands before the question word
//! in a clause where all of that is about asking.

use std::ops::Range;

use crate::document::ByteRange;
use crate::language::courtesies::{Asking, is};
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{Word, fold, words};

/// A name behind a greeting or below a letter has at most so many words.
const MOST_OF_A_NAME: usize = 3;

/// The parts of a message that ask, in order, disjoint: all of it where everything is about asking.
pub(super) fn asked(text: &str) -> Vec<ByteRange> {
    let inner = without_emoji(text);
    let start = inner.start;
    let parts = asking_parts(&text[inner]);
    parts.into_iter().map(|part| ByteRange::new(start + part.start(), start + part.end())).collect()
}

fn asking_parts(text: &str) -> Vec<ByteRange> {
    let clauses: Vec<Clause<'_>> = clauses(text).collect();
    let mut kept: Vec<ByteRange> = Vec::new();
    let mut is_closed = false;
    for (number, clause) in clauses.iter().enumerate() {
        let is_courtesy = clause.is_courtesy() || number == 0 && clause.greets();
        let is_signature = is_closed && clause.is_name();
        is_closed = is_closed || is_courtesy && clause.has(Asking::Closing);
        if clause.words.is_empty() || is_courtesy || is_signature {
            continue;
        }
        let start = clause.question_start().unwrap_or(clause.range.start());
        let end = clause.end_of_question();
        if start < end {
            kept.push(ByteRange::new(start, end));
        }
    }
    if kept.is_empty() { vec![ByteRange::new(0, text.len())] } else { kept }
}

/// What is left of a message without the names of emoji, `:tada:`, that it begins and ends with; all of it
/// where nothing is. One in its midst may be what is asked about.
fn without_emoji(text: &str) -> Range<usize> {
    let is_named = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+');
    let is_emoji = |chunk: &str| {
        let name = chunk.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
        name.is_some_and(|name| name.contains(char::is_alphabetic) && name.chars().all(is_named))
    };
    let (mut start, mut end) = (0, text.len());
    while let Some(first) =
        text[start..end].split_whitespace().next().filter(|first| is_emoji(first))
    {
        start = end - text[start..end].trim_start().len() + first.len();
    }
    while let Some(last) =
        text[start..end].split_whitespace().next_back().filter(|last| is_emoji(last))
    {
        end = start + text[start..end].trim_end().len() - last.len();
    }
    if words(&text[start..end]).next().is_some() { start..end } else { 0..text.len() }
}

/// A clause of a message.
struct Clause<'t> {
    range: ByteRange,
    /// Its words, each with its folded form.
    words: Vec<(Word<'t>, String)>,
}

impl Clause<'_> {
    fn has(&self, kind: Asking) -> bool {
        self.words.iter().any(|(_, folded)| is(kind, folded))
    }

    /// Whether all its words are about asking, and one of them is more than a word of grammar.
    fn is_courtesy(&self) -> bool {
        self.words.iter().all(|(_, folded)| may_be_about_asking(folded))
            && (self.has(Asking::Courtesy) || self.has(Asking::Aside))
    }

    /// Whether it only calls somebody by a name.
    fn greets(&self) -> bool {
        let Some(((_, first), rest)) = self.words.split_first() else { return false };
        is(Asking::Opening, first)
            && rest.len() <= MOST_OF_A_NAME
            && !self.has(Asking::QuestionWord)
            && rest.iter().all(|(_, folded)| is(Asking::Courtesy, folded) || !is_stop_word(folded))
    }

    fn is_name(&self) -> bool {
        self.words.len() <= MOST_OF_A_NAME && !self.has(Asking::QuestionWord)
    }

    /// Where the question word stands that what is asked begins with: the last one before which all is
    /// about asking, where some of that is more than grammar.
    fn question_start(&self) -> Option<usize> {
        let is_question_word = |at: &usize| is(Asking::QuestionWord, &self.words[*at].1);
        let n_about_asking = self.words.iter().take_while(|(_, folded)| {
            may_be_about_asking(folded) || is(Asking::Instruction, folded)
        });
        let last = n_about_asking.count().min(self.words.len().checked_sub(1)?);
        let at = (0..=last).rev().find(is_question_word)?;
        let is_more = |(_, folded): &(Word<'_>, String)| {
            may_be_about_asking(folded) && !is_stop_word(folded) || is(Asking::Instruction, folded)
        };
        let is_cut = self.words[..at].iter().any(is_more);
        is_cut.then(|| self.range.start() + self.words[at].0.start)
    }

    /// Where thanks and the like begin that end the clause; its end without.
    fn end_of_question(&self) -> usize {
        const PLEAS: [&str; 5] = ["please", "pls", "plz", "пожалуйста", "плз"];
        const CONDITIONS: [&str; 2] = ["if", "если"];
        let is_courtesy = |(_, folded): &(Word<'_>, String)| is(Asking::Courtesy, folded);
        let begins = |at: &usize| {
            let (_, word) = &self.words[*at];
            let is_thanks = PLEAS.contains(&word.as_str()) || is(Asking::Closing, word);
            // "if you can help": a condition of which all is about asking.
            let is_condition = CONDITIONS.contains(&word.as_str());
            is_thanks || is_condition && self.words[at + 1..].iter().any(is_courtesy)
        };
        let is_matter = |(_, folded): &(Word<'_>, String)| !may_be_about_asking(folded);
        let behind_matter = self.words.iter().rposition(is_matter).map_or(1, |last| last + 1);
        let at = (behind_matter.max(1)..self.words.len()).find(begins);
        at.map_or(self.range.end(), |at| self.range.start() + self.words[at].0.start)
    }
}

/// Whether a word is about asking where all that stands beside it is.
fn may_be_about_asking(folded: &str) -> bool {
    is(Asking::Courtesy, folded) || is(Asking::Aside, folded) || is_stop_word(folded)
}

/// The clauses: from mark to mark, where white space follows the mark, and from line to line.
fn clauses(text: &str) -> impl Iterator<Item = Clause<'_>> {
    let mut start = 0;
    let ends = text.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        let is_mark = matches!(c, '.' | '!' | '?' | ',' | ';' | ':' | '…' | ')' | '(')
            && text[end..]
                .starts_with(|next: char| next.is_whitespace() || next.is_ascii_punctuation());
        (is_mark || c == '\n').then_some(end)
    });
    ends.chain([text.len()]).map(move |end| {
        let range = ByteRange::new(start, end.max(start));
        start = end.max(start);
        let words = words(&text[range.as_std()]).map(|word| {
            let folded = fold(word.text);
            (word, folded)
        });
        Clause { range, words: words.collect() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let parts: Vec<&str> =
            asked(text).iter().map(|range| text[range.as_std()].trim()).collect();
        parts.join(" ")
    }

    #[test]
    fn what_is_about_asking_is_cut_off() {
        for courteous in [
            "hi, when was the yard founded",
            "Hello there, when was the yard founded? Kind regards, Ulf Holm",
            "does anyone know when was the yard founded",
            "a simple question: when was the yard founded",
            "could somebody tell me when was the yard founded",
            "when was the yard founded\n\nthank you very much in advance for your help",
            "Hey team! I was wondering, when was the yard founded? thx",
            "please explain when was the yard founded",
            "I hope somebody here knows when was the yard founded",
            "sorry to bother you, I am new here. when was the yard founded please",
            "verbatim, when was the yard founded",
            "ok so umm when was the yard founded tysm",
            "when was the yard founded? I do not recall",
            "when was the yard founded if somebody knows",
            "I don't remember when was the yard founded",
            "@verbatim when was the yard founded :tada: :+one:",
        ] {
            let shown = shown(courteous);
            assert_eq!(shown.trim_end_matches('?'), "when was the yard founded", "{courteous}");
        }
        assert_eq!(shown("Подскажите, пожалуйста, когда открыли порт?"), "когда открыли порт?");
        assert_eq!(shown("кто-нибудь знает, когда открыли порт"), "когда открыли порт");
    }

    #[test]
    fn a_long_message_takes_no_longer_than_its_length() {
        let since = std::time::Instant::now();
        for piece in ["please ", "hi, ", "when ", "thank you ", "tell me boat. ", "? ", ":a: "] {
            asked(&format!("{}boat", piece.repeat(1_000_000 / piece.len())));
        }
        assert!(since.elapsed().as_secs() < 20, "some 6 MB");
    }

    #[test]
    fn what_is_about_the_matter_stays() {
        for text in [
            "how do I ask for help?",
            "what does the greeting say to a new friend",
            "is help given to everyone who asks",
            "hi",
            "thanks!",
            "version 4.3.0, which bug does it mend?",
            "who answers questions about the lamp, and when?",
            "what does :tada: stand for",
            "what happens to the boats if they sink",
            "how do I recall a unit that I forgot",
            ":tada:",
        ] {
            assert_eq!(shown(text), text, "{text}");
        }
    }
}

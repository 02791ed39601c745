//! The message command "Find sources": for each sentence of a message the quote that says it.

use std::sync::LazyLock;

use regex::Regex;
use serenity::all::{CommandInteraction, Http};

use super::body::Seen;
use super::bot::Bot;
use super::messages::without_mentions;
use super::responding::Asker;
use crate::answer;
use crate::document::ByteRange;
use crate::phrases::{Key, Slot};
use crate::question::Question;
use crate::reply::{self, Part};
use crate::segment::sentences;

/// Sentences of a message that are looked for.
const MAX_SENTENCES: usize = 5;
/// How much of a sentence is said again, in characters.
const LONGEST_SAID: usize = 100;

/// What Discord reads at the beginning of a line: quotes, headings, lists.
static LINE_MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(?:>{1,3}|-?#{1,3}|[-*+]|\d+\.)\s+)+").expect("a valid pattern")
});

/// Answers the command, for who used it only.
pub(super) async fn answer(
    bot: &Bot,
    http: &Http,
    command: &CommandInteraction,
) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let text = command
        .data
        .resolved
        .messages
        .values()
        .next()
        .map(|message| without_mentions(&message.content))
        .unwrap_or_default();
    if asker.is_too_fast(&text).await? {
        return Ok(());
    }
    let language = asker.language(&text);
    let mut sentences = sentences_of(&text);
    if sentences.is_empty() {
        return asker.tell(bot.voice(language).say(Key::NoSentence, vec![])).await;
    }
    let has_more = sentences.len() > MAX_SENTENCES;
    sentences.truncate(MAX_SENTENCES);
    let scope = bot.scope();
    let found = bot.work(language, move |shelf, voice| {
        let mut said = Vec::new();
        for sentence in &sentences {
            said.push((beginning(sentence), answer::source_of(sentence, &scope, shelf)?));
        }
        let mut reply = reply::sources(&said, voice);
        if has_more {
            reply.parts.push(Part::Phrase(
                voice.say(Key::FirstSentences, vec![Slot::Number(MAX_SENTENCES as u64)]),
            ));
        }
        Ok(reply)
    });
    asker.answer_at_length(found, Seen::ByAsker).await
}

/// The sentences of a message that hold a word that carries something, in order. Each line is for
/// itself.
fn sentences_of(text: &str) -> Vec<Question> {
    let lines =
        text.lines().map(|line| LINE_MARKS.find(line).map_or(line, |marks| &line[marks.end()..]));
    let of_line = |line: &str| {
        sentences::split(line).into_iter().map(|range| line[range].to_owned()).collect::<Vec<_>>()
    };
    let all = lines.flat_map(of_line);
    all.map(|sentence| Question::new(&sentence))
        .filter(|sentence| !sentence.carries_nothing() && !sentence.terms().is_empty())
        .collect()
}

/// A sentence, or the words that a long one begins with, so that it can be told from the others.
fn beginning(sentence: &Question) -> Slot {
    let text = sentence.text();
    match text.char_indices().nth(LONGEST_SAID) {
        None => Slot::Asked(sentence.words_in(ByteRange::new(0, text.len()))),
        Some((at, _)) => {
            let end = text[..at].rfind(char::is_whitespace).unwrap_or(at);
            Slot::AskedFirst(sentence.words_in(ByteRange::new(0, end)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_sentences_are_looked_for_apart() {
        let texts = |text: &str| {
            sentences_of(text).iter().map(|sentence| sentence.text().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            texts("It rained. The sea rose!\n\n> - Boats sank\n-5 degrees"),
            ["It rained.", "The sea rose!", "Boats sank", "-5 degrees"]
        );
        assert!(texts("hello!\n???").is_empty());
    }
}

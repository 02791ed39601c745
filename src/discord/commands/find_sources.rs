//! The message command "Find sources": for each sentence of a message the quote that says it; for who
//! used it only.

use std::sync::LazyLock;

use regex::Regex;
use serenity::all::{CommandInteraction, CommandType, CreateCommand, ResolvedTarget};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use crate::answer;
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::mentions::without_mentions;
use crate::discord::send::{Responder, Visibility};
use crate::document::ByteRange;
use crate::phrases::{AskedSentence, Phrases, Say, Voice};
use crate::question::Question;
use crate::reply::{self, Reply, ReplyPart};
use crate::segment::sentences;

/// Sentences of a message that are looked for.
const MAX_SENTENCES: usize = 5;
/// How much of a sentence is repeated, in characters.
const LONGEST_REPEATED: usize = 100;

/// What Discord reads at the beginning of a line: quotes, headings, lists.
static LINE_MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(?:>{1,3}|-?#{1,3}|[-*+]|\d+\.)\s+)+").expect("a valid pattern")
});

/// The command on a message.
#[derive(Debug)]
pub(in crate::discord) struct FindSources {
    /// All that the message says, without mentions.
    text: String,
}

impl ApplicationCommand for FindSources {
    const NAME: Say = Say::FindSourcesName;
    const KIND: CommandType = CommandType::Message;

    fn definition(phrases: &Phrases) -> CreateCommand {
        localized::message_command(phrases, Say::FindSourcesName)
    }

    fn parse(command: &CommandInteraction, _: &Phrases) -> Result<FindSources, InvocationError> {
        let Some(ResolvedTarget::Message(message)) = command.data.target() else {
            let command = command.data.name.clone();
            return Err(InvocationError::MissingMessage { command });
        };
        Ok(FindSources { text: without_mentions(&message.content) })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.is_allowed(&self.text).await? {
            return Ok(());
        }
        let language = responder.language.for_text(&self.text);
        let sentences = sentences_of(&self.text);
        if sentences.is_empty() {
            return responder.notice(bot.voice(language).say(Say::NoSentence)).await;
        }
        let scope = responder.scope();
        let found = bot.reply_blocking(language, move |shelf, voice| {
            let shelf = &scope.shelf(shelf)?;
            sources(&sentences, &scope.on(shelf)?, shelf, voice)
        });
        responder.answer_in_full(found, Visibility::Ephemeral, language).await
    }
}

fn sources(
    sentences: &[Question],
    scope: &Scope,
    shelf: &Shelf,
    voice: Voice,
) -> Result<Reply, CorpusError> {
    let mut found = Vec::new();
    for sentence in sentences.iter().take(MAX_SENTENCES) {
        found.push((repeated(sentence), answer::source_of(sentence, scope, shelf)?));
    }
    let mut reply = reply::sources(&found, voice);
    if sentences.len() > MAX_SENTENCES {
        let count = MAX_SENTENCES as u64;
        reply.parts.push(ReplyPart::Phrase(voice.say(Say::FirstSentences { count })));
    }
    Ok(reply)
}

/// The sentences of a message that have a word to search for, in order. A sentence ends with its
/// line.
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

/// A sentence as it is repeated: of a long one the words that it begins with.
fn repeated(sentence: &Question) -> AskedSentence {
    let text = sentence.text();
    let words = |end: usize| sentence.words_in(ByteRange::new(0, end));
    match text.char_indices().nth(LONGEST_REPEATED) {
        None => AskedSentence::Whole(words(text.len())),
        Some((at, _)) => {
            AskedSentence::Beginning(words(text[..at].rfind(char::is_whitespace).unwrap_or(at)))
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

//! Autocompletion: what options offer while somebody types: questions, documents.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{CommandInteraction, CommandType};
use tokio::time::timeout;

use super::library::own_documents;
use super::source::{folded, id};
use super::{examples, localized};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::{Api, ApiError};
use crate::discord::bot::{Bot, Typing};
use crate::discord::manager::Manager;
use crate::discord::render::Choice;
use crate::discord::send::Responder;
use crate::phrases::{Example, Language, Phrases, Say};

/// Most choices that Discord takes (API reference, "Autocomplete").
const MAX_CHOICES: usize = 25;
/// How long somebody who types waits for choices: what comes later is for words that changed since.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What is typed so far, by the option it is typed into.
#[derive(Debug, PartialEq, Eq)]
enum Completion {
    /// A question.
    Question(String),
    /// The name of a document.
    Source(String),
    /// The name of one of the server's own.
    Own(String),
    /// Nothing that this version completes: Discord knows the commands of another version.
    Unknown,
}

impl Completion {
    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Completion {
        if command.data.kind != CommandType::ChatInput {
            return Completion::Unknown;
        }
        let Some(typed) = command.data.autocomplete() else { return Completion::Unknown };
        let is_of = |command_name: Say, option: Say| {
            command.data.name == localized::name(phrases, command_name)
                && typed.name == localized::name(phrases, option)
        };
        let names_document = [
            (Say::AskName, Say::SourceName),
            (Say::SearchName, Say::SourceName),
            (Say::SourceCardName, Say::DocumentName),
        ];
        if is_of(Say::AskName, Say::QuestionName) {
            Completion::Question(typed.value.to_owned())
        } else if names_document.into_iter().any(|(command, option)| is_of(command, option)) {
            Completion::Source(typed.value.to_owned())
        } else if is_of(Say::LibraryName, Say::DocumentName) {
            Completion::Own(typed.value.to_owned())
        } else {
            Completion::Unknown
        }
    }
}

/// Offers what fits what is typed; nothing to who types too fast, or where it would take too long; and
/// says nothing to who has typed on meanwhile.
///
/// # Errors
/// When the response cannot be sent.
pub(in crate::discord) async fn complete(
    bot: &Bot,
    api: &Api,
    command: &CommandInteraction,
) -> Result<(), ApiError> {
    let responder = Responder::new(bot, api, command);
    if !responder.may_complete() {
        return responder.offer_nothing().await;
    }
    let Some(typing) = bot.crowd.completion(command.user.id, command.id) else {
        return responder.offer_nothing().await;
    };
    let typing = Arc::new(typing);
    let choices = choices(bot, &responder, command, &typing);
    let choices = timeout(PATIENCE, choices).await.ok().flatten();
    if bot.crowd.is_outdated(&typing) {
        return Ok(());
    }
    responder.offer(&choices.unwrap_or_default()).await
}

/// The choices; `None` where there are none to be had.
async fn choices(
    bot: &Bot,
    responder: &Responder<'_>,
    command: &CommandInteraction,
    typing: &Arc<Typing>,
) -> Option<Vec<Choice>> {
    let scope = responder.scope();
    let (crowd, typing) = (Arc::clone(&bot.crowd), Arc::clone(typing));
    match Completion::parse(command, bot.phrases()) {
        Completion::Question(typed) => {
            let language = responder.language.for_text(&typed);
            let questions = move |shelf: &Shelf, phrases: &Phrases| {
                if crowd.is_outdated(&typing) {
                    return Ok(Vec::new());
                }
                let shelf = &scope.shelf(shelf)?;
                let answerable =
                    examples::answerable(phrases.examples(), &scope.on(shelf)?, shelf)?;
                Ok(questions(&typed, answerable, language))
            };
            bot.run_blocking(questions).await
        }
        Completion::Source(typed) => {
            let choices = move |shelf: &Shelf, _: &Phrases| {
                if crowd.is_outdated(&typing) {
                    return Ok(Vec::new());
                }
                let shelf = &scope.shelf(shelf)?;
                documents(&typed, &scope.on(shelf)?, shelf)
            };
            bot.run_blocking(choices).await
        }
        Completion::Own(typed) => {
            let server = Manager::of_command(command).ok()?.server();
            let own = move |shelf: &Shelf, _: &Phrases| {
                documents(&typed, &own_documents(server, shelf)?, shelf)
            };
            bot.run_blocking(own).await
        }
        Completion::Unknown => {
            tracing::warn!(command = command.data.name, "an unknown option is to be completed");
            None
        }
    }
}

/// The documents whose names have a word for each word that is typed; those that begin so first.
fn documents(typed: &str, scope: &Scope, shelf: &Shelf) -> Result<Vec<Choice>, CorpusError> {
    let mut choices = Vec::new();
    for listed in shelf.completed(&folded(typed), MAX_CHOICES, scope)? {
        if let Some(name) = shelf.name(&listed.file)? {
            choices.push(Choice::document(&name, id(&listed.file)));
        }
    }
    Ok(choices)
}

/// The example questions that have a word for each word that is typed; those in the asker's language
/// first.
fn questions(typed: &str, mut examples: Vec<&Example>, language: Language) -> Vec<Choice> {
    let typed = folded(typed);
    examples.retain(|example| fits(&typed, &folded(&example.question.to_string())));
    examples.sort_by_key(|example| example.language != language);
    examples
        .into_iter()
        .filter_map(|example| Choice::question(&example.question))
        .take(MAX_CHOICES)
        .collect()
}

/// Whether each word that is typed begins a word of the name.
fn fits(typed: &[String], name: &[String]) -> bool {
    typed.iter().all(|typed| name.iter().any(|word| word.starts_with(typed.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_begins_words() {
        let fits = |typed: &str, name: &str| fits(&folded(typed), &folded(name));
        assert!(
            fits("oslo har", "The harbours of Oslo")
                && fits("", "Anything")
                && !fits("slo", "Oslo")
        );
    }
}

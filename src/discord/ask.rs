//! `/ask`: a question, perhaps to one document, perhaps answered for the asker only; and what its
//! options offer while somebody types.

use std::collections::BTreeSet;
use std::sync::Arc;

use serenity::all::{CommandInteraction, Http, ResolvedValue};

use super::body::{self, Seen};
use super::bot::Bot;
use super::commands::option_names;
use super::render::Choice;
use super::responding::Asker;
use crate::corpus::{CorpusError, ListedDocument, Scope, Shelf};
use crate::document::FileName;
use crate::language::terms::{fold, words};
use crate::phrases::{Example, Key, Language};

/// Most choices that Discord takes (API reference, "Autocomplete").
const MAX_CHOICES: usize = 25;

/// Answers the command.
pub(super) async fn answer(
    bot: &Bot,
    http: &Http,
    command: &CommandInteraction,
) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let (mut asked, mut source, mut seen) = ("", None, Seen::ByAll);
    for option in command.data.options() {
        match option.value {
            ResolvedValue::String(text) if is_option(bot, Key::SourceName, option.name) => {
                source = Some(text)
            }
            ResolvedValue::String(text) => asked = text,
            ResolvedValue::Boolean(true) => seen = Seen::ByAsker,
            _ => {}
        }
    }
    if asker.is_too_fast(asked).await? {
        return Ok(());
    }
    let language = asker.language(asked);
    let scope = match source {
        None => bot.scope(),
        Some(named) => {
            let (named, scope) = (named.to_owned(), bot.scope());
            match bot.try_work(move |shelf, _| one_document(&named, &scope, shelf)).await {
                Some(Some(scope)) => scope,
                Some(None) => {
                    return asker.tell(bot.voice(language).say(Key::UnknownSource, vec![])).await;
                }
                None => return asker.tell(bot.broken(language)).await,
            }
        }
    };
    asker.answer(bot.answer(asked, scope, language), seen, language).await
}

/// Offers what fits what is typed.
pub(super) async fn complete(
    bot: &Bot,
    http: &Http,
    command: &CommandInteraction,
) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let Some(typed) = command.data.autocomplete() else {
        return asker.respond(&body::choices(&[])).await;
    };
    let (text, scope, language) =
        (typed.value.to_owned(), bot.scope(), asker.language(typed.value));
    let is_source = is_option(bot, Key::SourceName, typed.name);
    let choices = bot.try_work(move |shelf, phrases| {
        if is_source {
            documents(&text, &scope, shelf)
        } else {
            questions(&text, phrases.examples(), language, &scope, shelf)
        }
    });
    asker.respond(&body::choices(&choices.await.unwrap_or_default())).await
}

/// Whether an option is the one of this key. Discord sends its name, never a translation of it.
fn is_option(bot: &Bot, key: Key, name: &str) -> bool {
    option_names(bot, key).0 == name
}

/// The scope of the document that somebody chose, by its id or, typed in full, its title; `None`
/// when there is none in scope.
fn one_document(named: &str, scope: &Scope, shelf: &Shelf) -> Result<Option<Scope>, CorpusError> {
    let typed = folded(named);
    let all = shelf.listed(scope)?;
    let found = all
        .iter()
        .find(|listed| id(listed) == named || (listed.is_titled && listed.folded == typed));
    Ok(found.map(|listed| Scope::Files(Arc::from([listed.file.clone()]))))
}

/// A document's id as a choice: short and of one form, however its file is called.
fn id(listed: &ListedDocument) -> String {
    listed.file.digest().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// The documents whose names have a word for each word that is typed; those that begin so first.
fn documents(typed: &str, scope: &Scope, shelf: &Shelf) -> Result<Vec<Choice>, CorpusError> {
    let typed = folded(typed);
    let all = shelf.listed(scope)?;
    let mut found: Vec<&ListedDocument> =
        all.iter().filter(|listed| fits(&typed, &listed.folded)).collect();
    found.sort_by_key(|listed| {
        (
            !fits(&typed[..typed.len().min(1)], &listed.folded[..listed.folded.len().min(1)]),
            &listed.folded,
        )
    });
    let mut choices = Vec::new();
    for listed in found.iter().take(MAX_CHOICES) {
        if let Some(name) = shelf.name(listed)? {
            choices.push(Choice::document(&name, id(listed)));
        }
    }
    Ok(choices)
}

/// The example questions that documents in scope answer and that have a word for each word that is
/// typed; those in the asker's language first.
fn questions(
    typed: &str,
    examples: &[Example],
    language: Language,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<Choice>, CorpusError> {
    let typed = folded(typed);
    let mut found: Vec<&Example> = answered(examples, scope, shelf)?;
    found.retain(|example| fits(&typed, &folded(&example.question.to_string())));
    found.sort_by_key(|example| example.language != language);
    Ok(found
        .into_iter()
        .filter_map(|example| Choice::question(&example.question))
        .take(MAX_CHOICES)
        .collect())
}

/// The examples whose documents are all in scope.
pub(super) fn answered<'e>(
    examples: &'e [Example],
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<&'e Example>, CorpusError> {
    let all = shelf.listed(scope)?;
    let there: BTreeSet<&FileName> = all.iter().map(|listed| &listed.file).collect();
    Ok(examples
        .iter()
        .filter(|example| example.files.iter().all(|file| there.contains(file)))
        .collect())
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold(word.text)).collect()
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

//! `/ask`: a question, perhaps to one document, perhaps answered for the asker only; and what its options
//! offer while somebody types.

use std::sync::Arc;

use serenity::all::{CommandInteraction, Http, ResolvedValue};
use sha2::{Digest, Sha256};

use super::body::{self, Seen};
use super::bot::Bot;
use super::commands::option_names;
use super::responding::Asker;
use crate::answer::{AnswerError, Listed, ListedName, Scope, Shelf};
use crate::language::terms::{fold, words};
use crate::phrases::{Example, Key, Language};
use crate::reply::words::plain;

/// Most choices, and their longest name and value, in characters (Discord API reference, "Application Command
/// Option Choice").
const MAX_CHOICES: usize = 25;
const LONGEST_CHOICE: usize = 100;

/// Answers the command.
pub(super) async fn answer(bot: &Bot, http: &Http, command: &CommandInteraction) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let (mut asked, mut source, mut seen) = ("", None, Seen::ByAll);
    for option in command.data.options() {
        match option.value {
            ResolvedValue::String(text) if is_option(bot, Key::SourceName, option.name) => source = Some(text),
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
                Some(None) => return asker.tell(bot.voice(language).say(Key::UnknownSource, vec![])).await,
                None => return asker.tell(bot.broken(language)).await,
            }
        }
    };
    asker.answer(bot.answer(asked, scope, language), seen, language).await
}

/// Offers what fits what is typed.
pub(super) async fn complete(bot: &Bot, http: &Http, command: &CommandInteraction) -> serenity::Result<()> {
    let asker = Asker::of_command(bot, http, command);
    let Some(typed) = command.data.autocomplete() else { return asker.respond(&body::choices(&[])).await };
    let (text, scope, language) = (typed.value.to_owned(), bot.scope(), asker.language(typed.value));
    let is_source = is_option(bot, Key::SourceName, typed.name);
    let choices = bot.try_work(
        move |shelf, phrases| if is_source { documents(&text, &scope, shelf) } else { questions(&text, phrases.examples(), language, &scope, shelf) },
    );
    asker.respond(&body::choices(&choices.await.unwrap_or_default())).await
}

/// Whether an option is the one of this key. Discord sends its name, never a translation of it.
fn is_option(bot: &Bot, key: Key, name: &str) -> bool {
    option_names(bot, key).0 == name
}

/// The scope of the document that somebody chose, by its id or, typed in full, its title; `None` when there
/// is none in scope.
fn one_document(named: &str, scope: &Scope, shelf: &Shelf) -> Result<Option<Scope>, AnswerError> {
    let is_named = |listed: &&Listed| {
        let is_title = |title: &str| fold(title.trim()) == fold(named.trim());
        id(listed) == named || matches!(&listed.name, ListedName::Title(title) if is_title(title.as_str()))
    };
    Ok(shelf.listed(scope)?.find(is_named).map(|listed| Scope::Files(Arc::from([listed.file.clone()]))))
}

/// A document's id as a choice: short and of one form, however its file is called.
fn id(listed: &Listed) -> String {
    Sha256::digest(listed.file.as_str()).iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// The documents whose names have a word for each word that is typed; those that begin so first.
fn documents(typed: &str, scope: &Scope, shelf: &Shelf) -> Result<Vec<(String, String)>, AnswerError> {
    let mut found: Vec<(bool, String, String)> = Vec::new();
    for listed in shelf.listed(scope)? {
        let name = match &listed.name {
            ListedName::Title(title) => title.as_str().to_owned(),
            ListedName::Opening(opening) => plain(opening),
        };
        if fits(typed, &name) {
            found.push((!fold(&name).starts_with(&fold(typed.trim())), shortened(&name), id(listed)));
        }
    }
    found.sort();
    Ok(found.into_iter().take(MAX_CHOICES).map(|(_, name, id)| (name, id)).collect())
}

/// The example questions that documents in scope answer and that have a word for each word that is typed;
/// those in the asker's language first.
fn questions(typed: &str, examples: &[Example], language: Language, scope: &Scope, shelf: &Shelf) -> Result<Vec<(String, String)>, AnswerError> {
    let answered = answered(examples, scope, shelf)?;
    let mut found: Vec<(bool, String)> = answered
        .map(|example| (example.language != language, example.question.to_string()))
        .filter(|(_, question)| question.chars().count() <= LONGEST_CHOICE && fits(typed, question))
        .collect();
    found.sort_by_key(|(is_foreign, _)| *is_foreign);
    Ok(found.into_iter().take(MAX_CHOICES).map(|(_, question)| (question.clone(), question)).collect())
}

/// The examples whose documents are all in scope.
pub(super) fn answered<'e>(examples: &'e [Example], scope: &Scope, shelf: &Shelf) -> Result<impl Iterator<Item = &'e Example>, AnswerError> {
    let mut there = Vec::new();
    for listed in shelf.listed(scope)? {
        there.push(&listed.file);
    }
    Ok(examples.iter().filter(move |example| example.files.iter().all(|file| there.contains(&file))).collect::<Vec<_>>().into_iter())
}

/// Whether each word that is typed begins a word of the name.
fn fits(typed: &str, name: &str) -> bool {
    let name: Vec<String> = words(name).map(|word| fold(word.text)).collect();
    words(typed).map(|word| fold(word.text)).all(|typed| name.iter().any(|word| word.starts_with(&typed)))
}

/// As much of a name as a choice takes, cut between words, the cut shown.
fn shortened(name: &str) -> String {
    const LEFT_OUT: &str = " […]";
    if name.chars().count() <= LONGEST_CHOICE {
        return name.to_owned();
    }
    let room = LONGEST_CHOICE - LEFT_OUT.chars().count();
    let end = name.char_indices().nth(room).map_or(name.len(), |(at, _)| at);
    let cut = name[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}{LEFT_OUT}", name[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_words() {
        assert_eq!(shortened("A short name"), "A short name");
        let long = shortened(&"harbour ".repeat(30));
        assert!(long.chars().count() <= LONGEST_CHOICE && long.ends_with("harbour […]"), "{long}");
        assert_eq!(shortened(&"Ж".repeat(300)).chars().count(), LONGEST_CHOICE);
    }

    #[test]
    fn what_is_typed_begins_words() {
        assert!(fits("oslo har", "The harbours of Oslo") && fits("", "Anything") && !fits("slo", "Oslo"));
    }
}

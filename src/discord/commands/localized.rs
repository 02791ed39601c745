//! Definitions of commands and options: their names and descriptions are phrases, in each language.
//! Commands can be installed in a server and by a person, and used in servers, in direct messages
//! with the bot and in any other private channel.

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext,
};

use crate::phrases::{Language, Phrases, Say};

/// A phrase in the default language and, with their locales, in the others.
struct Localized {
    default: String,
    others: Vec<(&'static str, String)>,
}

impl Localized {
    fn of(phrases: &Phrases, say: Say) -> Localized {
        let in_language = |language: Language| phrases.voice(language).say(say.clone()).to_string();
        let others = Language::ALL.iter().filter(|language| **language != Language::DEFAULT);
        Localized {
            default: in_language(Language::DEFAULT),
            others: others.map(|language| (language.tag(), in_language(*language))).collect(),
        }
    }
}

/// The name by which Discord sends a command or an option: that of the default language.
pub(super) fn name(phrases: &Phrases, name: Say) -> String {
    phrases.voice(Language::DEFAULT).say(name).to_string()
}

/// A slash command.
pub(super) fn slash_command(phrases: &Phrases, name: Say, description: Say) -> CreateCommand {
    let description = Localized::of(phrases, description);
    let command =
        named(phrases, name).kind(CommandType::ChatInput).description(description.default);
    description.others.into_iter().fold(command, |command, (locale, description)| {
        command.description_localized(locale, description)
    })
}

/// A command in the menu of a message.
pub(super) fn message_command(phrases: &Phrases, name: Say) -> CreateCommand {
    named(phrases, name).kind(CommandType::Message)
}

/// An option of a slash command.
pub(super) fn option(
    phrases: &Phrases,
    kind: CommandOptionType,
    name: Say,
    description: Say,
) -> CreateCommandOption {
    let (name, description) = (Localized::of(phrases, name), Localized::of(phrases, description));
    let option = CreateCommandOption::new(kind, name.default, description.default);
    let option = name
        .others
        .into_iter()
        .fold(option, |option, (locale, name)| option.name_localized(locale, name));
    description.others.into_iter().fold(option, |option, (locale, description)| {
        option.description_localized(locale, description)
    })
}

/// The option with the languages that documents can be searched in: their tags, by their names.
pub(super) fn language_choices(
    phrases: &Phrases,
    option: CreateCommandOption,
) -> CreateCommandOption {
    Language::ALL.iter().fold(option, |option, language| {
        let name = match language {
            Language::English => Say::LanguageEnglish,
            Language::Russian => Say::LanguageRussian,
        };
        let name = Localized::of(phrases, name);
        let others = name.others.into_iter().map(|(locale, name)| (locale.to_owned(), name));
        option.add_string_choice_localized(name.default, language.tag(), others)
    })
}

fn named(phrases: &Phrases, name: Say) -> CreateCommand {
    let name = Localized::of(phrases, name);
    let command = CreateCommand::new(name.default)
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
        .contexts(vec![
            InteractionContext::Guild,
            InteractionContext::BotDm,
            InteractionContext::PrivateChannel,
        ]);
    name.others
        .into_iter()
        .fold(command, |command, (locale, name)| command.name_localized(locale, name))
}

//! The commands as Discord is told of them: their names and descriptions are phrases, in each
//! language. They can be installed in a server and by a person, and used in servers, in direct
//! messages with the bot and in any other private channel.

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext,
};

use super::bot::{Bot, MAX_QUESTION};
use crate::phrases::{Key, Language};

/// All commands.
pub(super) fn commands(bot: &Bot) -> Vec<CreateCommand> {
    let question =
        option(bot, CommandOptionType::String, Key::QuestionName, Key::QuestionDescription)
            .required(true)
            .min_length(1)
            .max_length(MAX_QUESTION as u16)
            .set_autocomplete(true);
    let source = option(bot, CommandOptionType::String, Key::SourceName, Key::SourceDescription)
        .set_autocomplete(true);
    let private =
        option(bot, CommandOptionType::Boolean, Key::PrivateName, Key::PrivateDescription);
    vec![
        described(bot, Key::AskName, Key::AskDescription)
            .set_options(vec![question, source, private]),
        described(bot, Key::HelpName, Key::HelpDescription),
        described(bot, Key::AboutName, Key::AboutDescription),
        named(bot, Key::FindSourcesName).kind(CommandType::Message),
    ]
}

/// The name by which Discord tells of a command or an option, and its names in other languages,
/// each with the locale.
pub(super) fn option_names(bot: &Bot, key: Key) -> (String, Vec<(&'static str, String)>) {
    let in_language = |language: Language| bot.voice(language).say(key, vec![]).to_string();
    let (first, others) = Language::ALL.split_first().expect("there is a language");
    (
        in_language(*first),
        others.iter().map(|language| (language.tag(), in_language(*language))).collect(),
    )
}

fn named(bot: &Bot, name: Key) -> CreateCommand {
    let (name, others) = option_names(bot, name);
    let command = CreateCommand::new(name)
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
        .contexts(vec![
            InteractionContext::Guild,
            InteractionContext::BotDm,
            InteractionContext::PrivateChannel,
        ]);
    others.into_iter().fold(command, |command, (locale, name)| command.name_localized(locale, name))
}

fn described(bot: &Bot, name: Key, description: Key) -> CreateCommand {
    let (description, others) = option_names(bot, description);
    let command = named(bot, name).kind(CommandType::ChatInput).description(description);
    others.into_iter().fold(command, |command, (locale, description)| {
        command.description_localized(locale, description)
    })
}

fn option(bot: &Bot, kind: CommandOptionType, name: Key, description: Key) -> CreateCommandOption {
    let (name, names) = option_names(bot, name);
    let (description, descriptions) = option_names(bot, description);
    let option = CreateCommandOption::new(kind, name, description);
    let option = names
        .into_iter()
        .fold(option, |option, (locale, name)| option.name_localized(locale, name));
    descriptions.into_iter().fold(option, |option, (locale, description)| {
        option.description_localized(locale, description)
    })
}

//! `/help`: how to ask, with example questions as buttons; for who used it only.

use serenity::all::{CommandInteraction, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::{examples, localized};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::send::{Responder, Visibility};
use crate::phrases::{CommandMention, Example, Phrases, Say, Voice};
use crate::reply::{self, Offer, Reply, ReplyPart};

/// Example questions that are offered: as many as a message has rows.
const MAX_EXAMPLES: usize = 5;
/// Longest label of a button, in characters (Discord API reference, "Button").
const LONGEST_LABEL: usize = 80;

/// The command. It has no options.
#[derive(Debug)]
pub(in crate::discord) struct Help;

impl ApplicationCommand for Help {
    const NAME: Say = Say::HelpName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        localized::slash_command(phrases, Say::HelpName, Say::HelpDescription)
    }

    fn parse(_: &CommandInteraction, _: &Phrases) -> Result<Help, InvocationError> {
        Ok(Help)
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let (language, scope) = (responder.language.or_default(), responder.scope());
        let examples: Vec<Example> = bot.phrases().examples().to_vec();
        let names = [Say::AskName, Say::SearchName, Say::SourcesName, Say::VerifyName];
        let mentioned = names.map(|name| bot.mention(name, language));
        let reply = bot.reply_blocking(language, move |shelf, voice| {
            let shelf = &scope.shelf(shelf)?;
            Ok(help(mentioned, offers(&examples, &scope.on(shelf)?, shelf, voice)?, voice))
        });
        responder.answer(reply, Visibility::Ephemeral, language).await
    }
}

fn help(
    [ask, search, sources, verify]: [CommandMention; 4],
    offers: Vec<Offer>,
    voice: Voice,
) -> Reply {
    let look_up = Say::HelpLookUp { search, sources, verify };
    let says = [Say::HelpWhat, Say::HelpAsk { ask }, look_up, Say::HelpSources];
    let mut reply = reply::notice(says.map(|say| voice.say(say)));
    if !offers.is_empty() {
        reply.parts.push(ReplyPart::Phrase(voice.say(Say::HelpExamples)));
    }
    reply.offers = offers;
    reply
}

/// Example questions that the documents answer, those in the asker's language first.
fn offers(
    examples: &[Example],
    scope: &Scope,
    shelf: &Shelf,
    voice: Voice,
) -> Result<Vec<Offer>, CorpusError> {
    let fitting = examples::answerable(examples, scope, shelf)?
        .into_iter()
        .filter(|example| example.question.to_string().chars().count() <= LONGEST_LABEL);
    let (own, foreign): (Vec<&Example>, Vec<&Example>) =
        fitting.partition(|example| example.language == voice.language());
    Ok(own
        .into_iter()
        .chain(foreign)
        .take(MAX_EXAMPLES)
        .map(|example| Offer::Example(example.question.clone(), example.id.clone()))
        .collect())
}

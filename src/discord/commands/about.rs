//! `/about`: what the bot is and what it keeps; for who used it only.

use serenity::all::{CommandInteraction, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use crate::answered::KEPT_DAYS;
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::send::{Responder, Visibility};
use crate::phrases::{PROJECT, Phrases, Project, Say, UnixSeconds, Version, Voice};
use crate::reply::{self, Reply};

/// The command. It has no options.
#[derive(Debug)]
pub(in crate::discord) struct About;

impl ApplicationCommand for About {
    const NAME: Say = Say::AboutName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        localized::slash_command(phrases, Say::AboutName, Say::AboutDescription)
    }

    fn parse(_: &CommandInteraction, _: &Phrases) -> Result<About, InvocationError> {
        Ok(About)
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let (language, scope) = (responder.language.or_default(), responder.scope());
        let has_model = bot.has_model();
        let kept = match responder.asking().keeps_questions {
            true => Say::AboutKeptQuestions { days: KEPT_DAYS },
            false => Say::AboutKept { days: KEPT_DAYS },
        };
        let reply = bot.reply_blocking(language, move |shelf, voice| {
            let shelf = &scope.shelf(shelf)?;
            about(&scope.on(shelf)?, shelf, (has_model, kept), voice)
        });
        responder.answer(reply, Visibility::Ephemeral, language).await
    }
}

fn about(
    scope: &Scope,
    shelf: &Shelf,
    (has_model, kept): (bool, Say),
    voice: Voice,
) -> Result<Reply, CorpusError> {
    let n_documents = shelf.n_listed(scope)? as u64;
    let indexed = shelf.snapshot().committed_at().map(UnixSeconds);
    let mut says =
        vec![Say::AboutVersion { version: Version }, Say::AboutDocuments { count: n_documents }];
    says.extend(indexed.map(|time| Say::AboutIndexed { time }));
    says.extend(has_model.then_some(Say::AboutModel));
    says.push(kept);
    if !PROJECT.is_empty() {
        says.push(Say::AboutProject { link: Project });
    }
    Ok(reply::notice(says.into_iter().map(|say| voice.say(say))))
}

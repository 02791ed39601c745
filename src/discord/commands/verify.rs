//! `/verify`: whether a quote still stands in its document, by its receipt.

use serenity::all::{CommandInteraction, CommandOptionType, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use super::options::{options, required};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::send::{Responder, Visibility};
use crate::lookup;
use crate::phrases::{Phrases, Say};
use crate::receipt::Receipt;
use crate::reply;

/// The command with its options.
#[derive(Debug)]
pub(in crate::discord) struct Verify {
    receipt: Option<Receipt>,
    /// What the asker says of who is to see the answer.
    visibility: Option<Visibility>,
}

impl ApplicationCommand for Verify {
    const NAME: Say = Say::VerifyName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        let kind = CommandOptionType::String;
        let id = localized::option(phrases, kind, Say::IdName, Say::IdDescription).required(true);
        let kind = CommandOptionType::Boolean;
        let private = localized::option(phrases, kind, Say::PrivateName, Say::PrivateDescription);
        localized::slash_command(phrases, Say::VerifyName, Say::VerifyDescription)
            .set_options(vec![id, private])
    }

    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Result<Verify, InvocationError> {
        let read = options(command, phrases, [Say::IdName])?;
        let [id] = read.texts;
        let id = required(id, command, phrases, Say::IdName)?;
        Ok(Verify { receipt: Receipt::parse(&id), visibility: read.visibility })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let Some(receipt) = self.receipt else { return responder.say(Say::NoReceipt).await };
        let (language, scope) = (responder.language.or_default(), responder.scope());
        let reply = bot.reply_blocking(language, move |shelf, voice| {
            let shelf = &scope.shelf(shelf)?;
            Ok(reply::verified(&[lookup::verify(&receipt, &scope.on(shelf)?, shelf)?], voice))
        });
        let visibility = responder.visibility(self.visibility);
        responder.answer_in_full(reply, visibility, language).await
    }
}

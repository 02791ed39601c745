//! The message command "Verify quotes": whether the quotes of an answer still stand in their
//! documents, by the receipts that the message shows; for who used it only.

use std::sync::LazyLock;

use regex::Regex;
use serenity::all::{CommandInteraction, CommandType, CreateCommand, Message, ResolvedTarget};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::send::{Responder, Visibility};
use crate::lookup;
use crate::phrases::{Phrases, Say};
use crate::receipt::Receipt;
use crate::reply;

/// Receipts of a message that are looked up.
const MAX_RECEIPTS: usize = 10;

/// How receipts stand in messages.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("`([A-Za-z0-9_-]{20,64})`").expect("a valid pattern"));

/// The command on a message.
#[derive(Debug)]
pub(in crate::discord) struct VerifyQuotes {
    /// The receipts that the message shows, in order.
    receipts: Vec<Receipt>,
}

impl ApplicationCommand for VerifyQuotes {
    const NAME: Say = Say::VerifyQuotesName;
    const KIND: CommandType = CommandType::Message;

    fn definition(phrases: &Phrases) -> CreateCommand {
        localized::message_command(phrases, Say::VerifyQuotesName)
    }

    fn parse(command: &CommandInteraction, _: &Phrases) -> Result<VerifyQuotes, InvocationError> {
        let Some(ResolvedTarget::Message(message)) = command.data.target() else {
            let command = command.data.name.clone();
            return Err(InvocationError::MissingMessage { command });
        };
        Ok(VerifyQuotes { receipts: receipts(message) })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        if self.receipts.is_empty() {
            return responder.say(Say::NoReceipts).await;
        }
        let (language, scope) = (responder.language.or_default(), responder.scope());
        let reply = bot.reply_blocking(language, move |shelf, voice| {
            let shelf = &scope.shelf(shelf)?;
            let scope = scope.on(shelf)?;
            let verified = self.receipts.iter().map(|one| lookup::verify(one, &scope, shelf));
            Ok(reply::verified(&verified.collect::<Result<Vec<_>, _>>()?, voice))
        });
        responder.answer_in_full(reply, Visibility::Ephemeral, language).await
    }
}

/// The receipts that a message shows, each once, in order. It need not be the bot's: a receipt that
/// somebody repeats says the same.
fn receipts(message: &Message) -> Vec<Receipt> {
    let embeds = message.embeds.iter().filter_map(|embed| embed.description.as_deref());
    let texts = std::iter::once(message.content.as_str()).chain(embeds);
    let marked = texts.flat_map(|text| MARKED.captures_iter(text));
    let mut receipts: Vec<Receipt> = Vec::new();
    for receipt in marked.filter_map(|found| Receipt::parse(&found[1])) {
        if !receipts.contains(&receipt) && receipts.len() < MAX_RECEIPTS {
            receipts.push(receipt);
        }
    }
    receipts
}

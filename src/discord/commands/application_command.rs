//! What a command must have.

use serenity::all::{CommandInteraction, CommandType, CreateCommand};

use super::invocation_error::InvocationError;
use super::localized;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::send::Responder;
use crate::phrases::{Phrases, Say};

/// A command with its options.
pub(super) trait ApplicationCommand: Sized {
    /// The phrase that is its name.
    const NAME: Say;
    /// Where people find it: as a slash command, or in the menu of a message.
    const KIND: CommandType;

    /// The command as Discord registers it.
    fn definition(phrases: &Phrases) -> CreateCommand;

    /// The command as somebody used it.
    ///
    /// # Errors
    /// When an option is missing or none of its own.
    fn parse(command: &CommandInteraction, phrases: &Phrases) -> Result<Self, InvocationError>;

    /// Does what it is for.
    ///
    /// # Errors
    /// When the response cannot be sent.
    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError>;
}

/// Whether somebody used this command. Discord sends its name, never a translation of it.
pub(super) fn is<C: ApplicationCommand>(command: &CommandInteraction, phrases: &Phrases) -> bool {
    command.data.kind == C::KIND && command.data.name == localized::name(phrases, C::NAME)
}

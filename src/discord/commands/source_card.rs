//! `/source`: what is known of one document, and the way into its text; for who used it only.

use serenity::all::{CommandInteraction, CommandOptionType, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::options::{options, required};
use super::{localized, source};
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::render::{self, Lists};
use crate::discord::send::{Responder, Visibility};
use crate::lookup;
use crate::phrases::{Phrases, Say};

/// The command with its option.
#[derive(Debug)]
pub(in crate::discord) struct SourceCard {
    /// The document, by its id or its title.
    named: String,
}

impl ApplicationCommand for SourceCard {
    const NAME: Say = Say::SourceCardName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        let kind = CommandOptionType::String;
        let name = localized::option(phrases, kind, Say::DocumentName, Say::DocumentDescription)
            .required(true)
            .set_autocomplete(true);
        localized::slash_command(phrases, Say::SourceCardName, Say::SourceCardDescription)
            .set_options(vec![name])
    }

    fn parse(
        command: &CommandInteraction,
        phrases: &Phrases,
    ) -> Result<SourceCard, InvocationError> {
        let [named] = options(command, phrases, [Say::DocumentName])?.texts;
        Ok(SourceCard { named: required(named, command, phrases, Say::DocumentName)? })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let (language, scope) = (responder.language.or_default(), responder.scope());
        let target = responder.target(language, Visibility::Ephemeral);
        let view = bot.view(target, move |shelf, frame| {
            let shelf = &scope.shelf(shelf)?;
            let scope = scope.on(shelf)?;
            let Some(file) = source::document(&self.named, &scope, shelf)? else {
                return Ok(Err(Say::UnknownSource));
            };
            let Some(card) = lookup::card(&file, &scope, shelf)? else {
                return Ok(Err(Say::UnknownSource));
            };
            let outline = lookup::outline(&file, &scope, shelf)?;
            Ok(Ok(render::render_card(None, &card, (&outline, 0), &Lists::default(), frame)))
        });
        responder.answer_with(view, Visibility::Ephemeral, language).await
    }
}

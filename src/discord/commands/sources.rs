//! `/sources`: all documents, a page at a time; for who used it only.

use serenity::all::{CommandInteraction, CommandType, CreateCommand};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::render;
use crate::discord::send::{Responder, Visibility};
use crate::lookup::{self, CatalogueOrder};
use crate::phrases::{Phrases, Say};

/// The command. It has no options.
#[derive(Debug)]
pub(in crate::discord) struct Sources;

impl ApplicationCommand for Sources {
    const NAME: Say = Say::SourcesName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        localized::slash_command(phrases, Say::SourcesName, Say::SourcesDescription)
    }

    fn parse(_: &CommandInteraction, _: &Phrases) -> Result<Sources, InvocationError> {
        Ok(Sources)
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let (language, scope) = (responder.language.or_default(), responder.scope());
        let target = responder.target(language, Visibility::Ephemeral);
        let view = bot.view(target, move |shelf, frame| {
            let shelf = &scope.shelf(shelf)?;
            let order = CatalogueOrder::Title;
            let page = lookup::catalogue(order, 0, &scope.on(shelf)?, shelf)?;
            Ok(Ok(render::render_catalogue(&page, order, frame)))
        });
        responder.answer_with(view, Visibility::Ephemeral, language).await
    }
}

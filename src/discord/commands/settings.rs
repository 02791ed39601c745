//! `/settings`: what holds on a server and in its channels, with menus to change it; for who may manage
//! the server, and who used it only.

use serenity::all::{
    CommandInteraction, CommandType, CreateCommand, InstallationContext, InteractionContext,
    Permissions,
};

use super::application_command::ApplicationCommand;
use super::invocation_error::InvocationError;
use super::localized;
use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::control::SettingsView;
use crate::discord::manager::{Manager, NotManager};
use crate::discord::send::{Responder, Visibility};
use crate::discord::server_settings;
use crate::phrases::{Phrases, Say};

/// The command. It has no options.
#[derive(Debug)]
pub(in crate::discord) struct Settings {
    /// Who used it, as far as they may manage the server.
    manager: Result<Manager, NotManager>,
}

impl ApplicationCommand for Settings {
    const NAME: Say = Say::SettingsName;
    const KIND: CommandType = CommandType::ChatInput;

    fn definition(phrases: &Phrases) -> CreateCommand {
        localized::slash_command(phrases, Say::SettingsName, Say::SettingsDescription)
            .default_member_permissions(Permissions::MANAGE_GUILD)
            .integration_types(vec![InstallationContext::Guild])
            .contexts(vec![InteractionContext::Guild])
    }

    fn parse(command: &CommandInteraction, _: &Phrases) -> Result<Settings, InvocationError> {
        let manager = Manager::of_command(command);
        Ok(Settings { manager })
    }

    async fn run(self, bot: &Bot, responder: &Responder<'_>) -> Result<(), ApiError> {
        if !responder.may_press().await? {
            return Ok(());
        }
        let manager = match self.manager {
            Ok(manager) => manager,
            Err(why) => return responder.say(why.say()).await,
        };
        let language = responder.language.or_default();
        let target = responder.target(language, Visibility::Ephemeral);
        let view = server_settings::view(bot, target, manager, SettingsView::default());
        responder.answer_with(view, Visibility::Ephemeral, language).await
    }
}

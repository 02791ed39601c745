//! What an interaction says of who caused it and where, the same for commands and components.

use serenity::all::{
    ApplicationId, ChannelId, CommandInteraction, ComponentInteraction, InteractionId, Permissions,
    UserId,
};

/// The fields that commands and components have in common.
pub(in crate::discord) struct Received<'i> {
    pub(super) id: InteractionId,
    pub(super) application: ApplicationId,
    pub(super) token: &'i str,
    /// What the bot may do there; `None` where Discord does not say.
    pub(super) permissions: Option<Permissions>,
    pub(super) person: UserId,
    pub(super) channel: ChannelId,
    pub(super) locale: &'i str,
    pub(super) guild_locale: Option<&'i str>,
}

impl<'i> From<&'i CommandInteraction> for Received<'i> {
    fn from(command: &'i CommandInteraction) -> Received<'i> {
        Received {
            id: command.id,
            application: command.application_id,
            token: &command.token,
            permissions: command.app_permissions,
            person: command.user.id,
            channel: command.channel_id,
            locale: &command.locale,
            guild_locale: command.guild_locale.as_deref(),
        }
    }
}

impl<'i> From<&'i ComponentInteraction> for Received<'i> {
    fn from(component: &'i ComponentInteraction) -> Received<'i> {
        Received {
            id: component.id,
            application: component.application_id,
            token: &component.token,
            permissions: component.app_permissions,
            person: component.user.id,
            channel: component.channel_id,
            locale: &component.locale,
            guild_locale: component.guild_locale.as_deref(),
        }
    }
}

//! What an interaction says of who caused it and where, the same for commands and components.

use serenity::all::{
    ApplicationId, ChannelId, ChannelType, CommandInteraction, ComponentInteraction, GuildId,
    InteractionId, PartialChannel, Permissions, UserId,
};

use crate::settings::Place;

/// The fields that commands and components have in common.
pub(in crate::discord) struct Received<'i> {
    pub(super) id: InteractionId,
    pub(super) application: ApplicationId,
    pub(super) token: &'i str,
    /// What the bot may do there; `None` where Discord does not say.
    pub(super) permissions: Option<Permissions>,
    pub(super) person: UserId,
    pub(super) channel: ChannelId,
    /// What settings hold there.
    pub(super) place: Place,
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
            place: place(command.guild_id, command.channel_id, command.channel.as_ref()),
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
            place: place(component.guild_id, component.channel_id, component.channel.as_ref()),
            locale: &component.locale,
            guild_locale: component.guild_locale.as_deref(),
        }
    }
}

/// Where an interaction was caused. In a thread what is set for its channel holds; where Discord does
/// not say what channel it is, nothing is guessed.
fn place(guild: Option<GuildId>, channel: ChannelId, described: Option<&PartialChannel>) -> Place {
    let holder = match described.map(|described| (described.kind, described.parent_id)) {
        Some((
            ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread,
            parent,
        )) => parent,
        Some(_) => Some(channel),
        None => None,
    };
    Place { server: guild.map(GuildId::get), channel: holder.map(ChannelId::get) }
}

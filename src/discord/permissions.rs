//! What the bot may do in a channel, as far as Discord has said.

use serenity::all::{ChannelId, ChannelType, GuildId, Permissions, Timestamp};

use super::context::Context;
use super::render::Surface;

/// What the bot needs in a channel to answer there as it should, each by the name that Discord gives
/// it in its settings.
pub(super) const NEEDED: [(Permissions, &str); 5] = [
    (Permissions::VIEW_CHANNEL, "View Channels"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
];

/// Where quotes go, by what the bot may do there. Where that is not known it is assumed to be
/// allowed.
pub(super) fn surface(permissions: Option<Permissions>) -> Surface {
    match permissions {
        Some(permissions) if !permissions.contains(Permissions::EMBED_LINKS) => Surface::Content,
        _ => Surface::Embed,
    }
}

/// What the bot may do in a channel. `None` where Discord has not said; then it is tried.
pub(super) fn in_channel(
    context: &Context,
    guild: GuildId,
    channel: ChannelId,
) -> Option<Permissions> {
    let guild = context.cache.guild(guild)?;
    let member = guild.members.get(&context.cache.current_user().id)?;
    let thread = guild.threads.iter().find(|thread| thread.id == channel);
    let holder = thread.map_or(Some(channel), |thread| thread.parent_id)?;
    let mut permissions = guild.user_permissions_in(guild.channels.get(&holder)?, member);
    if thread.is_some_and(|thread| {
        matches!(
            thread.kind,
            ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread
        )
    }) {
        permissions.set(
            Permissions::SEND_MESSAGES,
            permissions.contains(Permissions::SEND_MESSAGES_IN_THREADS),
        );
    }
    Some(permissions)
}

/// Until when the bot is timed out on a server, as far as Discord has said; `None` where it is not.
/// Then it may do no more than read there, whatever its roles allow.
pub(super) fn timed_out_until(context: &Context, guild: GuildId) -> Option<Timestamp> {
    let guild = context.cache.guild(guild)?;
    let member = guild.members.get(&context.cache.current_user().id)?;
    member.communication_disabled_until.filter(|until| *until > Timestamp::now())
}

//! What the bot may do in a channel, told from what Discord last said of it.

use serenity::all::{ChannelId, ChannelType, Context, GuildId, Permissions};

/// What the bot may do in a channel. `None` where Discord has not said; then trying tells.
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

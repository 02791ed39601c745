//! Where a message stands, as settings know it.

use serenity::all::{ChannelId, GuildId};

use super::context::Context;
use crate::settings::Place;

/// The place of a channel: of a thread, that of the channel it belongs to. Which channel that is stays
/// open for a thread that Discord has not told of.
pub(super) fn of_channel(context: &Context, guild: Option<GuildId>, channel: ChannelId) -> Place {
    let holder = match guild {
        None => Some(channel),
        Some(guild) => context.cache.guild(guild).and_then(|guild| {
            let thread = || guild.threads.iter().find(|thread| thread.id == channel);
            match guild.channels.contains_key(&channel) {
                true => Some(channel),
                false => thread().and_then(|thread| thread.parent_id),
            }
        }),
    };
    Place { server: guild.map(GuildId::get), channel: holder.map(ChannelId::get) }
}

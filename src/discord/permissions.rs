//! What the bot may do in a channel, told from what Discord last said of it; and the channels where it
//! may not write, which are logged once an hour.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{ChannelId, ChannelType, Context, GuildId, Permissions};

/// One line a channel in this time.
const LOG_EVERY: Duration = Duration::from_secs(60 * 60);

/// What the bot may do in a channel. `None` where Discord has not said; then trying tells.
pub(super) fn in_channel(context: &Context, guild: GuildId, channel: ChannelId) -> Option<Permissions> {
    let guild = context.cache.guild(guild)?;
    let member = guild.members.get(&context.cache.current_user().id)?;
    let thread = guild.threads.iter().find(|thread| thread.id == channel);
    let holder = thread.map_or(Some(channel), |thread| thread.parent_id)?;
    let mut permissions = guild.user_permissions_in(guild.channels.get(&holder)?, member);
    if thread.is_some_and(|thread| matches!(thread.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)) {
        permissions.set(Permissions::SEND_MESSAGES, permissions.contains(Permissions::SEND_MESSAGES_IN_THREADS));
    }
    Some(permissions)
}

/// Channels where the bot may not write.
#[derive(Default)]
pub(super) struct QuietChannels {
    /// When each was last logged. A lock, because handlers run on several threads; held for a look-up.
    logged: Mutex<HashMap<ChannelId, Instant>>,
}

impl QuietChannels {
    /// Logs that nothing can be said there, unless it was in the last hour.
    pub(super) fn note(&self, channel: ChannelId) {
        let mut logged = self.logged.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        logged.retain(|_, at| now.duration_since(*at) < LOG_EVERY);
        if let std::collections::hash_map::Entry::Vacant(first) = logged.entry(channel) {
            first.insert(now);
            tracing::warn!(channel = channel.get(), "asked where the bot may not write; give it the permission to send messages there");
        }
    }
}

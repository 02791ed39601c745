//! What the bot may do in a channel, told from what Discord last said of it; and the channels where it
//! may not write, which are logged once an hour.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
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
        if self.is_due(channel, Instant::now()) {
            tracing::warn!(channel = channel.get(), "asked where the bot may not write; give it the permission to send messages there");
        }
    }

    /// Whether the channel was not logged within an hour before this moment; then it is now.
    fn is_due(&self, channel: ChannelId, now: Instant) -> bool {
        let mut logged = self.logged.lock().unwrap_or_else(PoisonError::into_inner);
        logged.retain(|_, at| now.duration_since(*at) < LOG_EVERY);
        match logged.entry(channel) {
            Entry::Occupied(_) => false,
            Entry::Vacant(first) => {
                first.insert(now);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_without_the_permission_to_write_is_logged_once_an_hour() {
        let (quiet, since) = (QuietChannels::default(), Instant::now());
        let minutes = |n: u64| since + Duration::from_secs(60 * n);
        let due = |channel: u64, minute: u64| quiet.is_due(ChannelId::new(channel), minutes(minute));
        assert_eq!([due(1, 0), due(1, 30), due(2, 31), due(1, 59), due(1, 60), due(1, 61)], [true, false, true, false, true, false]);
    }
}

//! Why the bot stays silent where it was asked: told to the operator, with what to do about it, and to
//! nobody else. Once in a while for each channel and reason.

use std::time::Instant;

use serenity::all::{ChannelId, GuildId, Permissions};

use crate::discord::bot::Bot;
use crate::discord::context::Context;
use crate::discord::permissions;
use crate::discord::send::Refusal;

/// Where an answer is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedIn {
    /// `None` for a direct message.
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
}

impl AskedIn {
    /// A channel, on the server that has it as far as is known.
    pub(super) fn of_channel(context: &Context, channel: ChannelId) -> AskedIn {
        let has = |guild: &GuildId| name(context, *guild, channel).is_some();
        AskedIn { guild: context.cache.guilds().into_iter().find(has), channel }
    }
}

/// Whether the bot can write there, as far as is known. Why it cannot is logged.
pub(super) fn may_write(context: &Context, bot: &Bot, place: AskedIn) -> bool {
    let Some(guild) = place.guild else { return true };
    if permissions::timed_out_until(context, guild).is_some() {
        log_refusal(context, bot, place, Refusal::Forbidden);
        return false;
    }
    let may_write = permissions::in_channel(context, guild, place.channel)
        .is_none_or(|permissions| permissions.contains(Permissions::SEND_MESSAGES));
    if !may_write {
        log_refusal(context, bot, place, Refusal::Forbidden);
    }
    may_write
}

/// Logs that Discord refuses.
pub(super) fn log_refusal(context: &Context, bot: &Bot, place: AskedIn, refusal: Refusal) {
    let timed_out_until =
        place.guild.and_then(|guild| permissions::timed_out_until(context, guild));
    let allowed = place
        .guild
        .and_then(|guild| permissions::in_channel(context, guild, place.channel))
        .map(|permissions| permissions.contains(Permissions::SEND_MESSAGES));
    let advice = match refusal {
        Refusal::Forbidden if timed_out_until.is_some() => {
            "the bot is timed out on the server and silent; a moderator can end the time-out before it ends by itself"
        }
        Refusal::Forbidden if allowed == Some(false) => {
            "asked where the bot may not write; give it the permission to send messages there"
        }
        Refusal::Forbidden => {
            "Discord does not let the bot write there, though its permissions seem to allow it; see whether it is timed out"
        }
        Refusal::NoAccess => {
            "asked where the bot does not see the channel; let it view the channel"
        }
        Refusal::NoDirectMessages => {
            "a person who asked takes no direct messages from the bot; only they can change that, in their privacy settings"
        }
        Refusal::SlowMode => {
            "slow mode keeps the bot from answering in time; shorten it there, or let the bot bypass it"
        }
        Refusal::Archived => {
            "the thread is archived, so its answers stay as they are; whoever writes in it opens it again"
        }
        Refusal::Locked => "the thread is locked; unlock it if the bot is to answer there",
    };
    if !bot.silence_logs.try_start((place.channel, advice), Instant::now()) {
        return;
    }
    let name = place.guild.and_then(|guild| name(context, guild, place.channel));
    tracing::warn!(
        channel = place.channel.get(),
        name,
        until = timed_out_until.map(tracing::field::display),
        "{advice}"
    );
}

/// What people call the channel.
fn name(context: &Context, guild: GuildId, channel: ChannelId) -> Option<String> {
    let guild = context.cache.guild(guild)?;
    let thread = || guild.threads.iter().find(|thread| thread.id == channel);
    guild.channels.get(&channel).or_else(thread).map(|found| found.name.clone())
}

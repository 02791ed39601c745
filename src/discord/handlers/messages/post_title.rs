//! The title of a forum's post, where it belongs to what a message of the post asks.

use serenity::all::{ChannelId, ChannelType, GuildId};

use super::addressed::Addressed;
use crate::discord::context::Context;
use crate::question::Question;

/// Channels of media have posts too; serenity does not know them (Discord API reference, "Channel
/// Types").
pub(super) const MEDIA: ChannelType = ChannelType::Unknown(16);

/// What a message asks, below the title of its post if it is the opening message. The title says
/// what that is about; what is asked later has words of its own, unless it carries nothing.
pub(super) fn with_post_title(context: &Context, asked: &Addressed<'_>, text: String) -> String {
    let is_opening = asked.id.get() == asked.channel.get();
    let title = asked
        .guild
        .filter(|_| is_opening || Question::new(&text).carries_nothing())
        .and_then(|guild| post_title(context, guild, asked.channel));
    match title {
        Some(title) => format!("{title}\n{text}").trim().to_owned(),
        None => text,
    }
}

/// The title of a post; `None` in any other channel.
fn post_title(context: &Context, guild: GuildId, channel: ChannelId) -> Option<String> {
    let guild = context.cache.guild(guild)?;
    let post = guild.threads.iter().find(|thread| thread.id == channel)?;
    let parent = guild.channels.get(&post.parent_id?)?;
    matches!(parent.kind, ChannelType::Forum | MEDIA).then(|| post.name.clone())
}

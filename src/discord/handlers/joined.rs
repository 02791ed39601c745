//! A server that the bot was added to just now: it says once what it does and how it is asked, where
//! Discord greets new members; where it may not write there, nowhere.

use std::time::Duration;

use serenity::all::{ChannelId, Guild, GuildId, Permissions, Timestamp};

use crate::discord::api::ApiError;
use crate::discord::bot::Bot;
use crate::discord::context::Context;
use crate::discord::permissions;
use crate::discord::render::{self, Audience, Frame, Surface};
use crate::discord::send::{Payload, Visibility, channel};
use crate::phrases::{Language, Say};
use crate::reply;

/// How far the moment of joining may be from now: Discord tells of it at once, by its own clock.
const JUST_NOW: Duration = Duration::from_secs(5 * 60);

/// A server to say hello in.
pub(super) struct Joined {
    guild: GuildId,
    channel: ChannelId,
    language: Language,
}

impl Joined {
    /// A server that Discord tells of for the first time; `None` where the bot has been for some
    /// time, and where Discord greets nobody.
    pub(super) fn just_now(guild: &Guild) -> Option<Joined> {
        let age = Timestamp::now().unix_timestamp().abs_diff(guild.joined_at.unix_timestamp());
        let channel = guild.system_channel_id?;
        let language = Language::of_locale(&guild.preferred_locale).unwrap_or(Language::DEFAULT);
        (age <= JUST_NOW.as_secs()).then_some(Joined { guild: guild.id, channel, language })
    }
}

/// Says hello if the bot may.
pub(super) async fn greet(context: &Context, bot: &Bot, joined: &Joined) -> Result<(), ApiError> {
    let _at_work = bot.at_work();
    let Joined { guild, channel, language } = *joined;
    let needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
    // Nobody asked: where it is not known what is allowed, it is not tried.
    let may = permissions::in_channel(context, guild, channel);
    if !may.is_some_and(|permissions| permissions.contains(needed)) {
        tracing::debug!(server = guild.get(), "added to a server without a word");
        return Ok(());
    }
    let [ask, help] = [Say::AskName, Say::HelpName].map(|name| bot.mention(name, language));
    let voice = bot.voice(language);
    let hello = reply::notice([voice.say(Say::Joined { ask, help })]);
    let frame = Frame {
        surface: Surface::Content,
        voice,
        owner: None,
        audience: Audience::Channel,
        answer: None,
    };
    let rendered = render::render(&hello, frame);
    // One for a server, whatever becomes of Discord's answer.
    let message = Payload::new(&rendered, Visibility::Public).unasked(guild.to_string());
    channel::post(&context.api, channel, &message).await.map(|_| ())
}

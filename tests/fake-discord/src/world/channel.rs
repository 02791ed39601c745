//! The channels of the world, and how they hang together.

use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, GuildMarker, UserMarker};

use super::{MoreGuild, World};

/// One channel of the world.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Channel {
    /// Its id.
    pub(crate) id: Id<ChannelMarker>,
    /// What it is.
    pub(crate) kind: ChannelKind,
}

/// What a channel is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ChannelKind {
    /// A text channel of the guild.
    Text {
        /// Its name without the number sign.
        name: String,
    },
    /// A forum or media channel of the guild.
    Forum {
        /// Its name.
        name: String,
        /// Whether it is a media channel.
        is_media: bool,
    },
    /// A thread below a text channel, or a post of a forum.
    Thread {
        /// The channel it is in.
        parent: Id<ChannelMarker>,
        /// Its name.
        name: String,
    },
    /// A direct channel with one person.
    Direct {
        /// That person.
        with: Id<UserMarker>,
    },
}

impl Channel {
    /// Whether it is a channel between two people, outside the guild.
    pub(crate) fn is_direct(&self) -> bool {
        matches!(self.kind, ChannelKind::Direct { .. })
    }

    /// Discord's number for the kind.
    pub(crate) fn number(&self) -> u8 {
        match self.kind {
            ChannelKind::Text { .. } => 0,
            ChannelKind::Direct { .. } => 1,
            ChannelKind::Thread { .. } => 11,
            ChannelKind::Forum { is_media, .. } => 15 + u8::from(is_media),
        }
    }
}

/// The channel of a guild that has no other.
fn only_channel(guild: &MoreGuild) -> Channel {
    Channel { id: guild.channel, kind: ChannelKind::Text { name: "general".to_owned() } }
}

impl World {
    /// All channels but those of [`World::more_guilds`], the guild's before the direct ones, parents before their threads.
    pub(crate) fn channels(&self) -> Vec<Channel> {
        let text =
            |id, name: &str| Channel { id, kind: ChannelKind::Text { name: name.to_owned() } };
        let thread = |id, parent, name: &str| Channel {
            id,
            kind: ChannelKind::Thread { parent, name: name.to_owned() },
        };
        let direct = |id, with| Channel { id, kind: ChannelKind::Direct { with } };
        let more = self.more_channels.iter().map(|id| text(*id, "one more"));
        let mut channels = vec![
            text(self.channel, "general"),
            text(self.second_channel, "elsewhere"),
            thread(self.thread, self.channel, "a thread"),
            Channel {
                id: self.forum,
                kind: ChannelKind::Forum { name: "forum".to_owned(), is_media: self.is_media },
            },
            thread(self.forum_post, self.forum, &self.post_title),
            direct(self.dm, self.asker),
            direct(self.other_dm, self.other),
        ];
        channels.splice(2..2, more);
        channels
    }

    /// The channels of a guild, and of the first one the direct ones too.
    pub(crate) fn channels_in(&self, guild: Id<GuildMarker>) -> Vec<Channel> {
        if guild == self.guild {
            return self.channels();
        }
        let here = self.more_guilds.iter().filter(|more| more.id == guild);
        here.map(only_channel).collect()
    }

    /// The channel with this id, if there is one.
    pub(crate) fn find_channel(&self, id: Id<ChannelMarker>) -> Option<Channel> {
        let more = self.more_guilds.iter().find(|more| more.channel == id);
        more.map(only_channel)
            .or_else(|| self.channels().into_iter().find(|channel| channel.id == id))
    }

    /// The guild that a channel is in; none for direct ones and those that are not of this world.
    pub(crate) fn guild_of(&self, id: Id<ChannelMarker>) -> Option<Id<GuildMarker>> {
        let more = self.more_guilds.iter().find(|more| more.channel == id);
        more.map(|more| more.id).or_else(|| {
            let found = self.channels().into_iter().find(|channel| channel.id == id)?;
            (!found.is_direct()).then_some(self.guild)
        })
    }

    /// Whether this is a thread that is locked.
    pub(crate) fn is_locked(&self, id: Id<ChannelMarker>) -> bool {
        self.is_thread_locked && id == self.thread
    }

    /// The direct channel of the bot and `person`, if there is one.
    pub(crate) fn direct_channel(&self, person: Id<UserMarker>) -> Option<Id<ChannelMarker>> {
        self.channels()
            .into_iter()
            .find(|channel| matches!(channel.kind, ChannelKind::Direct { with } if with == person))
            .map(|channel| channel.id)
    }
}

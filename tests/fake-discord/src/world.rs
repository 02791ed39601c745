//! Who and what there is: a guild with its channels, roles and people, and the bot in it.
//!
//! The world does not change while the fake runs; a test describes it before it starts one.

pub mod bits;
mod channel;
mod overwrite;
mod permissions;

use std::time::Duration;

use twilight_model::id::Id;
use twilight_model::id::marker::{
    ApplicationMarker, ChannelMarker, GuildMarker, RoleMarker, UserMarker,
};

pub(crate) use channel::{Channel, ChannelKind};
pub use overwrite::{Overwrite, Target};

/// A guild with one text channel, where everything is as in [`World::guild`].
#[derive(Clone, Copy, Debug)]
pub struct MoreGuild {
    /// Its id.
    pub id: Id<GuildMarker>,
    /// Its channel.
    pub channel: Id<ChannelMarker>,
}

/// The ids and settings of one fake Discord. [`World::default`] is a guild in which the bot may
/// read, write, reply and embed everywhere.
#[derive(Clone, Debug)]
pub struct World {
    /// The bot's user. Not the same number as [`World::application`], as for old applications.
    pub bot: Id<UserMarker>,
    /// The bot's application.
    pub application: Id<ApplicationMarker>,
    /// Another guild, of which there are interactions and nothing else.
    pub other_guild: Id<GuildMarker>,
    /// The guild. Its `@everyone` role has the same number.
    pub guild: Id<GuildMarker>,
    /// More guilds that the bot is in. All are shared out over the shards that it begins.
    pub more_guilds: Vec<MoreGuild>,
    /// How many shards Discord recommends.
    pub shards: u32,
    /// How many sessions may be begun at the same time, each of another bucket of shards. Not 0.
    pub max_concurrency: u32,
    /// A text channel of the guild; where people speak unless told otherwise.
    pub channel: Id<ChannelMarker>,
    /// A second text channel of the guild.
    pub second_channel: Id<ChannelMarker>,
    /// More text channels of the guild.
    pub more_channels: Vec<Id<ChannelMarker>>,
    /// A public thread below [`World::channel`].
    pub thread: Id<ChannelMarker>,
    /// A forum channel. Nobody can write in it, only in its posts.
    pub forum: Id<ChannelMarker>,
    /// A post (a thread) of [`World::forum`].
    pub forum_post: Id<ChannelMarker>,
    /// Whether [`World::forum`] is a media channel, which has posts as a forum has.
    pub is_media: bool,
    /// The title of [`World::forum_post`].
    pub post_title: String,
    /// Whether [`World::thread`] is locked: then only who manages threads writes there.
    pub is_thread_locked: bool,
    /// Until when the bot is timed out in the guild; then it may only read there.
    pub bot_timed_out_until: Option<String>,
    /// The direct channel of the bot and [`World::asker`].
    pub dm: Id<ChannelMarker>,
    /// The direct channel of the bot and [`World::other`].
    pub other_dm: Id<ChannelMarker>,
    /// A member of the guild; who speaks unless told otherwise.
    pub asker: Id<UserMarker>,
    /// A second member of the guild.
    pub other: Id<UserMarker>,
    /// The owner of the guild and of the application.
    pub owner: Id<UserMarker>,
    /// The role that the bot has, with [`World::bot_permissions`].
    pub bot_role: Id<RoleMarker>,
    /// The role that the asker and the other have, with [`World::people_permissions`].
    pub people_role: Id<RoleMarker>,
    /// What [`World::bot_role`] allows; `@everyone` allows nothing.
    pub bot_permissions: u64,
    /// What [`World::people_role`] allows.
    pub people_permissions: u64,
    /// Permission overwrites of the guild's channels; a thread has those of its parent.
    pub overwrites: Vec<Overwrite>,
    /// The language of the people's clients.
    pub locale: String,
    /// The guild's preferred language.
    pub guild_locale: String,
    /// What HELLO asks for.
    pub heartbeat_interval: Duration,
    /// An IDENTIFY sooner than this after the one before is told that its session is invalid; five
    /// seconds at Discord, and nothing here unless a test wants it, so that programs may start one
    /// after the other.
    pub identify_interval: Duration,
    /// How long an interaction waits for its first answer; three seconds at Discord.
    pub interaction_deadline: Duration,
    /// How long an interaction's token can be used; fifteen minutes at Discord.
    pub token_lifetime: Duration,
    /// Fields of GUILD_CREATE that are otherwise than Discord documents them.
    pub odd_guild: Vec<(String, serde_json::Value)>,
    /// Where the guild greets new members; `None` where it does not.
    pub system_channel: Option<Id<ChannelMarker>>,
    /// Whether the bot is in the guild from the start.
    pub is_bot_added: bool,
    /// The privileged intents that the application was granted. An IDENTIFY with others is closed
    /// with 4014. By default all three.
    pub privileged_intents: u64,
    /// Whether anybody may add the bot to a guild.
    pub is_bot_public: bool,
}

impl Default for World {
    fn default() -> World {
        World {
            bot: Id::new(900_000_000_000_000_001),
            application: Id::new(900_000_000_000_000_002),
            guild: Id::new(910_000_000_000_000_000),
            channel: Id::new(910_000_000_000_000_001),
            second_channel: Id::new(910_000_000_000_000_002),
            more_guilds: Vec::new(),
            shards: 1,
            max_concurrency: 1,
            more_channels: Vec::new(),
            thread: Id::new(910_000_000_000_000_003),
            forum: Id::new(910_000_000_000_000_004),
            forum_post: Id::new(910_000_000_000_000_005),
            other_guild: Id::new(910_000_000_000_000_099),
            is_media: false,
            is_thread_locked: false,
            bot_timed_out_until: None,
            post_title: "a post".to_owned(),
            dm: Id::new(920_000_000_000_000_001),
            other_dm: Id::new(920_000_000_000_000_002),
            asker: Id::new(930_000_000_000_000_001),
            other: Id::new(930_000_000_000_000_002),
            owner: Id::new(930_000_000_000_000_003),
            bot_role: Id::new(940_000_000_000_000_001),
            people_role: Id::new(940_000_000_000_000_002),
            bot_permissions: bits::VIEW_CHANNEL
                | bits::SEND_MESSAGES
                | bits::EMBED_LINKS
                | bits::READ_MESSAGE_HISTORY
                | bits::SEND_MESSAGES_IN_THREADS
                | bits::USE_APPLICATION_COMMANDS,
            people_permissions: bits::VIEW_CHANNEL
                | bits::SEND_MESSAGES
                | bits::READ_MESSAGE_HISTORY
                | bits::SEND_MESSAGES_IN_THREADS
                | bits::USE_APPLICATION_COMMANDS,
            overwrites: Vec::new(),
            locale: "en-US".to_owned(),
            guild_locale: "en-US".to_owned(),
            heartbeat_interval: Duration::from_millis(41_250),
            identify_interval: Duration::ZERO,
            interaction_deadline: Duration::from_secs(3),
            token_lifetime: Duration::from_secs(15 * 60),
            odd_guild: Vec::new(),
            system_channel: None,
            is_bot_added: true,
            privileged_intents: bits::GUILD_MEMBERS | bits::GUILD_PRESENCES | bits::MESSAGE_CONTENT,
            is_bot_public: true,
        }
    }
}

impl World {
    /// The same world with so many guilds in all, their ids as far apart as they are at Discord: each on
    /// another shard than the one before.
    #[must_use]
    pub fn guilds_in_all(mut self, n: u64) -> World {
        let more = |place: u64| MoreGuild {
            id: Id::new(self.guild.get() + (place << 22)),
            channel: Id::new(self.guild.get() + (place << 22) + 1),
        };
        self.more_guilds = (1..n).map(more).collect();
        self
    }

    /// All guilds that the bot may be in.
    pub(crate) fn guilds(&self) -> impl Iterator<Item = Id<GuildMarker>> {
        std::iter::once(self.guild).chain(self.more_guilds.iter().map(|more| more.id))
    }

    /// The same world in which Discord recommends so many shards, and lets so many sessions be begun
    /// at the same time.
    #[must_use]
    pub fn sharded(mut self, shards: u32, max_concurrency: u32) -> World {
        self.shards = shards;
        self.max_concurrency = max_concurrency;
        self
    }

    /// The same world in which the bot's role allows exactly `permissions`.
    #[must_use]
    pub fn bot_permissions(mut self, permissions: u64) -> World {
        self.bot_permissions = permissions;
        self
    }

    /// The same world in which the people's role allows exactly `permissions`.
    #[must_use]
    pub fn people_permissions(mut self, permissions: u64) -> World {
        self.people_permissions = permissions;
        self
    }

    /// The same world with one more permission overwrite.
    #[must_use]
    pub fn overwrite(mut self, overwrite: Overwrite) -> World {
        self.overwrites.push(overwrite);
        self
    }

    /// The same world in which people's clients speak `locale`, such as `ru`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> World {
        locale.clone_into(&mut self.locale);
        self
    }

    /// The same world in which the forum's post has this title.
    #[must_use]
    pub fn post_title(mut self, title: &str) -> World {
        title.clone_into(&mut self.post_title);
        self
    }

    /// The same world in which the forum is a media channel.
    #[must_use]
    pub fn media(mut self) -> World {
        self.is_media = true;
        self
    }

    /// The same world in which the thread is locked.
    #[must_use]
    pub fn locked_thread(mut self) -> World {
        self.is_thread_locked = true;
        self
    }

    /// The same world in which the bot is timed out until this moment, in ISO 8601.
    #[must_use]
    pub fn bot_timed_out_until(mut self, moment: &str) -> World {
        self.bot_timed_out_until = Some(moment.to_owned());
        self
    }

    /// The same world in which the guild prefers `locale`.
    #[must_use]
    pub fn guild_locale(mut self, locale: &str) -> World {
        locale.clone_into(&mut self.guild_locale);
        self
    }

    /// The same world in which HELLO asks for a heartbeat every `interval`.
    #[must_use]
    pub fn heartbeat_interval(mut self, interval: Duration) -> World {
        self.heartbeat_interval = interval;
        self
    }

    /// The same world in which an interaction waits this long for its first answer.
    #[must_use]
    pub fn interaction_deadline(mut self, deadline: Duration) -> World {
        self.interaction_deadline = deadline;
        self
    }

    /// The same world in which an interaction's token lives this long.
    #[must_use]
    pub fn token_lifetime(mut self, lifetime: Duration) -> World {
        self.token_lifetime = lifetime;
        self
    }

    /// The same world in which a field of GUILD_CREATE is this.
    #[must_use]
    pub fn odd_guild(mut self, field: &str, value: serde_json::Value) -> World {
        self.odd_guild.push((field.to_owned(), value));
        self
    }

    /// The same world in which the guild greets new members in this channel.
    #[must_use]
    pub fn system_channel(mut self, channel: Id<ChannelMarker>) -> World {
        self.system_channel = Some(channel);
        self
    }

    /// The same world in which the bot is in no guild until somebody adds it
    /// ([`FakeDiscord::add_bot`](crate::FakeDiscord::add_bot)).
    #[must_use]
    pub fn bot_added_later(mut self) -> World {
        self.is_bot_added = false;
        self
    }

    /// The same world in which the application was granted only these privileged intents.
    #[must_use]
    pub fn privileged_intents(mut self, intents: u64) -> World {
        self.privileged_intents = intents;
        self
    }

    /// The same world in which only the application's owner may add the bot.
    #[must_use]
    pub fn private_bot(mut self) -> World {
        self.is_bot_public = false;
        self
    }
}

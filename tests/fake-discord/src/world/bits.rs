//! The bits of permissions and gateway intents that the fake looks at.
//!
//! Plain numbers and not a library's flags, so that tests can combine them with any library.

/// Permission to add reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// Permission to do everything.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Permission to change the guild's settings.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Permission to see a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Permission to write in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Permission to delete other people's messages.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Permission to show embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Permission to attach files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Permission to read and reply to earlier messages.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Permission to mention everyone and every role.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Permission to use commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Permission to lock threads, and to write in locked ones.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Permission to write in threads and forum posts.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Permission to open threads that everybody sees.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;

/// Intent: guilds, channels, threads, roles.
pub const GUILDS: u64 = 1;
/// Privileged intent: members.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// Privileged intent: presences.
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// Intent: messages in guilds.
pub const GUILD_MESSAGES: u64 = 1 << 9;
/// Intent: direct messages.
pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// Privileged intent: the content of messages that do not concern the bot.
pub const MESSAGE_CONTENT: u64 = 1 << 15;
/// Every intent that Discord knows; an IDENTIFY with other bits is closed with 4013.
pub const ALL_INTENTS: u64 = 0x1fffff | 1 << 21 | 1 << 24 | 1 << 25;

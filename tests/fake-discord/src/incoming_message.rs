//! Messages of people: a message as it comes from anybody but the bot under test.

mod mentions;

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, MessageMarker, RoleMarker, UserMarker};

pub(crate) use mentions::Mentions;

use crate::faults::Failure;
use crate::messages;
use crate::objects::{self, put};
use crate::state::State;
use crate::world::World;

/// A message that somebody writes. `<@id>` and `<@&id>` in its text are mentions, as they are for
/// Discord; a reply pings nobody unless [`IncomingMessage::mention`] says so.
#[derive(Clone, Debug)]
pub struct IncomingMessage {
    text: String,
    channel: Option<Id<ChannelMarker>>,
    author: Author,
    mentions: Vec<Id<UserMarker>>,
    mention_roles: Vec<Id<RoleMarker>>,
    mention_everyone: bool,
    kind: Option<u8>,
    reply_to: Option<Id<MessageMarker>>,
    is_direct: bool,
    more: Vec<(String, Value)>,
    pub(crate) failures: Vec<Failure>,
}

#[derive(Clone, Copy, Debug)]
enum Author {
    Asker,
    Person(Id<UserMarker>),
    AnotherBot,
    Webhook,
}

impl IncomingMessage {
    /// The asker says this in [`World::channel`].
    pub fn new(text: impl Into<String>) -> IncomingMessage {
        IncomingMessage {
            text: text.into(),
            channel: None,
            author: Author::Asker,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            kind: None,
            reply_to: None,
            is_direct: false,
            more: Vec::new(),
            failures: Vec::new(),
        }
    }

    /// The first attempts at posting an answer to it fail so, one after the other.
    #[must_use]
    pub fn failing(mut self, failures: impl IntoIterator<Item = Failure>) -> IncomingMessage {
        self.failures.extend(failures);
        self
    }

    /// In this channel.
    #[must_use]
    pub fn in_channel(mut self, channel: Id<ChannelMarker>) -> IncomingMessage {
        self.channel = Some(channel);
        self
    }

    /// As the opening message of this post of a forum: it has the post's own id.
    #[must_use]
    pub fn opening(self, post: Id<ChannelMarker>) -> IncomingMessage {
        self.in_channel(post).with("id", json!(post.to_string()))
    }

    /// In the author's direct channel with the bot.
    #[must_use]
    pub fn direct(mut self) -> IncomingMessage {
        self.is_direct = true;
        self
    }

    /// By this user; [`World::bot`] is possible too.
    #[must_use]
    pub fn by(mut self, author: Id<UserMarker>) -> IncomingMessage {
        self.author = Author::Person(author);
        self
    }

    /// By another bot.
    #[must_use]
    pub fn from_bot(mut self) -> IncomingMessage {
        self.author = Author::AnotherBot;
        self
    }

    /// By a webhook.
    #[must_use]
    pub fn webhook(mut self) -> IncomingMessage {
        self.author = Author::Webhook;
        self
    }

    /// Mentions a user without a word in the text, as the ping of a reply does.
    #[must_use]
    pub fn mention(mut self, user: Id<UserMarker>) -> IncomingMessage {
        self.mentions.push(user);
        self
    }

    /// Mentions a role without a word in the text.
    #[must_use]
    pub fn mention_role(mut self, role: Id<RoleMarker>) -> IncomingMessage {
        self.mention_roles.push(role);
        self
    }

    /// Mentions everyone. `@everyone` in the text alone does not: the author may lack the
    /// permission.
    #[must_use]
    pub fn mention_everyone(mut self) -> IncomingMessage {
        self.mention_everyone = true;
        self
    }

    /// A message of this type, such as 7 for a new member. Else 0, or 19 for a reply.
    #[must_use]
    pub fn kind(mut self, kind: u8) -> IncomingMessage {
        self.kind = Some(kind);
        self
    }

    /// A reply to this message, which may be deleted by now.
    #[must_use]
    pub fn reply_to(mut self, message: Id<MessageMarker>) -> IncomingMessage {
        self.reply_to = Some(message);
        self
    }

    /// With this field of the message object, such as `attachments` or `embeds`.
    #[must_use]
    pub fn with(mut self, field: &str, value: Value) -> IncomingMessage {
        self.more.push((field.to_owned(), value));
        self
    }

    /// The message object, not yet sent.
    pub(crate) fn compose(self, world: &World, state: &mut State) -> Value {
        let id = state.ids.next();
        let person = match self.author {
            Author::Asker => Some(world.asker),
            Author::Person(person) => Some(person),
            Author::AnotherBot | Author::Webhook => None,
        };
        let direct = person.and_then(|person| world.direct_channel(person));
        let channel = match (self.channel, direct) {
            (Some(channel), _) => channel,
            (None, Some(direct)) if self.is_direct => direct,
            (None, None) if self.is_direct => world.dm,
            (None, _) => world.channel,
        };
        let author = match self.author {
            Author::AnotherBot => nonperson(world, 950_000_000_000_000_001, "another-bot"),
            Author::Webhook => nonperson(world, WEBHOOK, "a webhook"),
            Author::Asker | Author::Person(_) => {
                objects::user(world, person.unwrap_or(world.asker))
            }
        };
        let mut message = messages::blank(id, channel, author);
        let mut mentions = Mentions::in_text(&self.text);
        mentions.users.extend(self.mentions);
        mentions.roles.extend(self.mention_roles);
        mentions.everyone = self.mention_everyone;
        mentions.write(world, &mut message);
        put(&mut message, "content", json!(self.text));
        if let Author::Webhook = self.author {
            put(&mut message, "webhook_id", json!(WEBHOOK.to_string()));
        }
        if let Some(target) = self.reply_to {
            messages::refer(world, state, &mut message, target.get());
        }
        if let Some(kind) = self.kind {
            put(&mut message, "type", json!(kind));
        }
        for (field, value) in self.more {
            put(&mut message, &field, value);
        }
        message
    }
}

/// The id of the webhook, which is also its author's id.
const WEBHOOK: u64 = 950_000_000_000_000_002;

fn nonperson(world: &World, id: u64, name: &str) -> Value {
    let mut user = objects::user(world, Id::new(id));
    put(&mut user, "username", json!(name));
    put(&mut user, "global_name", Value::Null);
    put(&mut user, "discriminator", json!("0000"));
    put(&mut user, "bot", json!(true));
    user
}

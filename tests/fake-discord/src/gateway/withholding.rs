//! Discord's rule of message content: what of a message a bot without the content intent sees.
//!
//! The rule is Discord's own ("Message Content Intent"); the target of a message command is not
//! subject to it and does not come this way.

use serde_json::{Value, json};

use crate::messages::{id_in, is_direct};
use crate::objects::put;
use crate::world::{World, bits};

/// A message as a session with these intents sees it: content, embeds, attachments, components and
/// poll are emptied unless the intents hold MESSAGE_CONTENT, or the message mentions the bot, is in
/// a direct channel, or is the bot's own. The message that it replies to is judged by itself.
pub(crate) fn withheld(world: &World, intents: u64, message: &Value) -> Value {
    let mut seen = message.clone();
    if intents & bits::MESSAGE_CONTENT != 0 || is_direct(world, message) {
        return seen;
    }
    let bot = world.bot.get();
    let is_own = id_in(&message["author"], "id") == Some(bot);
    let mentions = message["mentions"].as_array();
    let mentions_bot = mentions.into_iter().flatten().any(|user| id_in(user, "id") == Some(bot));
    if !is_own && !mentions_bot {
        put(&mut seen, "content", json!(""));
        for list in ["embeds", "attachments", "components"] {
            put(&mut seen, list, json!([]));
        }
        if let Some(fields) = seen.as_object_mut() {
            fields.remove("poll");
        }
    }
    if message["referenced_message"].is_object() {
        let referenced = withheld(world, intents, &message["referenced_message"]);
        put(&mut seen, "referenced_message", referenced);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incoming_message::IncomingMessage;
    use crate::state::State;

    const INTENTS: u64 = bits::GUILDS | bits::GUILD_MESSAGES | bits::DIRECT_MESSAGES;

    fn seen(message: IncomingMessage, intents: u64) -> Value {
        let world = World::default();
        let message = message.compose(&world, &mut State::default());
        withheld(&world, intents, &message)
    }

    #[test]
    fn content_that_does_not_concern_the_bot_is_emptied() {
        let message = IncomingMessage::new("secret").with("embeds", json!([{"type": "rich"}]));
        let seen = seen(message, INTENTS);
        assert_eq!(seen["content"], "");
        assert_eq!(seen["embeds"], json!([]));
    }

    #[test]
    fn a_mention_of_the_bot_shows_the_content() {
        let bot = World::default().bot;
        let message = IncomingMessage::new(format!("<@{bot}> hello"));
        assert_eq!(seen(message, INTENTS)["content"], format!("<@{bot}> hello"));
        let pinged = IncomingMessage::new("hello").mention(bot);
        assert_eq!(seen(pinged, INTENTS)["content"], "hello");
    }

    #[test]
    fn a_mention_of_the_bots_role_shows_nothing() {
        let message = IncomingMessage::new("hello").mention_role(World::default().bot_role);
        assert_eq!(seen(message, INTENTS)["content"], "");
    }

    #[test]
    fn direct_messages_the_bots_own_and_the_intent_show_the_content() {
        let bot = World::default().bot;
        assert_eq!(seen(IncomingMessage::new("hello").direct(), INTENTS)["content"], "hello");
        assert_eq!(seen(IncomingMessage::new("hello").by(bot), INTENTS)["content"], "hello");
        let all = INTENTS | bits::MESSAGE_CONTENT;
        assert_eq!(seen(IncomingMessage::new("hello"), all)["content"], "hello");
    }

    #[test]
    fn a_reply_that_mentions_the_bot_does_not_show_what_it_replies_to() {
        let world = World::default();
        let mut state = State::default();
        let target = IncomingMessage::new("secret").compose(&world, &mut state);
        let mut reply =
            IncomingMessage::new(format!("<@{}> this", world.bot)).compose(&world, &mut state);
        put(&mut reply, "referenced_message", target);
        let seen = withheld(&world, INTENTS, &reply);
        assert_ne!(seen["content"], "");
        assert_eq!(seen["referenced_message"]["content"], "");
    }
}

//! Replies to the bot's messages, which ping it: some ask it, others are talk.

use fake_discord::{IncomingMessage, id};
use serde_json::json;

use super::QUESTION;
use crate::bot::{Bot, shown};

/// A message's id.
pub type Message = id::Id<id::marker::MessageMarker>;

/// The bot's answer to a question in the usual channel.
pub async fn answered(bot: &Bot, question: &str) -> Message {
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {question}")));
    bot.discord.request("POST", "/messages").await;
    last(bot)
}

/// The last message of the usual channel.
pub fn last(bot: &Bot) -> Message {
    let last = bot.discord.messages(bot.discord.world().channel).pop().expect("a message");
    last["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_only_pings_is_answered_where_it_asks_and_else_there_is_silence() {
    let bot = Bot::ready().await;
    let (me, other) = (bot.discord.world().bot, bot.discord.world().other);
    let answer = answered(&bot, QUESTION).await;
    let reply = |text: &str| IncomingMessage::new(text).reply_to(answer).mention(me);
    for talk in ["lol I was there", "xyzzy plugh", "I was there", "thanks", "really? no"] {
        bot.discord.say(reply(talk));
    }
    let statement = QUESTION.trim_end_matches('?');
    for (text, expected) in [
        ("the bot, say: xyzzy plugh", "The documents do not say."),
        ("xyzzy plugh？", "The documents do not say."),
        (statement, "> "),
        (&format!("<@{me}> xyzzy plugh"), "The documents do not say."),
    ] {
        let asked = bot.discord.say(reply(text).by(other));
        let second = bot.discord.request("POST", "/messages").await;
        assert_eq!(second.body["message_reference"]["message_id"], json!(asked.to_string()));
        assert!(shown(&second.body).starts_with(expected), "{text}: {}", second.body);
    }
    let discord = bot.discord.clone();
    bot.stop().await;
    let posted = |request: &fake_discord::Request| {
        request.method == "POST" && request.path.contains("/messages")
    };
    assert_eq!(discord.requests().iter().filter(|request| posted(request)).count(), 5);
}

//! A message that Discord has made is the answer, whatever cannot be read of what Discord says of it.

use fake_discord::{Failure, IncomingMessage};
use serde_json::json;

use super::QUESTION;
use crate::bot::{Bot, shown};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_of_which_little_can_be_read_is_known_and_goes_with_its_question() {
    for odd in [
        json!({"content": [], "embeds": "none", "nonce": {}}),
        json!({"embeds": [{"description": 7}], "flags": "x"}),
        json!({"id": {"of": "another kind"}}),
        json!({"id": null, "content": 4}),
    ] {
        let bot = Bot::ready().await;
        let (me, channel) = (bot.discord.world().bot, bot.discord.world().channel);
        bot.discord.fail_next("POST", "/messages", 1, Failure::OddAnswer(odd.clone()));
        let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
        bot.discord.request("POST", "/messages").await;
        bot.discord.fail_next("DELETE", "/messages", 1, Failure::OddAnswer(json!({"gone": true})));
        bot.discord.delete(asked);
        // One that is not known would stay.
        bot.discord.request("DELETE", "/messages/").await;
        assert!(bot.discord.messages(channel).is_empty(), "{odd}");
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn which_message_was_posted_is_asked_for_until_it_can_be_read() {
    let bot = Bot::ready().await;
    let (me, channel) = (bot.discord.world().bot, bot.discord.world().channel);
    let odd = Failure::OddAnswer(json!({"id": []}));
    let page = Failure::Garbage("<html>".to_owned());
    let asked =
        IncomingMessage::new(format!("<@{me}> {QUESTION}")).failing([odd, page.clone(), page]);
    let asked = bot.discord.say(asked);
    for _ in 0..4 {
        bot.discord.request("POST", "/messages").await;
    }
    bot.discord.delete(asked);
    bot.discord.request("DELETE", "/messages/").await;
    assert!(bot.discord.messages(channel).is_empty());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_answer_that_cannot_be_read_is_changed_to_the_new_text() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    bot.discord.fail_next("POST", "/messages", 1, Failure::CutAnswer);
    bot.discord.fail_next("POST", "/messages", 1, Failure::missing_permissions());
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    for _ in 0..2 {
        bot.discord.request("POST", "/messages").await;
    }
    let odd = json!({"content": {}, "embeds": {}});
    bot.discord.fail_next("POST", "/messages", 1, Failure::OddAnswer(odd));
    bot.discord.edit(asked, &format!("<@{me}> xyzzy plugh?"), true);
    let edit = bot.discord.request("PATCH", "/messages/").await;
    assert!(shown(&edit.body).contains("xyzzy"), "{}", edit.body);
    bot.stop().await;
}

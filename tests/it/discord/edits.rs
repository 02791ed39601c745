//! Edits of questions: the newest counts, a deletion goes before all, and who takes the mention away
//! takes the answer along.

use std::time::Duration;

use fake_discord::{IncomingMessage, Request, id};
use serde_json::{Value, json};

use super::QUESTION;
use crate::bot::{Bot, shown};

/// The bot's own messages in the usual channel.
fn own(bot: &Bot) -> Vec<Value> {
    let me = json!(bot.discord.world().bot.to_string());
    let mut all = bot.discord.messages(bot.discord.world().channel);
    all.retain(|message| message["author"]["id"] == me);
    all
}

fn count(bot: &Bot, method: &str) -> usize {
    let is_it = |request: &&Request| request.method == method && request.path.contains("/messages");
    bot.discord.requests().iter().filter(is_it).count()
}

/// Edits a question this often, to another text each time.
fn edit_often(bot: &Bot, asked: id::Id<id::marker::MessageMarker>, times: usize) {
    let me = bot.discord.world().bot;
    for number in 1..=times {
        bot.discord.edit(asked, &format!("<@{me}> xyzzy plugh{number}x?"), true);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_quick_edits_the_newest_is_answered() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    edit_often(&bot, asked, 11);
    while !shown(&bot.discord.request("PATCH", "/messages/").await.body).contains("plugh11x") {}
    assert!(count(&bot, "PATCH") <= 2, "{}", count(&bot, "PATCH"));
    assert!(shown(&own(&bot)[0]).ends_with("xyzzy, plugh11x"), "{}", own(&bot)[0]);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_does_not_wait_for_edits() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    edit_often(&bot, asked, 8);
    bot.discord.request("PATCH", "/messages/").await;
    // What comes now waits until the next edit may be answered.
    edit_often(&bot, asked, 1);
    let deletion = tokio::time::timeout(Duration::from_secs(2), async {
        bot.discord.delete(asked);
        bot.discord.request("DELETE", "/messages/").await
    });
    assert_eq!(deletion.await.expect("it waits for nobody").status, 204);
    assert!(own(&bot).is_empty());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_use_up_no_questions() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked: Vec<_> = (0..2)
        .map(|_| bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}"))))
        .collect();
    for _ in 0..2 {
        bot.discord.request("POST", "/messages").await;
    }
    for asked in asked {
        bot.discord.edit(asked, &format!("<@{me}> xyzzy plugh?"), true);
        bot.discord.request("PATCH", "/messages/").await;
    }
    for _ in 0..3 {
        bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
        let answer = bot.discord.request("POST", "/messages").await;
        assert!(shown(&answer.body).starts_with("> "), "{}", answer.body);
    }
    // Whoever asks too fast gains nothing by an edit.
    let refused = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let notice = bot.discord.request("POST", "/messages").await;
    assert!(shown(&notice.body).starts_with("You are asking faster"), "{}", notice.body);
    bot.discord.edit(refused, &format!("<@{me}> xyzzy plugh?"), true);
    bot.discord.say(IncomingMessage::new(QUESTION).by(bot.discord.world().other).direct());
    bot.discord.request("POST", "/messages").await;
    assert_eq!(count(&bot, "PATCH"), 2);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_takes_the_mention_away_takes_the_answer_along() {
    let bot = Bot::ready().await;
    let (me, channel) = (bot.discord.world().bot, bot.discord.world().channel);
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    for round in 1..=2 {
        bot.discord.edit(asked, QUESTION, true);
        assert_eq!(bot.discord.request("DELETE", "/messages/").await.status, 204);
        assert!(own(&bot).is_empty());
        bot.discord.edit(asked, &format!("<@{me}> {QUESTION}"), true);
        let again = bot.discord.request("POST", "/messages").await;
        assert!(shown(&again.body).contains("2021"), "{}", again.body);
        assert_eq!(own(&bot).len(), 1, "round {round}");
    }
    // What the bot does not know is none of its business.
    let unheard = bot.discord.say(IncomingMessage::new("no question").in_channel(channel));
    bot.discord.edit(unheard, "still none", true);
    bot.discord.delete(asked);
    bot.discord.request("DELETE", "/messages/").await;
    assert_eq!(count(&bot, "DELETE"), 3);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_an_edit_turns_into_talk_loses_its_answer() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let answer = super::replies::answered(&bot, QUESTION).await;
    let asked = bot.discord.say(IncomingMessage::new("xyzzy plugh?").reply_to(answer).mention(me));
    bot.discord.request("POST", "/messages").await;
    bot.discord.edit(asked, "xyzzy plugh", true);
    assert_eq!(bot.discord.request("DELETE", "/messages/").await.status, 204);
    assert_eq!(own(&bot).len(), 1);
    bot.stop().await;
}

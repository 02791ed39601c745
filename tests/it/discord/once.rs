//! One question gets one answer, which changes and goes with it.

use fake_discord::{IncomingMessage, Interacting};
use serde_json::json;

use super::{QUESTION, asking};
use crate::bot::{Bot, shown};

fn posted(bot: &Bot) -> usize {
    bot.discord
        .requests()
        .iter()
        .filter(|request| request.method == "POST" && request.path.contains("/messages"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_tells_twice_is_answered_once() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.repeat(asked);
    bot.discord.request("POST", "/messages").await;
    bot.discord.repeat(asked);
    bot.discord.interact_told_twice(Interacting::slash("ask", asking(QUESTION)));
    bot.discord.request("POST", "/callback").await;
    // A restart forgets no answer.
    let bot = bot.restart().await;
    bot.discord.repeat(asked);
    bot.discord.say(IncomingMessage::new(QUESTION).direct());
    bot.discord.request("POST", "/messages").await;
    assert_eq!(posted(&bot), 2);
    assert_eq!(
        bot.discord.requests().iter().filter(|request| request.path.contains("/callback")).count(),
        1
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_question_has_its_answer_edited_and_a_preview_changes_nothing() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let first = bot.discord.request("POST", "/messages").await;
    bot.discord.edit(asked, &format!("<@{me}> {QUESTION}"), false);
    bot.discord.edit(asked, &format!("<@{me}> xyzzy plugh?"), true);
    let edit = bot.discord.request("PATCH", "/messages/").await;
    assert!(
        shown(&first.body).contains("2021")
            && shown(&edit.body).starts_with("The documents do not say."),
        "{}",
        edit.body
    );
    assert_eq!(edit.body["embeds"], json!([]), "the quotes of the first answer are gone");
    // What is edited later than ten minutes after it was asked is left alone.
    let mut late = bot.discord.message(asked).expect("it is there");
    let now = minutes_after(&late, 11);
    late["edited_timestamp"] = json!(now);
    late["content"] = json!(format!("<@{me}> {QUESTION}"));
    late["guild_id"] = json!(bot.discord.world().guild.to_string());
    bot.discord.dispatch("MESSAGE_UPDATE", late);
    // A question that forgot to mention the bot may do so later.
    let unheard = bot.discord.say(IncomingMessage::new(QUESTION));
    bot.discord.edit(unheard, &format!("<@{me}> {QUESTION}"), true);
    let answer = bot.discord.request("POST", "/messages").await;
    assert_eq!(answer.body["message_reference"]["message_id"], json!(unheard.to_string()));
    assert_eq!(
        bot.discord.requests().iter().filter(|request| request.method == "PATCH").count(),
        1
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_question_takes_its_answer_along_even_after_a_restart() {
    let bot = Bot::ready().await;
    let (me, channel) = (bot.discord.world().bot, bot.discord.world().channel);
    let asked: Vec<_> = (0..3)
        .map(|_| bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}"))))
        .collect();
    for _ in 0..3 {
        bot.discord.request("POST", "/messages").await;
    }
    let mine = |bot: &Bot| {
        bot.discord
            .messages(channel)
            .iter()
            .filter(|message| message["author"]["id"] == json!(me.to_string()))
            .count()
    };
    assert_eq!(mine(&bot), 3);
    bot.discord.delete(asked[0]);
    assert_eq!(bot.discord.request("DELETE", "/messages/").await.status, 204);
    let bot = bot.restart().await;
    bot.discord.delete(asked[1]);
    assert_eq!(bot.discord.request("DELETE", "/messages/").await.status, 204);
    let bulk = json!({"ids": [asked[2].to_string()], "channel_id": channel.to_string(), "guild_id": bot.discord.world().guild.to_string()});
    bot.discord.dispatch("MESSAGE_DELETE_BULK", bulk);
    assert_eq!(bot.discord.request("DELETE", "/messages/").await.status, 204);
    assert_eq!(mine(&bot), 0);
    bot.stop().await;
}

/// The moment some minutes after a message was written. Minutes alone are counted on: the hour
/// stays, or the next one begins.
fn minutes_after(message: &serde_json::Value, minutes: u32) -> String {
    let written = message["timestamp"].as_str().expect("a moment");
    let (hour, minute): (u32, u32) =
        (written[11..13].parse().expect("hours"), written[14..16].parse().expect("minutes"));
    let (hour, minute) = (hour + (minute + minutes) / 60, (minute + minutes) % 60);
    // Near midnight the year is another, which is later too.
    if hour > 23 {
        format!("2099{}", &written[4..])
    } else {
        format!("{}{hour:02}:{minute:02}{}", &written[..11], &written[16..])
    }
}

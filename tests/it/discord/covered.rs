//! Mentions that Discord lists though nobody is spoken to by them.

use fake_discord::IncomingMessage;
use serde_json::json;

use super::QUESTION;
use crate::bot::{Bot, shown};

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_in_a_quotation_in_code_or_under_a_cover_asks_nothing() {
    let bot = Bot::ready().await;
    let (me, other) = (bot.discord.world().bot, bot.discord.world().other);
    let said = bot.discord.say(IncomingMessage::new("what a bot").by(other));
    for covered in [
        format!("> <@{me}> {QUESTION}\nlol, who asks that?"),
        format!("look:\n>>> <@{me}> {QUESTION}\nand so on"),
        format!("type `<@{me}> {QUESTION}`"),
        format!("type\n```\n<@{me}> {QUESTION}\n```"),
        format!("it was ||<@{me}>||, {QUESTION}"),
    ] {
        bot.discord.say(IncomingMessage::new(&covered));
        // What replies to somebody else is written to them.
        bot.discord.say(IncomingMessage::new(&covered).reply_to(said).mention(other));
    }
    let plain = format!("> <@{me}> who asks that?\n<@{me}> {QUESTION}");
    let asked = bot.discord.say(IncomingMessage::new(plain));
    let answer = bot.discord.request("POST", "/messages").await;
    assert_eq!(answer.body["message_reference"]["message_id"], json!(asked.to_string()));
    bot.discord.say(IncomingMessage::new(format!("> {QUESTION}")).direct());
    let direct = bot.discord.request("POST", "/messages").await;
    assert!(shown(&direct.body).contains("2021"), "{}", direct.body);
    let discord = bot.discord.clone();
    bot.stop().await;
    let posted = |request: &fake_discord::Request| {
        request.method == "POST" && request.path.contains("/messages")
    };
    assert_eq!(discord.requests().iter().filter(|request| posted(request)).count(), 2);
}

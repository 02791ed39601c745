//! Messages that address the bot: where they are answered, in which language, and what is no
//! question.

use fake_discord::{IncomingMessage, World};
use serde_json::json;

use super::QUESTION;
use crate::bot::{Bot, shown};

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_the_bot_is_a_question_of_its_own() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    let answer = bot.discord.messages(bot.discord.world().channel).pop().expect("the answer");
    let answer = answer["id"].as_str().and_then(|id| id.parse::<u64>().ok()).expect("an id");
    // The ping of a reply mentions the bot without a word in the text.
    let asked = bot.discord.say(
        IncomingMessage::new("who is Ian Storey?")
            .reply_to(fake_discord::id::Id::new(answer))
            .mention(me),
    );
    let second = bot.discord.request("POST", "/messages").await;
    assert_eq!(second.body["message_reference"]["message_id"], json!(asked.to_string()));
    assert!(
        shown(&second.body).contains("Storey") && !shown(&second.body).contains("coordinator"),
        "{}",
        second.body
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn greetings_and_thanks_get_one_phrase_a_person_in_ten_minutes() {
    let bot = Bot::ready().await;
    let (me, other) = (bot.discord.world().bot, bot.discord.world().other);
    bot.discord.say(IncomingMessage::new(format!("<@{me}> hi there!")));
    let greeted = bot.discord.request("POST", "/messages").await;
    assert!(shown(&greeted.body).starts_with("Hello!"), "{}", greeted.body);
    bot.discord.say(IncomingMessage::new(format!("<@{me}> thank you")));
    bot.discord.say(IncomingMessage::new(format!("<@{me}>")));
    bot.discord.say(IncomingMessage::new(format!("<@{me}> спасибо!")).by(other));
    let thanked = bot.discord.request("POST", "/messages").await;
    assert_eq!(shown(&thanked.body), "Пожалуйста.");
    assert_eq!(
        bot.discord.requests().iter().filter(|request| request.path.contains("/messages")).count(),
        2
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_answered_in_the_servers_language_and_a_direct_one_in_its_own() {
    let bot = Bot::ready_in(World::default().guild_locale("ru")).await;
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> xyzzy plugh?")));
    assert!(
        shown(&bot.discord.request("POST", "/messages").await.body)
            .starts_with("В документах этого нет.")
    );
    bot.discord.say(IncomingMessage::new("xyzzy plugh?").direct());
    assert!(
        shown(&bot.discord.request("POST", "/messages").await.body)
            .starts_with("The documents do not say.")
    );
    bot.discord.say(IncomingMessage::new("кто такой зорблакс?").direct());
    assert!(
        shown(&bot.discord.request("POST", "/messages").await.body)
            .starts_with("В документах этого нет.")
    );
    bot.stop().await;
    // There are no phrases in the server's language.
    let bot = Bot::ready_in(World::default().guild_locale("de")).await;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> кто такой зорблакс?")));
    assert!(
        shown(&bot.discord.request("POST", "/messages").await.body)
            .starts_with("В документах этого нет.")
    );
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_fast_is_told_once_until_when_to_wait() {
    let bot = Bot::ready().await;
    let (me, other) = (bot.discord.world().bot, bot.discord.world().other);
    for _ in 0..8 {
        bot.discord.say(IncomingMessage::new(format!("<@{me}> who is Ian Storey?")));
    }
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")).by(other));
    let mut answers = Vec::new();
    for _ in 0..7 {
        answers.push(shown(&bot.discord.request("POST", "/messages").await.body).to_owned());
    }
    let told = answers
        .iter()
        .filter(|text| text.starts_with("You are asking faster") && text.contains("<t:"))
        .count();
    assert_eq!(
        (told, answers.iter().filter(|text| text.starts_with("> ")).count()),
        (1, 6),
        "{answers:?}"
    );
    assert_eq!(
        bot.discord.requests().iter().filter(|request| request.path.contains("/messages")).count(),
        7
    );
    bot.stop().await;
}

//! The language of the phrases: the script of the question goes before every setting, where it tells.

use fake_discord::{IncomingMessage, Interacting, World};

use super::{QUESTION, asking};
use crate::bot::{Bot, response, shown};

const RUSSIAN: &str = "В документах этого нет.";
const ENGLISH: &str = "The documents do not say.";

#[tokio::test(flavor = "multi_thread")]
async fn a_russian_question_is_answered_in_russian_on_a_server_that_cannot_say_its_language() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    for (text, expected) in [("кто такой зорблакс?", RUSSIAN), ("who is the zorblax?", ENGLISH)]
    {
        bot.discord.say(IncomingMessage::new(format!("<@{me}> {text}")));
        let answer = bot.discord.request("POST", "/messages").await;
        assert!(shown(&answer.body).starts_with(expected), "{text}: {}", answer.body);
    }
    for (locale, text, expected) in [
        ("en-US", "кто такой зорблакс?", RUSSIAN),
        ("en-US", "who is the zorblax?", ENGLISH),
        ("ru", "who is the zorblax?", RUSSIAN),
    ] {
        bot.discord.interact(Interacting::slash("ask", asking(text)).locale(locale));
        let answer = response(&bot.discord).await;
        assert!(shown(&answer).starts_with(expected), "{locale}, {text}: {answer}");
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn latin_letters_say_nothing_against_a_setting() {
    let bot = Bot::ready_in(World::default().guild_locale("ru")).await;
    let me = bot.discord.world().bot;
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = bot.discord.request("POST", "/messages").await;
    assert!(shown(&answer.body).contains("абзац"), "{}", answer.body);
    bot.stop().await;
}

//! What people see, one snapshot a kind of message, for whoever reviews wording and layout.

use fake_discord::{IncomingMessage, Interacting};
use serde_json::Value;

use super::{QUESTION, asking};
use crate::bot::{Bot, button, linked, painted, response};

async fn asked(bot: &Bot, question: &str, locale: &str, permissions: u64) -> Value {
    let everything = u64::MAX >> 11;
    let permissions = if permissions == 0 { 0 } else { everything };
    bot.discord.interact(
        Interacting::slash("ask", asking(question)).locale(locale).app_permissions(permissions),
    );
    response(&bot.discord).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_message_looks_as_it_was_reviewed() {
    let bot = Bot::ready().await;
    insta::assert_snapshot!("answer", painted(&asked(&bot, QUESTION, "en-US", 1).await));
    insta::assert_snapshot!(
        "answer_without_embeds",
        painted(&asked(&bot, QUESTION, "en-US", 0).await)
    );
    insta::assert_snapshot!("answer_in_russian", painted(&asked(&bot, QUESTION, "ru", 1).await));
    insta::assert_snapshot!(
        "answer_to_a_misspelt_question",
        painted(
            &asked(&bot, "when did Cambodia coordinate the Russia–ASEAN dialogeu?", "en-US", 1)
                .await
        )
    );
    let nothing =
        asked(&bot, "who painted the xyzzy of Cambodia's embassy in Lisbon?", "en-US", 1).await;
    insta::assert_snapshot!("nothing_found", painted(&nothing));
    bot.discord.interact(Interacting::press(&button(&nothing, "Show the nearest passages")));
    insta::assert_snapshot!("nearest_passages", painted(&response(&bot.discord).await));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_kind_of_message_looks_as_it_was_reviewed() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    linked(&bot.discord).await;
    for locale in ["en-US", "ru"] {
        for command in ["help", "about"] {
            bot.discord.interact(Interacting::slash(command, Value::Null).locale(locale));
            insta::assert_snapshot!(
                format!("{command}_{locale}"),
                painted(&response(&bot.discord).await)
            );
        }
    }
    for (name, text, by) in [
        ("thanks", "thanks!", bot.discord.world().other),
        ("goodbye", "bye", bot.discord.world().owner),
    ] {
        bot.discord.say(IncomingMessage::new(format!("<@{me}> {text}")).by(by));
        insta::assert_snapshot!(
            name,
            painted(&bot.discord.request("POST", "/messages").await.body)
        );
    }
    let said = bot.discord.say(IncomingMessage::new(
        "Cambodia joined ASEAN in 1999. The moon is made of green cheese.",
    ));
    bot.discord.interact(Interacting::on_message("Find sources", said));
    insta::assert_snapshot!("find_sources", painted(&response(&bot.discord).await));
    bot.discord.say(IncomingMessage::new(format!("<@{me}> hello")));
    insta::assert_snapshot!(
        "greeting",
        painted(&bot.discord.request("POST", "/messages").await.body)
    );
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {}", "long ".repeat(200))));
    insta::assert_snapshot!(
        "too_long",
        painted(&bot.discord.request("POST", "/messages").await.body)
    );
    let source = |name: &str| serde_json::json!([{"name": "question", "type": 3, "value": "xyzzy?"}, {"name": "source", "type": 3, "value": name}]);
    for (name, named) in [
        ("unknown_source", "no such document"),
        ("nothing_found_in_one_document", "cambodia’s relations with russia"),
    ] {
        bot.discord.slash("ask", source(named));
        insta::assert_snapshot!(name, painted(&response(&bot.discord).await));
    }
    bot.discord.slash("ask", asking("who is Ian Storey?"));
    response(&bot.discord).await;
    bot.discord.slash("ask", asking("who is Ian Storey?"));
    insta::assert_snapshot!("asking_too_fast", painted(&response(&bot.discord).await));
    bot.stop().await;
}

//! Frames of the gateway that nobody can read cost no event: Discord is asked for it again, once.

use fake_discord::{IncomingMessage, Interacting, WireFault};
use serde_json::json;

use super::{QUESTION, asking};
use crate::bot::{Bot, response, shown};

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_arrives_broken_is_asked_for_again_and_answered() {
    for fault in [WireFault::HalfThenCut, WireFault::NotUtf8, WireFault::NotJson] {
        let bot = Bot::ready().await;
        let me = bot.discord.world().bot;
        let resumed = bot.discord.resumed();
        bot.discord.break_wire(fault);
        bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
        resumed.await;
        let answer = bot.discord.request("POST", "/messages").await;
        assert!(shown(&answer.body).contains("2021"), "{fault:?}: {}", answer.body);
        assert_eq!(bot.discord.identifies(), 1, "{fault:?}");
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_a_second_time_is_passed_over() {
    let bot = Bot::ready().await;
    let resumed = bot.discord.resumed();
    bot.discord.send_text("no JSON");
    resumed.await;
    bot.discord.ready().await;
    // RESUMED is an event: behind it, this is the first.
    let resumed = bot.discord.resumed();
    bot.discord.send_binary(&[0x78, 0x9c]);
    resumed.await;
    bot.discord.ready().await;
    bot.discord.send_text(r#"{"op": 255, "d": {}}"#);
    bot.discord.slash("ask", asking(QUESTION));
    response(&bot.discord).await;
    assert_eq!((bot.discord.identifies(), bot.discord.resumes()), (1, 2));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_of_odd_shape_is_answered() {
    let bot = Bot::ready().await;
    let ask = || Interacting::slash("ask", asking(QUESTION));
    for odd in [
        ask().told("/entitlements", json!("none")),
        ask().told("/attachment_size_limit", json!(null)),
        ask().told("/context", json!({"of": "another kind"})),
        ask().told("/locale", json!(7)).told("/version", json!("two")),
    ] {
        bot.discord.interact(odd);
        let answer = response(&bot.discord).await;
        assert!(shown(&answer).contains("2021"), "{answer}");
    }
    bot.discord.interact(Interacting::slash("help", json!(null)).told("/type", json!(99)));
    bot.discord.interact(ask());
    response(&bot.discord).await;
    bot.stop().await;
}

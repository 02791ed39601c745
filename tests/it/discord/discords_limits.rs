//! Discord's own rate limits are kept: by what refusals say, and before there is one.

use std::time::Duration;

use fake_discord::{Failure, FakeDiscord, IncomingMessage, Interacting};

use super::{QUESTION, asking};
use crate::bot::Bot;
use crate::serving::Program;

#[tokio::test(flavor = "multi_thread")]
async fn what_holds_for_the_whole_bot_holds_for_all_but_the_answers_to_interactions() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.ready().await;
    discord.registered("ask").await;
    let me = discord.world().bot;
    let mention = || IncomingMessage::new(format!("<@{me}> {QUESTION}"));
    let limited = Failure::GloballyLimited { retry_after: 2.0 };
    discord.fail_next("POST", "/messages", 1, limited);
    discord.say(mention());
    let refused = discord.request("POST", "/messages").await;
    assert_eq!(refused.status, 429);
    discord.say(mention().in_channel(discord.world().second_channel));
    discord.interact(Interacting::slash("ask", asking(QUESTION)));
    let first = discord.request("POST", "/callback").await;
    assert!(first.at - refused.at < Duration::from_secs(2), "{:?}", first.at - refused.at);
    for _ in 0..2 {
        let answered = discord.request("POST", "/messages").await;
        assert_eq!(answered.status, 200, "nothing was sent before its time");
        assert!(answered.at - refused.at >= Duration::from_secs(2));
    }
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_last_request_that_discord_takes_for_now_the_next_one_waits() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let mention = || IncomingMessage::new(format!("<@{me}> {QUESTION}"));
    bot.discord.say(mention().failing([Failure::LastForNow { reset_after: 1.5 }]));
    let last = bot.discord.request("POST", "/messages").await;
    // Its head is read when the next one comes.
    bot.discord.say(mention().in_channel(bot.discord.world().second_channel));
    let elsewhere = bot.discord.request("POST", "/messages").await;
    assert!(elsewhere.at - last.at < Duration::from_millis(1500), "another channel has its own");
    bot.discord.say(mention());
    let next = bot.discord.request("POST", "/messages").await;
    assert!(next.at - last.at >= Duration::from_millis(1500), "{:?}", next.at - last.at);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_cannot_be_read_or_is_without_an_end_stops_nothing() {
    for said in [None, Some("soon"), Some("-1"), Some("NaN"), Some("1e19"), Some("1e300")] {
        let bot = Bot::ready().await;
        let limited = Failure::BareLimit(said.map(str::to_owned));
        bot.discord.interact(Interacting::slash("ask", asking(QUESTION)).failing([limited]));
        assert_eq!(bot.discord.request("POST", "/callback").await.status, 429);
        let is_endless = said.is_some_and(|said| said.starts_with("1e"));
        if !is_endless {
            assert_eq!(bot.discord.request("POST", "/callback").await.status, 204, "{said:?}");
        }
        // Another interaction is not held back by it.
        bot.discord.slash("ask", asking(QUESTION));
        assert_eq!(bot.discord.request("POST", "/callback").await.status, 204, "{said:?}");
        bot.stop().await;
    }
}

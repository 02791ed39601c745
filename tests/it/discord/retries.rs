//! What fails in passing loses no answer, and posts none twice.

use std::time::{Duration, Instant};

use fake_discord::{Failure, IncomingMessage, Interacting, Request, World};
use serde_json::json;

use super::{QUESTION, asking, with_one_thread_for_answers};
use crate::bot::{Bot, shown};
use crate::serving::Program;

/// What passes by itself.
fn passing() -> [Failure; 6] {
    [
        Failure::BadGateway(502),
        Failure::BadGateway(503),
        Failure::status(500, 0, "Internal Server Error"),
        Failure::Disconnect,
        Failure::CutAnswer,
        Failure::RateLimited { retry_after: 0.1 },
    ]
}

/// The bot's own messages in the channel.
fn own(bot: &Bot) -> Vec<serde_json::Value> {
    let me = json!(bot.discord.world().bot.to_string());
    let mut all = bot.discord.messages(bot.discord.world().channel);
    all.retain(|message| message["author"]["id"] == me);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_answered_once_whatever_fails_in_passing() {
    for failure in passing() {
        let bot = Bot::ready().await;
        let me = bot.discord.world().bot;
        bot.discord.fail_next("POST", "/messages", 2, failure.clone());
        let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
        for _ in 0..3 {
            bot.discord.request("POST", "/messages").await;
        }
        assert_eq!(own(&bot).len(), 1, "{failure:?}");
        // The bot knows which one it is.
        bot.discord.fail_next("DELETE", "/messages", 1, failure.clone());
        bot.discord.delete(asked);
        for _ in 0..2 {
            bot.discord.request("DELETE", "/messages").await;
        }
        assert!(own(&bot).is_empty(), "{failure:?}");
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_answered_once_whatever_fails_in_passing() {
    for failure in passing() {
        let bot = Bot::ready().await;
        bot.discord.fail_next("POST", "/callback", 1, failure.clone());
        bot.discord.slash("ask", asking(QUESTION));
        for _ in 0..2 {
            bot.discord.request("POST", "/callback").await;
        }
        let answers = own(&bot);
        assert_eq!(answers.len(), 1, "{failure:?}");
        assert!(shown(&answers[0]).contains("2021"), "{failure:?}");
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_response_that_is_never_acknowledged_is_sent_again_in_time() {
    let bot = Bot::ready().await;
    bot.discord.fail_next("POST", "/callback", 1, Failure::Silence);
    bot.discord.slash("ask", asking(QUESTION));
    let statuses = [
        bot.discord.request("POST", "/callback").await.status,
        bot.discord.request("POST", "/callback").await.status,
    ];
    assert_eq!(statuses, [0, 204]);
    // One that had its effect is not replaced by a notice that something broke.
    bot.discord.fail_next("POST", "/callback", 1, Failure::Delay(Duration::from_secs(2)));
    bot.discord.slash("ask", asking(QUESTION));
    let statuses = [
        bot.discord.request("POST", "/callback").await.status,
        bot.discord.request("POST", "/callback").await.status,
    ];
    assert_eq!(statuses, [204, 400]);
    assert!(own(&bot).iter().all(|answer| shown(answer).contains("2021")));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn discord_says_how_long_to_wait_and_is_heeded() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    bot.discord.fail_next("POST", "/messages", 1, Failure::RateLimited { retry_after: 1.5 });
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let refused = bot.discord.request("POST", "/messages").await;
    let answered = bot.discord.request("POST", "/messages").await;
    let waited = answered.at - refused.at;
    assert!(waited >= Duration::from_millis(1500), "{waited:?}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_that_is_gone_is_given_up_and_the_next_is_answered() {
    for gone in [
        Failure::status(404, 10062, "Unknown interaction"),
        Failure::status(401, 50027, "Invalid Webhook Token"),
        Failure::status(403, 50001, "Missing Access"),
    ] {
        let bot = Bot::ready().await;
        let ask = || Interacting::slash("ask", asking(QUESTION));
        let first = bot.discord.interact(ask().failing([gone.clone()]));
        bot.discord.request("POST", "/callback").await;
        bot.discord.interact(ask());
        assert_eq!(bot.discord.request("POST", "/callback").await.status, 204, "{gone:?}");
        let about_first = |request: &&Request| request.about == Some(first.get());
        assert_eq!(bot.discord.requests().iter().filter(about_first).count(), 1, "{gone:?}");
        bot.stop().await;
    }
}

#[test]
fn an_answer_that_is_ready_when_its_interaction_is_over_is_given_up() {
    with_one_thread_for_answers(async {
        let world = World::default().token_lifetime(Duration::ZERO);
        let bot = Bot::ready_in(world).await;
        let (release, held) = std::sync::mpsc::channel::<()>();
        let holding = tokio::task::spawn_blocking(move || held.recv());
        let over = bot.discord.slash("ask", asking(QUESTION));
        bot.discord.request("POST", "/callback").await;
        release.send(()).expect("the thread waits");
        holding.await.expect("the thread ends").expect("it was released");
        assert_eq!(bot.discord.request("PATCH", "/@original").await.status, 401);
        bot.discord.slash("ask", asking(QUESTION));
        bot.discord.request("POST", "/callback").await;
        let about = |request: &&Request| request.about == Some(over.get());
        assert_eq!(bot.discord.requests().iter().filter(about).count(), 2);
        bot.stop().await;
    });
}

#[test]
fn what_follows_a_deferral_is_tried_for_longer_than_a_first_response() {
    with_one_thread_for_answers(async {
        let bot = Bot::ready().await;
        let (release, held) = std::sync::mpsc::channel::<()>();
        let holding = tokio::task::spawn_blocking(move || held.recv());
        bot.discord.fail_next("PATCH", "/@original", 4, Failure::BadGateway(502));
        bot.discord.slash("ask", asking(QUESTION));
        bot.discord.request("POST", "/callback").await;
        release.send(()).expect("the thread waits");
        holding.await.expect("the thread ends").expect("it was released");
        let mut statuses = Vec::new();
        for _ in 0..5 {
            statuses.push(bot.discord.request("PATCH", "/@original").await.status);
        }
        assert_eq!(statuses, [502, 502, 502, 502, 200]);
        bot.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_whose_first_answer_was_lost_shows_the_answer_to_the_new_text() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    // Each attempt within the deadline fails after it had its effect: the bot knows of no message.
    bot.discord.fail_next("POST", "/messages", 1, Failure::CutAnswer);
    bot.discord.fail_next("POST", "/messages", 1, Failure::missing_permissions());
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    for _ in 0..2 {
        bot.discord.request("POST", "/messages").await;
    }
    bot.discord.edit(asked, &format!("<@{me}> xyzzy plugh?"), true);
    bot.discord.request("PATCH", "/messages/").await;
    let answers = own(&bot);
    assert_eq!(answers.len(), 1);
    assert!(shown(&answers[0]).starts_with("The documents do not say."), "{}", answers[0]);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_never_answers_holds_up_neither_a_question_nor_the_end() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    bot.discord.fail_next("POST", "/messages", 1, Failure::Silence);
    let asked = bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    assert_eq!(bot.discord.request("POST", "/messages").await.status, 0);
    // The deletion waits for the question, which is freed.
    bot.discord.delete(asked);
    assert_eq!(bot.discord.request("DELETE", "/messages").await.status, 204);
    assert!(own(&bot).is_empty());
    bot.discord.fail_next("POST", "", 1000, Failure::Silence);
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    bot.discord.request("POST", "/messages").await;
    let since = Instant::now();
    bot.stop().await;
    assert!(since.elapsed() < Duration::from_secs(2), "{:?}", since.elapsed());

    let discord = fake_discord::FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.registered("ask").await;
    discord.fail_next("POST", "", 1000, Failure::Silence);
    discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    discord.interact(Interacting::slash("ask", asking(QUESTION)));
    discord.request("POST", "/messages").await;
    discord.request("POST", "/callback").await;
    program.terminate().await;
}

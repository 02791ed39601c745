use std::time::Duration;

use fake_discord::{Failure, FakeDiscord, IncomingMessage, World, bits};
use serde_json::json;
use serenity::all::{ChannelId, CreateEmbed, CreateMessage, HttpError, MessageReference};

use crate::bot::{Bot, http};
use crate::interactions::asked;

/// Discord's status and code of a failed request.
fn refusal<T>(result: serenity::Result<T>) -> Option<(u16, isize)> {
    match result.err()? {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Some((response.status_code.as_u16(), response.error.code))
        }
        _ => None,
    }
}

#[tokio::test]
async fn what_breaks_a_limit_is_refused_and_becomes_a_violation() {
    let fake = FakeDiscord::start().await;
    let channel = ChannelId::new(fake.world().channel.get());
    let http = http(&fake);
    // Past serenity's own check, which would stop this before it is sent.
    let long = json!({"content": "я".repeat(2001)});
    let result = http.send_message(channel, Vec::new(), &long).await;
    assert_eq!(refusal(result), Some((400, 50035)));
    let violations = fake.take_violations();
    assert_eq!(violations.len(), 1);
    assert!(violations[0].contains("content"), "{violations:?}");
    let empty = http.send_message(channel, Vec::new(), &json!({})).await;
    assert_eq!(refusal(empty), Some((400, 50006)));
    assert_eq!(fake.take_violations().len(), 1);
}

#[tokio::test]
#[should_panic(expected = "the bot broke Discord's rules")]
async fn violations_that_nobody_looked_at_fail_the_test() {
    let fake = FakeDiscord::start().await;
    let channel = ChannelId::new(fake.world().channel.get());
    let http = http(&fake);
    let _ = http.send_message(channel, Vec::new(), &json!({})).await;
}

#[tokio::test]
async fn an_unknown_route_is_a_violation() {
    let fake = FakeDiscord::start().await;
    let guild = fake.world().guild.get().into();
    let result = http(&fake).get_guild_vanity_url(guild).await;
    assert_eq!(refusal(result), Some((404, 0)));
    assert_eq!(fake.take_violations().len(), 1);
}

#[tokio::test]
async fn a_wrong_token_is_refused() {
    let fake = FakeDiscord::start().await;
    let http = serenity::all::HttpBuilder::new("a.wrong.token")
        .proxy(fake.url())
        .ratelimiter_disabled(true)
        .build();
    assert_eq!(refusal(http.get_current_user().await), Some((401, 0)));
}

#[tokio::test]
async fn permissions_count() {
    let without_send = World::default().bot_permissions(bits::VIEW_CHANNEL);
    let bot = Bot::start(without_send).await;
    let channel = ChannelId::new(bot.fake.world().channel.get());
    let result = channel.say(&bot.http, "hello").await;
    assert_eq!(refusal(result), Some((403, 50013)));
    let direct = ChannelId::new(bot.fake.world().dm.get());
    assert!(direct.say(&bot.http, "hello").await.is_ok());
}

#[tokio::test]
async fn without_the_permission_embeds_are_dropped_and_embeds_alone_refused() {
    let permissions = bits::VIEW_CHANNEL | bits::SEND_MESSAGES;
    let fake = FakeDiscord::start_in(World::default().bot_permissions(permissions)).await;
    let channel = ChannelId::new(fake.world().channel.get());
    let http = http(&fake);
    let embed = || CreateMessage::new().embed(CreateEmbed::new().title("A title"));
    let alone = channel.send_message(&http, embed()).await;
    assert_eq!(refusal(alone), Some((403, 50013)));
    let sent = channel.send_message(&http, embed().content("and text")).await;
    assert!(sent.expect("sent").embeds.is_empty());
}

#[tokio::test]
async fn a_reply_to_nothing_fails_unless_it_may() {
    let fake = FakeDiscord::start().await;
    let channel = ChannelId::new(fake.world().channel.get());
    let http = http(&fake);
    let reply = |fails: bool| {
        let reference = MessageReference::from((channel, 1.into())).fail_if_not_exists(fails);
        CreateMessage::new().content("x").reference_message(reference)
    };
    let strict = channel.send_message(&http, reply(true)).await;
    assert_eq!(refusal(strict), Some((400, 50035)));
    assert!(channel.send_message(&http, reply(false)).await.is_ok());
}

#[tokio::test]
async fn an_answer_after_the_deadline_finds_no_interaction() {
    let bot = Bot::start(World::default().interaction_deadline(Duration::ZERO)).await;
    bot.register().await;
    bot.fake.slash("ask", json!([{"name": "question", "type": 3, "value": "why?"}]));
    let late = bot.command().await.defer(&bot.http).await;
    assert_eq!(refusal(late), Some((404, 10062)));
}

#[tokio::test]
async fn ordered_failures_happen_in_order_and_end() {
    let fake = FakeDiscord::start().await;
    let channel = ChannelId::new(fake.world().channel.get());
    let http = http(&fake);
    let limited = Failure::RateLimited { retry_after: 0.5 };
    fake.fail_next("POST", "/messages", 1, limited);
    fake.fail_next("POST", "/messages", 1, Failure::missing_permissions());
    fake.fail_next("POST", "/messages", 1, Failure::Disconnect);
    fake.fail_next("POST", "/messages", 1, Failure::Delay(Duration::from_millis(20)));
    let first = channel.say(&http, "1").await;
    assert_eq!(refusal(first).map(|(status, _)| status), Some(429));
    assert_eq!(refusal(channel.say(&http, "2").await), Some((403, 50013)));
    let cut = channel.say(&http, "3").await;
    assert!(cut.is_err());
    assert_eq!(refusal(cut), None, "a cut connection has no status");
    let begun = std::time::Instant::now();
    assert!(channel.say(&http, "4").await.is_ok());
    assert!(begun.elapsed() >= Duration::from_millis(20));
    assert_eq!(fake.requests().len(), 4);
    assert_eq!(fake.messages(fake.world().channel).len(), 1);
}

#[tokio::test]
async fn an_answer_cannot_be_changed_once_its_token_is_too_old() {
    let bot = Bot::start(World::default().token_lifetime(Duration::ZERO)).await;
    let command = asked(&bot).await;
    command.defer(&bot.http).await.expect("the first answer has a limit of its own");
    let late = command.delete_response(&bot.http).await;
    assert_eq!(refusal(late), Some((401, 50027)));
}

#[tokio::test]
#[should_panic(expected = "await ready() first")]
async fn nobody_speaks_before_the_bot_is_there() {
    FakeDiscord::start().await.say(IncomingMessage::new("hello"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_cut_connection_not_a_byte_is_answered() {
    use std::io::{Read, Write};
    let fake = FakeDiscord::start().await;
    fake.fail_next("GET", "/gateway", 1, Failure::Disconnect);
    let address = fake.url().replace("http://", "");
    let read = tokio::task::spawn_blocking(move || {
        let mut socket = std::net::TcpStream::connect(address)?;
        socket.write_all(b"GET /api/v10/gateway HTTP/1.1\r\nHost: fake\r\n\r\n")?;
        let mut answer = Vec::new();
        // The end may come as a reset; what counts is what was read until then.
        let _ = socket.read_to_end(&mut answer);
        std::io::Result::Ok(answer)
    });
    let answer = read.await.expect("the reader ends").expect("a connection");
    assert_eq!(String::from_utf8_lossy(&answer), "");
    assert_eq!(fake.requests()[0].status, 0);
}

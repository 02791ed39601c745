//! A gateway that does not keep the connection: it is dialled with patience, and never more often
//! than Discord allows sessions.

use std::time::{Duration, Instant};

use fake_discord::{FakeDiscord, IncomingMessage, Trouble};

use super::QUESTION;
use crate::bot::Bot;
use crate::serving::Program;

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_end_at_once_come_further_and_further_apart() {
    for trouble in [Trouble::CutAtOnce, Trouble::CloseWhenReady(1000)] {
        let discord = FakeDiscord::start().await;
        discord.trouble_gateway(Some(trouble));
        let program = Program::serve(&discord);
        discord.connected(1).await;
        let since = Instant::now();
        discord.connected(4).await;
        // Half of 1, 2 and 4 seconds at least.
        assert!(since.elapsed() >= Duration::from_millis(3400), "{:?}", since.elapsed());
        let log = program.log();
        assert_eq!(log.matches("gateway ended").count(), 1, "{log}");
        assert!(log.lines().count() < 10, "{log}");
        // When it is well again, so is the bot.
        if trouble != Trouble::CutAtOnce {
            discord.trouble_gateway(None);
            discord.connected(5).await;
            let me = discord.world().bot;
            discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
            discord.request("POST", "/messages").await;
        }
        program.terminate().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_end_the_session_begin_another_in_their_time() {
    for code in [4003, 4007, 4009] {
        let discord = FakeDiscord::start().await;
        discord.trouble_gateway(Some(Trouble::CloseWhenReady(code)));
        let program = Program::serve(&discord);
        discord.connected(1).await;
        let since = Instant::now();
        discord.identified(2).await;
        assert!(since.elapsed() >= Duration::from_secs(5), "{code}: {:?}", since.elapsed());
        assert_eq!((discord.identifies(), discord.resumes()), (2, 0), "{code}");
        let log = program.log();
        assert!(log.contains(&code.to_string()), "{log}");
        program.terminate().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_nothing_helps_against_end_the_program_with_advice() {
    for (code, advice, exit) in [
        (4004, "copy it again", 2),
        (4010, "look at SHARDS", 2),
        (4012, "update verbatim", 3),
        (4013, "under Bot", 2),
        (4014, "under Bot", 2),
    ] {
        let discord = FakeDiscord::start().await;
        discord.trouble_gateway(Some(Trouble::CloseWhenReady(code)));
        let program = Program::serve(&discord);
        let log = program.said(advice).await;
        let last = log.lines().last().unwrap_or_default();
        assert!(last.starts_with("verbatim: ") && last.contains(advice), "{code}: {log}");
        assert_eq!(program.ended().await, Some(exit), "{code}");
        assert_eq!(discord.identifies(), 1, "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_session_is_begun_when_the_days_are_used_up() {
    let discord = FakeDiscord::start().await;
    discord.limit_sessions(0, 3_600_000);
    let program = Program::serve(&discord);
    let log = program.said("no more connections today").await;
    assert!(log.contains("minutes=60"), "{log}");
    assert_eq!((discord.connections(), discord.identifies()), (0, 0));
    program.terminate().await;

    let discord = FakeDiscord::start().await;
    discord.limit_sessions(0, 500);
    let bot = Bot::start(discord.clone());
    discord.request("GET", "/gateway/bot").await;
    discord.limit_sessions(1, 500);
    discord.ready().await;
    assert_eq!(discord.identifies(), 1);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_taken_up_again_when_discord_asks_for_it() {
    let bot = Bot::ready().await;
    let me = bot.discord.world().bot;
    let resumed = bot.discord.resumed();
    bot.discord.ask_to_reconnect();
    // It is told when the session goes on.
    bot.discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    resumed.await;
    bot.discord.request("POST", "/messages").await;
    let identified = bot.discord.identifies();
    assert_eq!(identified, 1);
    bot.discord.invalidate_session(false);
    bot.discord.identified(2).await;
    bot.discord.ready().await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_answers_no_heartbeat_is_left() {
    let world = fake_discord::World::default().heartbeat_interval(Duration::from_millis(200));
    let bot = Bot::ready_in(world).await;
    bot.discord.heartbeat().await;
    let resumed = bot.discord.resumed();
    bot.discord.ignore_heartbeats(true);
    resumed.await;
    bot.discord.ignore_heartbeats(false);
    bot.discord.ready().await;
    bot.stop().await;
}

//! Where the bot cannot write it stays silent, and the operator is told what to do about it.

use fake_discord::{Failure, FakeDiscord, IncomingMessage, World, bits};
use serde_json::json;

use super::QUESTION;
use crate::bot::shown;
use crate::serving::Program;

/// Advice that helps only where a permission is missing.
const PERMISSION: &str = "give it the permission";

async fn serving(world: World) -> (FakeDiscord, Program) {
    let discord = FakeDiscord::start_in(world).await;
    let program = Program::serve(&discord);
    discord.ready().await;
    (discord, program)
}

fn question(discord: &FakeDiscord) -> IncomingMessage {
    IncomingMessage::new(format!("<@{}> {QUESTION}", discord.world().bot))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_timed_out_is_silent_and_says_so_to_the_operator() {
    let world = World::default().bot_timed_out_until("2099-01-01T00:00:00.000000+00:00");
    let (discord, program) = serving(world).await;
    discord.say(question(&discord));
    let log = program.said("timed out").await;
    assert!(log.contains("2099-01-01") && log.contains("general"), "{log}");
    assert!(!log.contains(PERMISSION), "{log}");
    let is_post = |request: &&fake_discord::Request| request.path.contains("/messages");
    assert_eq!(discord.requests().iter().filter(is_post).count(), 0);
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_out_is_heard_of_and_ends() {
    let (discord, program) = serving(World::default()).await;
    let member = |until: serde_json::Value| {
        json!({
            "guild_id": discord.world().guild.to_string(),
            "user": {"id": discord.world().bot.to_string(), "username": "the-bot", "discriminator": "0", "avatar": null},
            "roles": [discord.world().bot_role.to_string()], "joined_at": "2024-01-01T00:00:00.000000+00:00",
            "nick": null, "avatar": null, "deaf": false, "mute": false, "flags": 0,
            "communication_disabled_until": until,
        })
    };
    discord.dispatch("GUILD_MEMBER_UPDATE", member(json!("2099-01-01T00:00:00.000000+00:00")));
    discord.say(question(&discord));
    program.said("timed out").await;
    discord.dispatch("GUILD_MEMBER_UPDATE", member(json!("2020-01-01T00:00:00.000000+00:00")));
    discord.say(question(&discord));
    let answer = discord.request("POST", "/messages").await;
    assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_has_its_own_advice() {
    for (failure, advice) in [
        (Failure::missing_permissions(), "see whether it is timed out"),
        (Failure::status(403, 50001, "Missing Access"), "does not see the channel"),
        (Failure::SlowMode { retry_after: 3600.0 }, "slow mode"),
        (Failure::status(400, 160_005, "Thread is locked"), "unlock it"),
    ] {
        let (discord, program) = serving(World::default()).await;
        discord.fail_next("POST", "/messages", 1, failure.clone());
        discord.say(question(&discord));
        let log = program.said(advice).await;
        assert!(log.contains("general") && !log.contains(PERMISSION), "{log}");
        // Nothing is stuck: what is asked next is answered.
        discord.say(question(&discord));
        while discord.request("POST", "/messages").await.status / 100 != 2 {}
        program.terminate().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_no_direct_messages_is_left_alone() {
    let (discord, program) = serving(World::default()).await;
    let refusal = Failure::status(403, 50007, "Cannot send messages to this user");
    discord.fail_next("POST", "/messages", 1, refusal);
    discord.say(IncomingMessage::new(QUESTION).direct());
    let log = program.said("takes no direct messages").await;
    let channel = discord.world().dm.to_string();
    assert!(log.contains(&channel) && !log.contains(PERMISSION), "{log}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_locked_thread_there_is_silence_and_in_an_archived_one_answers_stay() {
    let (discord, program) = serving(World::default().locked_thread()).await;
    discord.say(question(&discord).in_channel(discord.world().thread));
    let log = program.said("the thread is locked").await;
    assert!(log.contains("a thread") && !log.contains(PERMISSION), "{log}");
    let archived = || Failure::status(400, 50083, "Thread is archived");
    let asked = discord.say(question(&discord));
    while discord.request("POST", "/messages").await.status / 100 != 2 {}
    discord.fail_next("DELETE", "/messages", 1, archived());
    discord.delete(asked);
    let log = program.said("the thread is archived").await;
    assert!(log.contains("general") && !log.contains(PERMISSION), "{log}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_permission_is_missing_that_is_the_advice() {
    let (discord, program) = serving(World::default().bot_permissions(bits::VIEW_CHANNEL)).await;
    discord.say(question(&discord));
    let log = program.said(PERMISSION).await;
    assert!(log.contains("general"), "{log}");
    program.terminate().await;
}

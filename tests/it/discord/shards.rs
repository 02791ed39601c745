//! Servers are shared out over shards, in one process or several: each question is answered where it is
//! asked, once, whoever is killed and started again, and sessions are begun as slowly as Discord wants.

use std::time::Duration;

use fake_discord::id::Id;
use fake_discord::id::marker::{ChannelMarker, MessageMarker};
use fake_discord::{FakeDiscord, IncomingMessage, MoreGuild, World};
use serde_json::json;
use verbatim::environment::Shards;

use super::QUESTION;
use crate::bot::{Bot, shown};
use crate::serving::Program;

/// What Discord wants.
const IDENTIFY_INTERVAL: Duration = Duration::from_secs(5);

fn question(discord: &FakeDiscord) -> IncomingMessage {
    IncomingMessage::new(format!("<@{}> {QUESTION}", discord.world().bot))
}

/// Somebody asks in a server, and is answered.
async fn ask_in(discord: &FakeDiscord, guild: MoreGuild) {
    let person = Id::new(970_000_000_000_000_000 + guild.id.get() % 1_000_000_007);
    let asked = discord.say(question(discord).by(person).in_channel(guild.channel));
    let answer = discord.request("POST", &format!("/{}/messages", guild.channel)).await;
    assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
    assert_eq!(n_answers(discord, guild.channel, asked), 1);
}

fn n_answers(
    discord: &FakeDiscord,
    channel: Id<ChannelMarker>,
    question: Id<MessageMarker>,
) -> usize {
    let question = json!(question.to_string());
    let all = discord.messages(channel);
    all.iter().filter(|one| one["message_reference"]["message_id"] == question).count()
}

/// Waits until a question is answered.
async fn answered(discord: &FakeDiscord, channel: Id<ChannelMarker>, question: Id<MessageMarker>) {
    while n_answers(discord, channel, question) == 0 {
        discord.request("POST", "/messages").await;
    }
}

/// How often the commands were registered.
fn n_registered(discord: &FakeDiscord) -> usize {
    let all = discord.requests();
    all.iter().filter(|one| one.method == "PUT" && one.path.ends_with("/commands")).count()
}

fn sorted(mut shards: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    shards.sort_unstable();
    shards
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_shards_as_discord_recommends_answer_each_its_own_servers() {
    let world = World::default().guilds_in_all(9).sharded(4, 4);
    let discord = FakeDiscord::start_in(world).await;
    let bot = Bot::start(discord.clone());
    discord.shards_ready(4).await;
    discord.registered("ask").await;
    assert_eq!(sorted(discord.identified_shards()), [(0, 4), (1, 4), (2, 4), (3, 4)]);
    for guild in discord.world().more_guilds.clone() {
        ask_in(&discord, guild).await;
    }
    // Direct messages come on the first shard alone.
    let asked = discord.say(question(&discord).direct());
    let dm = discord.world().dm;
    discord.request("POST", &format!("/{dm}/messages")).await;
    assert_eq!((n_answers(&discord, dm, asked), n_registered(&discord)), (1, 1));
    // Each goes on by itself.
    let resumes = discord.resumes();
    discord.drop_connection();
    discord.shards_ready(4).await;
    assert_eq!((discord.identifies(), discord.resumes() - resumes), (4, 4));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_of_a_bucket_are_begun_five_seconds_apart() {
    let world = World { identify_interval: IDENTIFY_INTERVAL, ..World::default().sharded(4, 2) };
    let discord = FakeDiscord::start_in(world).await;
    let four = Shards::parse(Some("4")).expect("a number");
    let bot = Bot::start_sharded(discord.clone(), four);
    discord.shards_ready(4).await;
    assert_eq!((discord.identifies(), discord.hasty_identifies()), (4, 0));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_share_the_servers_out_and_one_of_them_registers_the_commands() {
    let world = World::default().guilds_in_all(6).sharded(2, 1);
    let world = World { identify_interval: IDENTIFY_INTERVAL, ..world };
    let discord = FakeDiscord::start_in(world).await;
    let second = Program::serve_with(&discord, &[("SHARDS", "1..2/2")]);
    discord.shards_ready(1).await;
    assert_eq!(n_registered(&discord), 0);
    let first = Program::serve_beside(&discord, second.data(), &[("SHARDS", "0..1/2")]);
    discord.shards_ready(2).await;
    discord.registered("ask").await;
    assert_eq!(sorted(discord.identified_shards()), [(0, 2), (1, 2)]);
    for guild in discord.world().more_guilds.clone() {
        ask_in(&discord, guild).await;
    }
    assert_eq!((discord.hasty_identifies(), n_registered(&discord)), (0, 1));
    first.terminate().await;
    second.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_discord_wants_more_shards_all_are_begun_anew_unless_their_number_is_set() {
    let world = World::default().guilds_in_all(3).sharded(1, 2);
    let discord = FakeDiscord::start_in(world).await;
    discord.require_shards(2);
    let bot = Bot::start(discord.clone());
    discord.shards_ready(2).await;
    assert_eq!(sorted(discord.identified_shards()), [(0, 1), (0, 2), (1, 2)]);
    for guild in discord.world().more_guilds.clone() {
        ask_in(&discord, guild).await;
    }
    bot.stop().await;

    let program = Program::serve_with(&discord, &[("SHARDS", "1")]);
    program.said("raise SHARDS").await;
    assert_eq!(program.ended().await, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_below_what_discord_recommends_is_told_of_and_odd_ones_are_refused() {
    let discord = FakeDiscord::start_in(World::default().sharded(3, 1)).await;
    let program = Program::serve_with(&discord, &[("SHARDS", "1")]);
    program.said("Discord recommends 3").await;
    discord.shards_ready(1).await;
    program.terminate().await;
    for odd in ["0", "0..17/16", "sixteen"] {
        let program = Program::serve_with(&discord, &[("SHARDS", odd)]);
        let log = program.said("expected a number such as 16").await;
        assert_eq!(log.lines().count(), 1, "{log}");
        assert_eq!(program.ended().await, Some(2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_while_the_program_was_not_there_is_answered_once() {
    let discord = FakeDiscord::start().await;
    let channel = discord.world().channel;
    let mut program = Program::serve(&discord);
    discord.ready().await;
    let mut asked = vec![discord.say(question(&discord))];
    answered(&discord, channel, asked[0]).await;
    for _ in 0..2 {
        let identified = discord.identifies();
        // It may not have heard yet that Discord took the answer.
        let data = program.kill();
        let missed = discord.say(question(&discord).by(discord.world().other));
        program = Program::serve_over(&discord, data, &[]);
        discord.identified(identified + 1).await;
        answered(&discord, channel, missed).await;
        asked.push(missed);
    }
    // Had one been answered again, that would have come before this.
    let last = discord.say(question(&discord));
    answered(&discord, channel, last).await;
    for question in asked.into_iter().chain([last]) {
        assert_eq!(n_answers(&discord, channel, question), 1);
    }
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_hears_of_what_was_asked_edited_and_deleted_meanwhile() {
    let bot = Bot::ready().await;
    let discord = bot.discord.clone();
    let channel = discord.world().channel;
    let edited = discord.say(question(&discord));
    discord.request("POST", "/messages").await;
    let deleted = discord.say(question(&discord).by(discord.world().other));
    discord.request("POST", "/messages").await;
    let stopped = bot.stopped().await;
    let me = discord.world().bot;
    discord.edit(edited, &format!("<@{me}> who painted the xyzzy of Cambodia?"), true);
    discord.delete(deleted);
    let bot = stopped.start().await;
    let patched = discord.request("PATCH", "/messages/").await;
    assert!(shown(&patched.body).contains("xyzzy"), "{}", patched.body);
    discord.request("DELETE", "/messages/").await;
    assert_eq!([edited, deleted].map(|one| n_answers(&discord, channel, one)), [1, 0]);
    bot.stop().await;
}

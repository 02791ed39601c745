//! A server that the bot is added to: it says once what it does and how it is asked.

use fake_discord::{Failure, FakeDiscord, IncomingMessage, Overwrite, Target, World, bits};
use serde_json::{Value, json};

use super::QUESTION;
use crate::bot::{Bot, linked, painted, shown};

/// A bot that is in no server yet, whose commands have their numbers.
async fn outside(world: World) -> Bot {
    let bot = Bot::ready_in(world.bot_added_later()).await;
    linked(&bot.discord).await;
    bot
}

fn greeted(world: World) -> World {
    let channel = world.second_channel;
    world.system_channel(channel)
}

/// What stands in the server's channels, after a direct question was answered: so what was told before
/// it was handled.
async fn said(bot: &Bot) -> Vec<Value> {
    let world = bot.discord.world().clone();
    bot.discord.say(IncomingMessage::new(QUESTION).direct());
    loop {
        let posted = bot.discord.request("POST", "/messages").await;
        if posted.path.contains(&world.dm.to_string()) {
            break;
        }
    }
    let channels = [world.channel, world.second_channel];
    channels.iter().flat_map(|channel| bot.discord.messages(*channel)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_bot_is_added_it_says_hello_once_and_links_its_commands() {
    let bot = outside(greeted(World::default())).await;
    let mut links = Vec::new();
    for name in ["ask", "help"] {
        let id = bot.discord.registered(name).await["id"].as_str().expect("an id").to_owned();
        links.push(format!("</{name}:{id}>"));
    }
    bot.discord.add_bot();
    let hello = bot.discord.request("POST", "/messages").await;
    let channel = bot.discord.world().second_channel.to_string();
    assert!(hello.path.contains(&channel), "{}", hello.path);
    assert!(links.iter().all(|link| shown(&hello.body).contains(link)), "{}", hello.body);
    assert_eq!(hello.body["allowed_mentions"]["parse"], json!([]));
    insta::assert_snapshot!("joined", painted(&hello.body));
    // Neither an event that is told twice, nor an outage, nor a new connection is another server.
    bot.discord.repeat_last_event();
    bot.discord.guild_outage();
    let resumed = bot.discord.resumed();
    bot.discord.drop_connection();
    resumed.await;
    bot.discord.ready().await;
    assert_eq!(said(&bot).await.len(), 1);
    let bot = bot.restart().await;
    assert_eq!(said(&bot).await.len(), 1);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hello_is_said_in_the_servers_language_and_no_second_time_when_its_answer_is_lost() {
    let bot = outside(greeted(World::default()).guild_locale("ru")).await;
    bot.discord.fail_next("POST", "/messages", 1, Failure::CutAnswer);
    bot.discord.add_bot();
    for _ in 0..2 {
        let hello = bot.discord.request("POST", "/messages").await;
        assert!(shown(&hello.body).starts_with("Здравствуйте!"), "{}", hello.body);
    }
    assert_eq!(said(&bot).await.len(), 1);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_silence_where_nobody_is_greeted_or_the_bot_may_not_write_or_was_before() {
    // Discord greets nobody there.
    let bot = outside(World::default()).await;
    bot.discord.add_bot();
    assert_eq!(said(&bot).await, Vec::<Value>::new());
    bot.stop().await;
    // It may not write there, though elsewhere.
    let world = greeted(World::default());
    let (channel, role) = (world.second_channel, Target::Role(world.bot_role));
    let forbidden = Overwrite::deny(channel, role, bits::SEND_MESSAGES);
    let bot = outside(world.overwrite(forbidden)).await;
    bot.discord.add_bot();
    assert_eq!(said(&bot).await, Vec::<Value>::new());
    bot.stop().await;
    // It was added some time ago, of which Discord told another session.
    let bot = outside(greeted(World::default())).await;
    bot.discord.add_bot_at("2024-06-24T10:00:00.000000+00:00");
    assert_eq!(said(&bot).await, Vec::<Value>::new());
    bot.stop().await;
    // It is there when the bot starts.
    let discord = FakeDiscord::start_in(greeted(World::default()).bot_added_later()).await;
    discord.add_bot();
    let bot = Bot::start(discord);
    bot.discord.ready().await;
    assert_eq!(said(&bot).await, Vec::<Value>::new());
    bot.stop().await;
}

use std::time::Duration;

use fake_discord::{FakeDiscord, IncomingMessage, World, bits};
use serenity::all::{GatewayIntents, GuildId};
use serenity::gateway::GatewayError;

use crate::bot::{Bot, Heard, INTENTS};

#[tokio::test]
async fn a_client_gets_ready_and_has_the_guild_in_its_cache() {
    let bot = Bot::connect(FakeDiscord::start().await, INTENTS).await;
    bot.fake.ready().await;
    let world = bot.fake.world().clone();
    let (user, application) = bot
        .hear(|heard| match heard {
            Heard::Ready(ready) => Some((ready.user.id, ready.application.id)),
            _ => None,
        })
        .await;
    assert_eq!(user.get(), world.bot.get());
    assert_eq!(application.get(), world.application.get());
    bot.hear(|heard| matches!(heard, Heard::Guild).then_some(())).await;
    let guild = bot.cache.guild(GuildId::new(world.guild.get()));
    let guild = guild.expect("the guild is in the cache");
    assert_eq!(guild.preferred_locale, "en-US");
    assert_eq!(guild.channels.len(), 3);
    assert_eq!(guild.threads.len(), 2);
    let member = &guild.members[&user];
    let channel = &guild.channels[&world.channel.get().into()];
    let permissions = guild.user_permissions_in(channel, member);
    assert_eq!(permissions.bits(), world.bot_permissions);
    assert_eq!(bot.fake.intents(), Some(INTENTS.bits()));
    assert_eq!(bot.fake.identifies(), 1);
    assert!(bot.fake.presence().is_some());
}

#[tokio::test]
async fn heartbeats_come_at_the_interval_of_hello() {
    let world = World::default().heartbeat_interval(Duration::from_millis(50));
    let bot = Bot::start(world).await;
    bot.fake.heartbeat().await;
    bot.fake.heartbeat().await;
    assert!(bot.fake.heartbeats() >= 2);
}

#[tokio::test]
async fn a_dropped_connection_is_resumed_and_missed_messages_are_replayed() {
    let bot = Bot::start(World::default()).await;
    let resumed = bot.fake.resumed();
    bot.fake.drop_connection();
    bot.fake.say(IncomingMessage::new("missed").mention(bot.fake.world().bot));
    resumed.await;
    assert_eq!(bot.message().await.content, "missed");
    bot.hear(|heard| matches!(heard, Heard::Resumed).then_some(())).await;
    assert_eq!((bot.fake.identifies(), bot.fake.resumes()), (1, 1));
}

#[tokio::test]
async fn a_client_that_is_asked_to_reconnect_resumes() {
    let bot = Bot::start(World::default()).await;
    let resumed = bot.fake.resumed();
    bot.fake.ask_to_reconnect();
    resumed.await;
    bot.hear(|heard| matches!(heard, Heard::Resumed).then_some(())).await;
    bot.fake.ready().await;
}

#[tokio::test]
async fn a_close_frame_reaches_the_client() {
    let bot = Bot::start(World::default()).await;
    let resumed = bot.fake.resumed();
    bot.fake.close_gateway(4000);
    resumed.await;
    bot.fake.ready().await;
    assert_eq!(bot.fake.identifies(), 1);
}

#[tokio::test]
async fn a_refused_identify_ends_the_client() {
    let fake = FakeDiscord::start().await;
    fake.refuse_identify(4004);
    let error = Bot::connect(fake, INTENTS).await.end().await;
    let expected = GatewayError::InvalidAuthentication.to_string();
    assert_eq!(error.map_err(|error| error.to_string()), Err(expected));
}

#[tokio::test]
async fn intents_that_were_not_granted_end_the_client() {
    let fake = FakeDiscord::start_in(World::default().privileged_intents(0)).await;
    let intents = INTENTS | GatewayIntents::MESSAGE_CONTENT;
    let error = Bot::connect(fake, intents).await.end().await;
    let expected = GatewayError::DisallowedGatewayIntents.to_string();
    assert_eq!(error.map_err(|error| error.to_string()), Err(expected));
}

#[tokio::test]
async fn a_channel_that_the_bot_cannot_see_is_not_in_its_guild() {
    use fake_discord::{Overwrite, Target};
    let world = World::default();
    let (channel, role) = (world.channel, Target::Role(world.bot_role));
    let world = world.overwrite(Overwrite::deny(channel, role, bits::VIEW_CHANNEL));
    let bot = Bot::start(world).await;
    let guild = GuildId::new(bot.fake.world().guild.get());
    let guild = bot.cache.guild(guild).expect("the guild is in the cache");
    assert!(!guild.channels.contains_key(&channel.get().into()));
}

#[tokio::test]
async fn an_invalid_session_is_resumed_only_where_it_may_be() {
    let bot = Bot::start(World::default()).await;
    let resumed = bot.fake.resumed();
    bot.fake.invalidate_session(true);
    resumed.await;
    bot.fake.ready().await;
    assert_eq!((bot.fake.identifies(), bot.fake.resumes()), (1, 1));
    let first = bot.fake.identify().expect("an IDENTIFY");
    bot.fake.invalidate_session(false);
    bot.fake.identified(2).await;
    bot.fake.ready().await;
    assert_eq!(bot.fake.identify().expect("an IDENTIFY")["intents"], first["intents"]);
    assert_eq!(bot.fake.resumes(), 1);
}

#[tokio::test]
async fn a_client_whose_heartbeats_are_not_answered_connects_anew() {
    let world = World::default().heartbeat_interval(Duration::from_millis(50));
    let bot = Bot::start(world).await;
    bot.fake.ignore_heartbeats(true);
    bot.fake.identified(2).await;
    bot.fake.ignore_heartbeats(false);
    bot.fake.ready().await;
}

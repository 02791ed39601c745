//! Events that are otherwise than Discord documents them are read as far as they can be, and told of.

use fake_discord::{FakeDiscord, IncomingMessage, World, bits};
use serde_json::json;

use super::QUESTION;
use crate::bot::shown;
use crate::serving::Program;

#[tokio::test(flavor = "multi_thread")]
async fn of_a_server_that_does_not_decode_permissions_and_language_are_known_all_the_same() {
    let world = World::default()
        .guild_locale("ru")
        .bot_permissions(bits::VIEW_CHANNEL | bits::SEND_MESSAGES | bits::READ_MESSAGE_HISTORY)
        .odd_guild("nsfw_level", json!("of a kind that nobody knows"))
        .odd_guild("stickers", json!([{"id": 5}]))
        .odd_guild("features", json!({"COMMUNITY": true}));
    let discord = FakeDiscord::start_in(world).await;
    let program = Program::serve(&discord);
    discord.ready().await;
    let me = discord.world().bot;
    discord.say(IncomingMessage::new(format!("<@{me}> {QUESTION}")));
    let answer = discord.request("POST", "/messages").await;
    let content = answer.body["content"].as_str().unwrap_or_default();
    assert!(content.starts_with("> "), "the bot may not embed: {}", answer.body);
    discord.say(IncomingMessage::new(format!("<@{me}> xyzzy plugh?")));
    let nothing = discord.request("POST", "/messages").await;
    assert!(shown(&nothing.body).contains("документ"), "{}", nothing.body);
    let log = program.said("could be read in part only").await;
    assert!(log.contains("GUILD_CREATE") && log.contains("count=1"), "{log}");
    program.terminate().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_does_not_decode_is_answered_and_one_that_cannot_be_is_told_of_once() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.ready().await;
    let me = discord.world().bot;
    let odd = IncomingMessage::new(format!("<@{me}> {QUESTION}"))
        .with("embeds", json!("none"))
        .with("poll", json!(4));
    discord.say(odd);
    let answer = discord.request("POST", "/messages").await;
    assert!(shown(&answer.body).contains("2021"), "{}", answer.body);
    for _ in 0..50 {
        discord.dispatch("MESSAGE_DELETE", json!({"id": {}, "channel_id": "1"}));
    }
    // Asked later, answered: so what came before was handled.
    discord.say(IncomingMessage::new(QUESTION).direct());
    discord.request("POST", "/messages").await;
    let log = program.said("could not be read").await;
    assert_eq!(log.matches("MESSAGE_DELETE").count(), 1, "{log}");
    program.terminate().await;
}

//! What people send to harm the bot, and events that are not as Discord documents them: it answers the
//! next question all the same, pings nobody, links nowhere, and sends nothing that Discord would refuse.

use fake_discord::{FakeDiscord, IncomingMessage, Interacting};
use fastrand::Rng;
use serde_json::{Value, json};

use super::{QUESTION, asking};
use crate::bot::{Bot, response, shown};
use crate::serving::Program;

/// Characters that are not seen, turn the reading or break lines; what Discord reads.
const SIGNS: [&str; 24] = [
    "@everyone",
    "@here",
    "<@&7>",
    "<#42>",
    "</ask:910000000000000001>",
    "<t:1:R>",
    "<:boat:7>",
    "discord.gg/boat",
    "https://evil.example/a(b)",
    "[click](https://evil.example)",
    "```",
    "`",
    "||",
    "**",
    "\n> ",
    "\n# ",
    "\u{202e}",
    "\u{2067}",
    "\u{200b}",
    "\u{2028}",
    "\u{e0041}",
    "\u{7}",
    "\u{1b}[31m",
    "\\",
];

/// Words that nothing is found for, so that the bot says them again.
fn asked(number: usize) -> String {
    let sign = |at: usize| SIGNS[(number * at + at) % SIGNS.len()];
    format!("who is {}zorblax{} quux{}ington{}?", sign(1), sign(5), sign(7), sign(11))
}

/// What of a message might ping somebody, or lead somewhere.
fn fault(message: &Value) -> Option<String> {
    let text = shown(message);
    // What a backslash stands before is not read.
    let mut read = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        read.extend(if sign == '\\' { signs.next().map(|_| ' ') } else { Some(sign) });
    }
    let obeyed =
        ["@", "<", "](", "`", "||", "**", "://", "discord.gg/", "\n#", "\n>", "\u{1b}", "\u{2028}"];
    let obeyed = obeyed.into_iter().find(|sign| read.contains(sign));
    let pings = message["allowed_mentions"]["parse"] != json!([]);
    (obeyed.is_some() || pings)
        .then(|| format!("{obeyed:?} in {text:?}, {}", message["allowed_mentions"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_said_again_ping_nobody_and_lead_nowhere() {
    let bot = Bot::ready().await;
    let (asker, other) = (bot.discord.world().asker, bot.discord.world().other);
    // Each has five questions at once.
    for (user, first) in [(asker, 0), (other, 4)] {
        for number in first..first + 4 {
            bot.discord.interact(Interacting::slash("ask", asking(&asked(number))).by(user));
            let said = response(&bot.discord).await;
            assert!(shown(&said).contains("zorblax"), "{said}");
            assert_eq!(fault(&said), None, "{:?}", asked(number));
        }
    }
    bot.stop().await;
}

/// Values of other kinds than Discord documents, or beyond what fits.
fn odd(random: &mut Rng) -> Value {
    match random.u8(0..12) {
        0 => Value::Null,
        1 => json!({}),
        2 => json!([]),
        3 => json!(-1),
        4 => json!(u64::MAX),
        5 => json!(1e300),
        6 => json!(true),
        7 => json!("99999999999999999999999999"),
        8 => json!(SIGNS[random.usize(0..SIGNS.len())]),
        9 => json!([[{"id": {}}]]),
        10 => json!("x".repeat(5000)),
        _ => json!({"id": "0", "type": 255, "content": 7}),
    }
}

/// Sets up to three random fields, however deep, to something else, or removes them.
fn change(event: &mut Value, random: &mut Rng) {
    for _ in 0..random.usize(1..=3) {
        let mut at = &mut *event;
        loop {
            let goes_on = random.u8(0..4) > 0;
            let is_empty = at.as_object().is_none_or(serde_json::Map::is_empty)
                && at.as_array().is_none_or(Vec::is_empty);
            if is_empty || !goes_on {
                break;
            }
            at = match at {
                Value::Object(fields) => {
                    let n = random.usize(0..fields.len());
                    fields.values_mut().nth(n).expect("one of so many")
                }
                Value::Array(elements) => {
                    let n = random.usize(0..elements.len());
                    &mut elements[n]
                }
                _ => break,
            };
        }
        *at = odd(random);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_any_form_leave_a_bot_that_answers() {
    let discord = FakeDiscord::start().await;
    let program = Program::serve(&discord);
    discord.ready().await;
    let world = discord.world();
    let (me, asker) = (world.bot.to_string(), world.asker.to_string());
    let (guild, channel) = (world.guild.to_string(), world.channel.to_string());
    let user = json!({"id": asker, "username": "u", "discriminator": "0", "avatar": null});
    let own = json!({"id": me, "username": "b", "discriminator": "0", "avatar": null, "bot": true});
    let message = json!({
        "id": "5", "channel_id": channel, "guild_id": guild, "author": user, "content": format!("<@{me}> why?"),
        "timestamp": "2024-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [own], "mention_roles": [], "attachments": [], "embeds": [{"title": "x"}], "pinned": false, "type": 0,
        "referenced_message": {"id": "4"}, "message_snapshots": [{"message": {"content": "x"}}],
    });
    let interaction = json!({
        "id": "6", "application_id": world.application.to_string(), "type": 2, "channel_id": channel, "token": "t", "version": 1,
        "user": user, "locale": "en-US", "app_permissions": "0", "entitlements": [], "attachment_size_limit": 0,
        "authorizing_integration_owners": {"0": "0"}, "context": 0, "message": message,
        "data": {"id": "7", "name": "ask", "type": 1, "custom_id": "x", "component_type": 3, "values": ["x"], "target_id": "5",
            "options": [{"type": 3, "name": "question", "value": "why?", "focused": true}], "resolved": {"messages": {"5": message}}},
    });
    let events = [
        ("MESSAGE_CREATE", message.clone()),
        ("MESSAGE_UPDATE", message),
        ("MESSAGE_DELETE", json!({"id": "5", "channel_id": channel, "guild_id": guild})),
        ("MESSAGE_DELETE_BULK", json!({"ids": ["5"], "channel_id": channel, "guild_id": guild})),
        ("INTERACTION_CREATE", interaction),
        (
            "GUILD_ROLE_UPDATE",
            json!({"guild_id": "9", "role": {"id": "9", "name": "x", "permissions": "0"}}),
        ),
        (
            "CHANNEL_UPDATE",
            json!({"id": "9", "guild_id": "9", "type": 0, "name": "x", "permission_overwrites": []}),
        ),
        (
            "THREAD_CREATE",
            json!({"id": "9", "guild_id": "9", "type": 11, "parent_id": "8", "thread_metadata": {}}),
        ),
        (
            "GUILD_CREATE",
            json!({"id": "9", "name": "x", "owner_id": "4", "roles": [], "channels": [], "members": []}),
        ),
        ("GUILD_DELETE", json!({"id": "9", "unavailable": false})),
        ("USER_UPDATE", json!({"id": asker, "username": "x"})),
        ("NO_SUCH_EVENT", json!({})),
    ];
    let mut random = Rng::with_seed(7);
    for _ in 0..40 {
        for (name, event) in &events {
            let mut event = event.clone();
            // Each another, so that none is taken for one that was told twice.
            event["id"] = json!(random.u64(1..1 << 60).to_string());
            if *name == "INTERACTION_CREATE" {
                event["type"] = json!(random.u8(1..=5));
            }
            change(&mut event, &mut random);
            discord.dispatch(name, event);
        }
    }
    // Asked later, answered: so what came before was handled.
    discord.say(IncomingMessage::new(QUESTION).direct().by(world.other));
    let mut answer = discord.request("POST", "/messages").await;
    while !shown(&answer.body).contains("2021") {
        answer = discord.request("POST", "/messages").await;
    }
    let log = program.said("could not be read").await;
    assert!(!log.contains("panicked"), "{log}");
    program.terminate().await;
    // Discord knows none of those interactions, and says so.
    discord.take_violations();
}

//! Find sources reads all that a message says: forwards, embeds and the text of components, too.

use fake_discord::{IncomingMessage, Interacting};
use serde_json::{Value, json};

use crate::bot::{Bot, painted, response};

const CLAIM: &str = "Cambodia joined ASEAN in 1999.";
/// The flag of a message that consists of components.
const IS_COMPONENTS_V2: u64 = 1 << 15;

async fn sources_of(bot: &Bot, message: IncomingMessage) -> String {
    let said = bot.discord.say(message.by(bot.discord.world().other));
    bot.discord.interact(Interacting::on_message("Find sources", said));
    painted(&response(&bot.discord).await)
}

fn text(content: &str) -> Value {
    json!({"type": 10, "id": 3, "content": content})
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_are_found_of_what_a_message_forwards_embeds_or_sets_in_components() {
    let bot = Bot::ready().await;
    let forwarded = json!({
        "content": CLAIM, "type": 0, "timestamp": "2024-06-24T10:00:00.000000+00:00",
        "edited_timestamp": null, "flags": 0, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "components": [],
    });
    let reference =
        json!({"type": 1, "channel_id": "910000000000000077", "message_id": "910000000000000078"});
    let forward = IncomingMessage::new("")
        .with("message_reference", reference)
        .with("message_snapshots", json!([{"message": forwarded}]));
    let embeds = IncomingMessage::new("").with(
        "embeds",
        json!([{"type": "rich", "title": "ASEAN", "description": CLAIM, "footer": {"text": "Seen by nobody."}}]),
    );
    let fields = IncomingMessage::new("").with(
        "embeds",
        json!([{"type": "rich", "fields": [{"name": "News", "value": CLAIM, "inline": true}]}]),
    );
    let picture = json!({"type": 11, "media": {"url": "https://example.org/a.png"}});
    let section = json!({"type": 9, "components": [text(CLAIM)], "accessory": picture});
    let container = json!({"type": 17, "id": 1, "accent_color": null, "spoiler": false, "components": [section, {"type": 14, "divider": true, "spacing": 1}]});
    let components = IncomingMessage::new("")
        .with("flags", json!(IS_COMPONENTS_V2))
        .with("components", json!([container]));
    for message in [forward, embeds, fields, components] {
        let found = sources_of(&bot, message).await;
        assert!(found.starts_with("(for one person only)"), "{found}");
        let of_claim = found.split("Cambodia joined ASEAN in 1999").nth(1).unwrap_or_default();
        assert!(of_claim.contains("\n> ") && of_claim.contains("1999"), "{found}");
        assert!(!found.contains("nobody"), "{found}");
    }
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_parts_are_odd_is_read_as_far_as_it_says_anything() {
    let bot = Bot::ready().await;
    let odd = IncomingMessage::new(CLAIM)
        .with("embeds", json!([{"description": 4, "color": "red"}]))
        .with("components", json!([{"type": 99, "components": "none"}]));
    let found = sources_of(&bot, odd).await;
    assert!(found.contains("\n> ") && !found.contains("Sentence 2"), "{found}");
    // A picture alone says nothing.
    let found = sources_of(&bot, IncomingMessage::new("")).await;
    assert!(found.ends_with("This message has no sentence to look for."), "{found}");
    bot.stop().await;
}

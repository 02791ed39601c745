//! What a message says, as Discord sends it: its content, its embeds, the text of its components, and
//! the same of the messages that it forwards. serenity's type has neither forwards nor the text of
//! components, so a message is read here before it becomes one.

use serde_json::{Map, Value, json};

/// A component that is text (Discord API reference, "Text Display"). Those that others are in
/// (containers, sections) are read through, whatever they are.
const TEXT_DISPLAY: u64 = 10;

/// All that a message says, a piece a line, in the order in which people read it.
fn text_of(message: &Value) -> String {
    let mut pieces = Vec::new();
    gather(message, &mut pieces);
    pieces.join("\n")
}

fn gather<'m>(message: &'m Value, pieces: &mut Vec<&'m str>) {
    say(&message["content"], pieces);
    for embed in list(&message["embeds"]) {
        say(&embed["title"], pieces);
        say(&embed["description"], pieces);
        for field in list(&embed["fields"]) {
            say(&field["name"], pieces);
            say(&field["value"], pieces);
        }
    }
    gather_components(&message["components"], pieces);
    for forwarded in list(&message["message_snapshots"]) {
        // A forward of a forward has the words of the first message: there is none within.
        gather(&forwarded["message"], pieces);
    }
}

fn gather_components<'m>(components: &'m Value, pieces: &mut Vec<&'m str>) {
    for component in list(components) {
        if component["type"].as_u64() == Some(TEXT_DISPLAY) {
            say(&component["content"], pieces);
        }
        gather_components(&component["components"], pieces);
    }
}

fn say<'m>(text: &'m Value, pieces: &mut Vec<&'m str>) {
    pieces.extend(text.as_str().filter(|text| !text.trim().is_empty()));
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// An interaction in which the content of each message that a command is used on is all that the
/// message says, and nothing else in it tells anything; `None` for an interaction without such a
/// message.
pub(super) fn with_whole_texts(interaction: &Value) -> Option<Value> {
    interaction["data"]["resolved"]["messages"].as_object()?;
    let mut whole = interaction.clone();
    let messages = whole["data"]["resolved"]["messages"].as_object_mut()?;
    for message in messages.values_mut() {
        let text = text_of(message);
        if let Some(fields) = message.as_object_mut() {
            fields.insert("content".to_owned(), json!(text));
            // What was read need not be readable for a type that does not know all of it.
            leave_out(fields);
        }
    }
    Some(whole)
}

fn leave_out(message: &mut Map<String, Value>) {
    for read in ["embeds", "components"] {
        message.insert(read.to_owned(), json!([]));
    }
    message.remove("message_snapshots");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_its_content_its_embeds_and_its_components_in_order() {
        let text = |content: &str| json!({"type": 10, "content": content});
        let message = json!({
            "content": "one",
            "embeds": [
                {"title": "two", "description": "three", "author": {"name": "nobody"},
                 "fields": [{"name": "four", "value": "five"}], "footer": {"text": "nothing"}},
                {"url": "https://example.org/"},
            ],
            "components": [
                {"type": 17, "components": [
                    text("six"),
                    {"type": 9, "components": [text("seven")], "accessory": {"type": 2, "label": "no"}},
                    {"type": 1, "components": [{"type": 2, "label": "no", "content": "no"}]},
                ]},
                text("eight"),
            ],
        });
        assert_eq!(text_of(&message), "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight");
    }

    #[test]
    fn a_forward_says_what_the_forwarded_message_says() {
        let forwarded = json!({"content": "one", "embeds": [{"description": "two"}]});
        let message = json!({"content": "", "message_snapshots": [{"message": forwarded}]});
        assert_eq!(text_of(&message), "one\ntwo");
        assert_eq!(text_of(&json!({"content": 4, "embeds": "none", "components": {}})), "");
    }

    #[test]
    fn the_messages_of_an_interaction_get_their_whole_text_and_others_are_left_alone() {
        let odd = json!({"content": "", "components": [{"type": 10, "content": "one"}]});
        let interaction = json!({"id": "1", "data": {"resolved": {"messages": {"7": odd}}}});
        let whole = with_whole_texts(&interaction).expect("there is a message");
        let message = &whole["data"]["resolved"]["messages"]["7"];
        assert_eq!((&message["content"], &message["components"]), (&json!("one"), &json!([])));
        assert_eq!(whole["id"], "1");
        assert!(with_whole_texts(&json!({"data": {"name": "ask"}})).is_none());
    }
}

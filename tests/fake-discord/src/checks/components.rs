//! Rules of components that twilight does not check: ids used twice, links, texts in total.

use std::collections::HashSet;

use serde_json::{Value, json};

/// The most characters that a link button's URL may have.
const LINK: usize = 512;
/// The most characters that all text displays of a message may have together.
const TEXT_IN_TOTAL: usize = 4000;

/// Checks all components of a message.
///
/// # Errors
///
/// What does not conform.
pub(crate) fn check(components: &Value) -> Result<(), String> {
    let mut all = Vec::new();
    collect(components, &mut all);
    let mut ids = HashSet::new();
    let mut text = 0;
    for component in all {
        if let Some(id) = component["custom_id"].as_str()
            && !ids.insert(id)
        {
            return Err(format!("components: the custom_id {id:?} is used twice"));
        }
        if component["type"] == json!(2)
            && let Some(url) = component["url"].as_str()
        {
            link(url)?;
        }
        if component["type"] == json!(10) {
            text += component["content"].as_str().map_or(0, |text| text.chars().count());
        }
    }
    if text > TEXT_IN_TOTAL {
        return Err(format!("components: {text} characters of text are more than {TEXT_IN_TOTAL}"));
    }
    Ok(())
}

fn link(url: &str) -> Result<(), String> {
    if url.chars().count() > LINK {
        return Err(format!("components: a link of more than {LINK} characters: {url}"));
    }
    let schemes = ["http://", "https://", "discord://"];
    if schemes.iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(());
    }
    Err(format!("components: {url:?} is not a link"))
}

fn collect<'a>(within: &'a Value, found: &mut Vec<&'a Value>) {
    match within {
        Value::Array(several) => several.iter().for_each(|one| collect(one, found)),
        Value::Object(component) => {
            found.push(within);
            ["components", "component", "accessory"]
                .iter()
                .filter_map(|field| component.get(*field))
                .for_each(|inner| collect(inner, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(buttons: Value) -> Value {
        json!([{"type": 1, "components": buttons}])
    }

    #[test]
    fn no_custom_id_is_used_twice() {
        let button = |id: &str| json!({"type": 2, "style": 1, "label": "a", "custom_id": id});
        assert!(check(&row(json!([button("a"), button("b")]))).is_ok());
        assert!(check(&row(json!([button("a"), button("a")]))).is_err());
    }

    #[test]
    fn a_link_button_has_at_most_512_characters() {
        let button = |length: usize| {
            let url = format!("https://{}", "a".repeat(length - 8));
            row(json!([{"type": 2, "style": 5, "label": "a", "url": url}]))
        };
        assert!(check(&button(512)).is_ok());
        assert!(check(&button(513)).is_err());
    }
}

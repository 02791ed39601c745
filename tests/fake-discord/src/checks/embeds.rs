//! What twilight does not know of embeds: fields that may be missing, links that must be links.

use serde_json::{Value, json};

/// Discord takes embeds without a type and fields without `inline`; twilight's model does not.
pub(crate) fn complete(body: &mut Value) {
    let embeds = body.get_mut("embeds").and_then(Value::as_array_mut);
    for embed in embeds.into_iter().flatten() {
        let Some(embed) = embed.as_object_mut() else {
            continue;
        };
        embed.entry("type").or_insert_with(|| json!("rich"));
        let fields = embed.get_mut("fields").and_then(Value::as_array_mut);
        for field in fields.into_iter().flatten().filter_map(Value::as_object_mut) {
            field.entry("inline").or_insert_with(|| json!(false));
        }
    }
}

/// Checks that the links of all embeds lead to the web or to an attachment.
///
/// # Errors
///
/// The first that does not.
pub(crate) fn links(body: &Value) -> Result<(), String> {
    let embeds = body["embeds"].as_array();
    for embed in embeds.into_iter().flatten() {
        let links = [
            &embed["url"],
            &embed["image"]["url"],
            &embed["thumbnail"]["url"],
            &embed["author"]["url"],
            &embed["author"]["icon_url"],
            &embed["footer"]["icon_url"],
        ];
        for link in links.into_iter().filter_map(Value::as_str) {
            let schemes = ["http://", "https://", "attachment://"];
            if !schemes.iter().any(|scheme| link.starts_with(scheme)) {
                return Err(format!("embeds: {link:?} is not an http link"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embed_links_only_to_the_web() {
        assert!(links(&json!({"embeds": [{"url": "https://example.org/"}]})).is_ok());
        assert!(links(&json!({"embeds": [{"url": "example.org"}]})).is_err());
    }
}

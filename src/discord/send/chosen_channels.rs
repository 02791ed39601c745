//! The channels that a menu has chosen already: serenity writes their numbers as numbers, which Discord
//! reads as text alone (API reference, "Snowflakes", "Select Default Value Structure").

use serde::Serialize;
use serde_json::Value;

/// A body as Discord reads it.
pub(super) fn readable(body: &impl Serialize) -> Value {
    let mut body = serde_json::to_value(body).expect("what is sent is plain data");
    mend(&mut body);
    body
}

fn mend(within: &mut Value) {
    match within {
        Value::Array(several) => several.iter_mut().for_each(mend),
        Value::Object(fields) => {
            let chosen = fields.get_mut("default_values").and_then(Value::as_array_mut);
            for one in chosen.into_iter().flatten() {
                if let Some(number) = one["id"].as_u64() {
                    one["id"] = Value::from(number.to_string());
                }
            }
            fields.values_mut().for_each(mend);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_chosen_channel_is_named_by_a_text() {
        let menu = |id: Value| json!({"data": {"components": [{"default_values": [{"id": id}]}], "flags": 64}});
        assert_eq!(
            readable(&menu(json!(910_000_000_000_000_002_u64))),
            menu(json!("910000000000000002"))
        );
        assert_eq!(readable(&menu(json!("7"))), menu(json!("7")));
    }
}

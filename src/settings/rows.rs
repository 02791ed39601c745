//! What is set for a place as rows: the name of each setting, and its value in JSON. People can look
//! at the table with the usual tools, and a setting to come needs no other form of it.

use serde_json::{Map, Value};

use super::place::PlaceSettings;

/// A setting's name, and its value in JSON.
pub type Row = (String, String);

/// What is set, in the order of the names.
pub fn rows(settings: &PlaceSettings) -> Vec<Row> {
    let written = serde_json::to_value(settings).expect("settings are plain values");
    let Value::Object(fields) = written else { return Vec::new() };
    fields.into_iter().map(|(name, value)| (name, value.to_string())).collect()
}

/// What rows say.
///
/// # Errors
/// When a row is none that this version writes: which one it is, and why.
pub fn settings(rows: impl IntoIterator<Item = Row>) -> Result<PlaceSettings, String> {
    let mut fields = Map::new();
    for (name, value) in rows {
        let read = serde_json::from_str(&value).map_err(|error| format!("{name}: {error}"))?;
        fields.insert(name.clone(), read);
        // One at a time, so that what is wrong has a name.
        serde_json::from_value::<PlaceSettings>(Value::Object(fields.clone()))
            .map_err(|error| format!("{name}: {error}"))?;
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::Language;
    use crate::settings::{AnswersIn, Documents, Pace, PhraseLanguage};

    #[test]
    fn what_is_set_is_written_and_read_again_and_nothing_else() {
        let set = PlaceSettings {
            mentions: Some(false),
            answers_in: Some(AnswersIn::Thread),
            language: Some(PhraseLanguage::Always(Language::Russian)),
            documents: Some(Documents::Chosen(Default::default())),
            pace: Some(Pace::OFFERED[3]),
            ..PlaceSettings::default()
        };
        let written = rows(&set);
        let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["answers-in", "documents", "language", "mentions", "pace"]);
        assert_eq!(settings(written), Ok(set));
        assert_eq!(rows(&PlaceSettings::default()), []);
        let row = |name: &str, value: &str| [(name.to_owned(), value.to_owned())];
        for (name, value) in [("mentioned", "true"), ("mentions", "7"), ("mentions", "tru")] {
            let wrong = settings(row(name, value)).expect_err("refused");
            assert!(wrong.starts_with(name), "{wrong}");
        }
    }
}

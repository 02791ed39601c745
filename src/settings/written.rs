//! The settings of all servers as TOML, for the operator: a table `[server.NUMBER]` for each server, a
//! table `[channel.SERVER.NUMBER]` for each channel.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::place::PlaceSettings;
use super::server::ServerSettings;

/// Why a text is refused: what is wrong, with its line.
#[derive(Debug, thiserror::Error)]
pub enum WrittenError {
    /// It is no TOML, or says what there is not.
    #[error("{}", on_a_line(_0))]
    Toml(#[from] toml::de::Error),
    /// A table is named by no number.
    #[error("\"{0}\" is no server or channel: expected Discord's number of it")]
    Number(String),
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    server: BTreeMap<String, PlaceSettings>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    channel: BTreeMap<String, BTreeMap<String, PlaceSettings>>,
}

/// What is set, as text; servers without settings are left out.
pub fn write(all: &BTreeMap<u64, Arc<ServerSettings>>) -> String {
    let mut written = Written::default();
    for (number, settings) in all {
        let number = number.to_string();
        if !settings.server.is_empty() {
            written.server.insert(number.clone(), settings.server.clone());
        }
        let channels = settings.channels.iter().filter(|(_, channel)| !channel.is_empty());
        let channels: BTreeMap<String, PlaceSettings> =
            channels.map(|(channel, settings)| (channel.to_string(), settings.clone())).collect();
        if !channels.is_empty() {
            written.channel.insert(number, channels);
        }
    }
    toml::to_string(&written).expect("settings are plain values")
}

/// What a text sets.
///
/// # Errors
/// When it is not as [`write`] writes it: nothing of it counts then.
pub fn read(text: &str) -> Result<BTreeMap<u64, ServerSettings>, WrittenError> {
    let written: Written = toml::from_str(text)?;
    let mut all: BTreeMap<u64, ServerSettings> = BTreeMap::new();
    for (server, settings) in written.server {
        all.entry(number(&server)?).or_default().server = settings;
    }
    for (server, channels) in written.channel {
        let of_server = all.entry(number(&server)?).or_default();
        for (channel, settings) in channels {
            of_server.channels.insert(number(&channel)?, settings);
        }
    }
    Ok(all)
}

fn number(text: &str) -> Result<u64, WrittenError> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| WrittenError::Number(text.to_owned()))
}

/// An error of several lines on one.
fn on_a_line(error: &toml::de::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Pace;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "[server.1]\nmentions = false\nlanguage = \"ru\"\n\n\
                    [channel.1.7]\nanswers-in = \"thread\"\ndocuments = [\"rules/\"]\n\n\
                    [channel.1.7.pace]\nat-once = 1\nseconds = 60\n";
        let all = read(text).expect("as it is written");
        assert_eq!(all[&1].channels[&7].pace, Some(Pace::OFFERED[3]));
        let shared = all.into_iter().map(|(server, one)| (server, Arc::new(one))).collect();
        assert_eq!(write(&shared), text);
        assert!(read("").expect("nothing").is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (wrong, expected) in [
            ("[server.1]\nmention = true\n", "line 2"),
            ("[server.1]\nlanguage = \"xx\"\n", "as-asked"),
            ("[servers.1]\n", "line 1"),
            ("[server.general]\n", "\"general\" is no server"),
            ("[channel.1.0]\n", "\"0\" is no server or channel"),
            ("[channel.1.7]\ndocuments = [\"../x\"]\n", "line 2"),
        ] {
            let told = read(wrong).expect_err("refused").to_string();
            assert!(told.contains(expected) && !told.contains('\n'), "{wrong}: {told}");
        }
    }
}

//! Where those who manage a server may add documents of its own.

use std::collections::BTreeSet;
use std::num::NonZeroU64;

/// Where documents may be added from inside Discord.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum UploadServers {
    /// Nowhere.
    None,
    /// On every server that the bot is in.
    #[default]
    All,
    /// On these, by Discord's numbers.
    These(BTreeSet<NonZeroU64>),
}

/// The value says none of it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "VERBATIM_UPLOADS: \"{0}\" is no server: expected on, off, or the numbers of servers set apart by commas (in Discord, Developer Mode, the server's menu, Copy Server ID)"
)]
pub struct UploadServersError(String);

impl UploadServers {
    /// Reads `on`, `off` or a list of numbers; nothing, or an empty text, is `on`.
    ///
    /// # Errors
    /// With the first piece that is no number.
    pub fn parse(value: Option<&str>) -> Result<UploadServers, UploadServersError> {
        match value.unwrap_or_default().trim() {
            "" | "on" => Ok(UploadServers::All),
            "off" => Ok(UploadServers::None),
            list => {
                let pieces = list.split([',', ' ']).map(str::trim).filter(|one| !one.is_empty());
                let number =
                    |one: &str| one.parse().map_err(|_| UploadServersError(one.to_owned()));
                pieces.map(number).collect::<Result<_, _>>().map(UploadServers::These)
            }
        }
    }

    /// Whether documents may be added on a server.
    pub fn contains(&self, server: u64) -> bool {
        match self {
            UploadServers::None => false,
            UploadServers::All => true,
            UploadServers::These(these) => {
                NonZeroU64::new(server).is_some_and(|server| these.contains(&server))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_all_none_or_those_that_are_named() {
        let on = |value: Option<&str>| {
            UploadServers::parse(value).map(|servers| [7, 8].map(|server| servers.contains(server)))
        };
        for (value, expected) in [
            (None, [true, true]),
            (Some(" on "), [true, true]),
            (Some("off"), [false, false]),
            (Some("7, 9"), [true, false]),
        ] {
            assert_eq!(on(value), Ok(expected), "{value:?}");
        }
        for wrong in ["yes", "0", "7;8", "-1"] {
            assert!(on(Some(wrong)).is_err(), "{wrong}");
        }
    }
}

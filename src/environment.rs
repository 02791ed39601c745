//! What the operator sets in the environment, checked when it is read. Secrets never show
//! themselves.

mod shards;
mod token;
mod uploads;
mod variables;
mod watching;

use std::collections::BTreeSet;
use std::num::NonZeroU64;

pub use shards::{ShardRange, Shards, ShardsError};
pub use token::{BotToken, TOKEN_PAGE, TokenError};
pub use uploads::{UploadServers, UploadServersError};
pub use variables::{Environment, EnvironmentError};
pub use watching::{HttpAddress, LogFormat, SilenceLimit, Watching, WatchingError};

/// The address of a proxy or a test in Discord's place: scheme and host, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiUrl(String);

/// The address is none of a proxy.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "DISCORD_API_URL is \"{0}\": expected http:// or https://, a host and no path, such as http://127.0.0.1:8080; leave it out to talk to Discord itself"
)]
pub struct ApiUrlError(String);

impl ApiUrl {
    /// Checks the form; nothing, or an empty text, is no proxy.
    ///
    /// # Errors
    /// When the scheme is another, the host is missing, or a path follows.
    pub fn parse(value: Option<&str>) -> Result<Option<ApiUrl>, ApiUrlError> {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        let bare = value.trim_end_matches('/');
        let host = bare
            .strip_prefix("http://")
            .or_else(|| bare.strip_prefix("https://"))
            .unwrap_or_default();
        let fits = !host.is_empty()
            && !host.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '@'));
        if fits { Ok(Some(ApiUrl(bare.to_owned()))) } else { Err(ApiUrlError(value.to_owned())) }
    }

    /// The address, without a stroke at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Channels and forums where questions need no mention, by Discord's numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenChannels(BTreeSet<NonZeroU64>);

/// The value is no list of channels.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "VERBATIM_CHANNELS: \"{0}\" is no channel: expected the numbers of channels or forums set apart by commas (in Discord, Developer Mode, the channel's menu, Copy Channel ID)"
)]
pub struct OpenChannelsError(String);

impl OpenChannels {
    /// Reads a list of numbers; nothing, or an empty text, is none.
    ///
    /// # Errors
    /// With the first piece that is no number.
    pub fn parse(value: Option<&str>) -> Result<OpenChannels, OpenChannelsError> {
        numbers(value).map(OpenChannels).map_err(OpenChannelsError)
    }

    /// Whether a channel is one of them.
    pub fn contains(&self, channel: u64) -> bool {
        NonZeroU64::new(channel).is_some_and(|channel| self.0.contains(&channel))
    }

    /// How many there are.
    pub fn n_channels(&self) -> usize {
        self.0.len()
    }
}

/// The servers that the bot serves, by Discord's numbers; all where none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowedServers(BTreeSet<NonZeroU64>);

/// The value is no list of servers.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "VERBATIM_SERVERS: \"{0}\" is no server: expected the numbers of servers set apart by commas (in Discord, Developer Mode, the server's menu, Copy Server ID)"
)]
pub struct AllowedServersError(String);

impl AllowedServers {
    /// Reads a list of numbers; nothing, or an empty text, allows all servers.
    ///
    /// # Errors
    /// With the first piece that is no number.
    pub fn parse(value: Option<&str>) -> Result<AllowedServers, AllowedServersError> {
        numbers(value).map(AllowedServers).map_err(AllowedServersError)
    }

    /// Whether the bot serves a server.
    pub fn allow(&self, server: u64) -> bool {
        self.0.is_empty() || NonZeroU64::new(server).is_some_and(|server| self.0.contains(&server))
    }

    /// How many are named; 0 where all are served.
    pub fn n_servers(&self) -> usize {
        self.0.len()
    }
}

/// Numbers set apart by commas or white space; or the first piece that is none.
fn numbers(value: Option<&str>) -> Result<BTreeSet<NonZeroU64>, String> {
    let pieces = value.unwrap_or_default().split([',', ' ']).map(str::trim);
    let number = |piece: &str| piece.parse().map_err(|_| piece.to_owned());
    pieces.filter(|piece| !piece.is_empty()).map(number).collect()
}

/// How Discord is reached, and where.
#[derive(Debug, Clone)]
pub struct DiscordAccess {
    /// The bot's token.
    pub token: BotToken,
    /// A proxy or a test in Discord's place; `None` for Discord itself.
    pub api_url: Option<ApiUrl>,
    /// Where questions need no mention.
    pub open_channels: OpenChannels,
    /// Which servers are served.
    pub servers: AllowedServers,
    /// Which shards this process keeps up.
    pub shards: Shards,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_has_a_scheme_and_no_path() {
        assert_eq!(ApiUrl::parse(Some("")), Ok(None));
        assert_eq!(
            ApiUrl::parse(Some("http://127.0.0.1:80/"))
                .map(|url| url.map(|url| url.as_str().to_owned())),
            Ok(Some("http://127.0.0.1:80".to_owned()))
        );
        for wrong in ["127.0.0.1", "http://", "ftp://a", "http://a/api"] {
            assert!(ApiUrl::parse(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn channels_are_numbers_set_apart_by_commas() {
        let n = |value: Option<&str>| OpenChannels::parse(value).map(|all| all.n_channels());
        assert_eq!([n(None), n(Some("")), n(Some(" 7, 8,8,\t"))], [Ok(0), Ok(0), Ok(2)]);
        assert!(
            OpenChannels::parse(Some("7")).is_ok_and(|all| all.contains(7) && !all.contains(0))
        );
        for wrong in ["#general", "7;8", "-1", "0"] {
            assert!(n(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn all_servers_are_served_unless_some_are_named() {
        let allows = |value: &str, server| {
            AllowedServers::parse(Some(value)).map(|servers| servers.allow(server))
        };
        assert_eq!(
            [allows("", 7), allows("7, 8", 8), allows("7", 8)],
            [Ok(true), Ok(true), Ok(false)]
        );
        assert!(allows("ours", 7).is_err());
    }
}

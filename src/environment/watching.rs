//! How the operator watches the program while it serves: an address for figures, the form of the log,
//! the silence after which it ends.

use std::net::SocketAddr;
use std::time::Duration;

/// Without another value the program ends when Discord's gateway was silent this long.
const SILENCE: Duration = Duration::from_secs(10 * 60);
/// A connection takes a moment to be made.
const SHORTEST_SILENCE: u64 = 2;

/// Where `/healthz` and `/metrics` are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpAddress(pub SocketAddr);

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// An object of JSON a line.
    Json,
}

/// After how long a silence of Discord's gateway the program ends; `None` for never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SilenceLimit(pub Option<Duration>);

/// How the program is watched while it serves.
#[derive(Debug, Clone, Copy)]
pub struct Watching {
    /// Where health and figures are served; `None` where they are not.
    pub http: Option<HttpAddress>,
    /// The silence after which it ends.
    pub silence_limit: SilenceLimit,
}

/// A value is none that is expected.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WatchingError {
    /// No address.
    #[error(
        "VERBATIM_HTTP is \"{0}\": expected an address and a port, such as 127.0.0.1:9464; leave it out to serve none"
    )]
    Http(String),
    /// No form of a log.
    #[error("VERBATIM_LOG_FORMAT is \"{0}\": expected text or json")]
    LogFormat(String),
    /// No time.
    #[error(
        "VERBATIM_SILENCE_LIMIT is \"{0}\": expected seconds, {SHORTEST_SILENCE} at least, or 0 for no limit"
    )]
    SilenceLimit(String),
}

/// What is set and not empty.
fn set(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

impl Watching {
    /// Reads what is set, by the names of the variables.
    ///
    /// # Errors
    /// When a value is none that is expected.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Watching, WatchingError> {
        Ok(Watching {
            http: HttpAddress::parse(get("VERBATIM_HTTP").as_deref())?,
            silence_limit: SilenceLimit::parse(get("VERBATIM_SILENCE_LIMIT").as_deref())?,
        })
    }
}

impl HttpAddress {
    /// Reads an address; nothing, or an empty text, is none.
    ///
    /// # Errors
    /// When it is no address with a port.
    pub fn parse(value: Option<&str>) -> Result<Option<HttpAddress>, WatchingError> {
        let address = |value: &str| {
            value.parse().map(HttpAddress).map_err(|_| WatchingError::Http(value.to_owned()))
        };
        set(value).map(address).transpose()
    }
}

impl LogFormat {
    /// Reads the form; nothing, or an empty text, is text.
    ///
    /// # Errors
    /// When it is another.
    pub fn parse(value: Option<&str>) -> Result<LogFormat, WatchingError> {
        match set(value) {
            None | Some("text") => Ok(LogFormat::Text),
            Some("json") => Ok(LogFormat::Json),
            Some(other) => Err(WatchingError::LogFormat(other.to_owned())),
        }
    }
}

impl SilenceLimit {
    /// Reads seconds; nothing, or an empty text, is ten minutes.
    ///
    /// # Errors
    /// When it is no whole number, or too small.
    pub fn parse(value: Option<&str>) -> Result<SilenceLimit, WatchingError> {
        let Some(value) = set(value) else { return Ok(SilenceLimit(Some(SILENCE))) };
        match value.parse() {
            Ok(0) => Ok(SilenceLimit(None)),
            Ok(seconds) if seconds >= SHORTEST_SILENCE => {
                Ok(SilenceLimit(Some(Duration::from_secs(seconds))))
            }
            _ => Err(WatchingError::SilenceLimit(value.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_one_form_and_a_default() {
        let address = HttpAddress::parse(Some(" 127.0.0.1:9464"));
        assert!(address.is_ok_and(|address| address.is_some_and(|it| it.0.port() == 9464)));
        assert_eq!(HttpAddress::parse(Some("")), Ok(None));
        for wrong in ["9464", "localhost", "127.0.0.1", "http://127.0.0.1:1"] {
            assert_eq!(HttpAddress::parse(Some(wrong)), Err(WatchingError::Http(wrong.to_owned())));
        }
        assert_eq!(LogFormat::parse(None), Ok(LogFormat::Text));
        assert_eq!(LogFormat::parse(Some("json")), Ok(LogFormat::Json));
        assert!(LogFormat::parse(Some("yaml")).is_err());
        assert_eq!(SilenceLimit::parse(None), Ok(SilenceLimit(Some(SILENCE))));
        assert_eq!(SilenceLimit::parse(Some("0")), Ok(SilenceLimit(None)));
        for wrong in ["1", "-5", "ten", "5m"] {
            assert!(SilenceLimit::parse(Some(wrong)).is_err(), "{wrong}");
        }
    }
}

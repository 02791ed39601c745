//! Fetching a file that somebody attached: from Discord's own hosts for such files, or from the proxy or
//! test that stands in Discord's place. Without the token, without following anything, and never more
//! than was asked for.

use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use super::error::chain;

/// Where Discord keeps what is attached to messages and interactions.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// How long reaching the other side may take, how long it may send nothing, and how long all of it
/// may take.
const CONNECT: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(3 * 60);

/// Fetches files.
pub(in crate::discord) struct Downloads {
    client: Client,
    /// What stands in Discord's place.
    proxy: Option<Url>,
}

/// Why there is no file. For the log: whoever sent it gets a phrase.
#[derive(Debug, thiserror::Error)]
pub(in crate::discord) enum DownloadError {
    /// It has more bytes than were allowed.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// Discord named an address that is none of its own.
    #[error("the attachment lies at none of Discord's addresses: {0}")]
    Elsewhere(String),
    /// It has another length than Discord said.
    #[error("{found} bytes, where Discord said {said}")]
    OtherLength {
        /// What came.
        found: u64,
        /// What Discord said.
        said: u64,
    },
    /// It could not be had.
    #[error("{0}")]
    Failed(String),
}

impl Downloads {
    /// From Discord, and from this address in its place.
    pub(in crate::discord) fn new(proxy: Option<&str>) -> Downloads {
        let client = Client::builder()
            .use_rustls_tls()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(IDLE)
            .timeout(WHOLE)
            .build()
            .expect("the client needs nothing from outside");
        Downloads { client, proxy: proxy.and_then(|proxy| Url::parse(proxy).ok()) }
    }

    /// Fetches a file that should have so many bytes; never more than `most`.
    ///
    /// # Errors
    /// When it lies elsewhere, is larger or has another length, or cannot be had in time.
    pub(in crate::discord) async fn fetch(
        &self,
        address: &str,
        said: u64,
        most: u64,
    ) -> Result<Vec<u8>, DownloadError> {
        if said > most {
            return Err(DownloadError::TooLarge(most));
        }
        let url = self.allowed(address)?;
        let failed = |error: reqwest::Error| DownloadError::Failed(chain(&error.without_url()));
        let mut response = self.client.get(url).send().await.map_err(failed)?;
        if response.status() != reqwest::StatusCode::OK {
            let leads = response.headers().contains_key(LOCATION);
            let leads = if leads { ", which leads elsewhere" } else { "" };
            return Err(DownloadError::Failed(format!("{}{leads}", response.status())));
        }
        let mut bytes = Vec::with_capacity(said as usize);
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if (bytes.len() + chunk.len()) as u64 > most {
                return Err(DownloadError::TooLarge(most));
            }
            bytes.extend_from_slice(&chunk);
        }
        let found = bytes.len() as u64;
        if found == said { Ok(bytes) } else { Err(DownloadError::OtherLength { found, said }) }
    }

    fn allowed(&self, address: &str) -> Result<Url, DownloadError> {
        let elsewhere = || {
            let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
            DownloadError::Elsewhere(host.unwrap_or_default())
        };
        let url = Url::parse(address).map_err(|_| elsewhere())?;
        let is_bare = url.username().is_empty() && url.password().is_none();
        let is_discords = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|host| HOSTS.contains(&host));
        let is_proxys = self.proxy.as_ref().is_some_and(|proxy| proxy.origin() == url.origin());
        if is_bare && (is_discords || is_proxys) { Ok(url) } else { Err(elsewhere()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_discords_own_addresses_are_asked_and_those_of_what_stands_in_its_place() {
        let is_allowed =
            |proxy: Option<&str>, address: &str| Downloads::new(proxy).allowed(address).is_ok();
        assert!(is_allowed(None, "https://cdn.discordapp.com/attachments/1/2/a.txt?ex=1"));
        assert!(is_allowed(None, "https://media.discordapp.net/ephemeral-attachments/1/2/a.txt"));
        for wrong in [
            "http://cdn.discordapp.com/a.txt",
            "https://cdn.discordapp.com.example.org/a.txt",
            "https://cdn.discordapp.com:8443/a.txt",
            "https://cdn.discordapp.com@example.org/a.txt",
            "https://somebody@cdn.discordapp.com/a.txt",
            "https://discord.com/a.txt",
            "http://127.0.0.1:80/a.txt",
            "file:///etc/passwd",
            "a.txt",
        ] {
            assert!(!is_allowed(None, wrong), "{wrong}");
        }
        let proxy = Some("http://127.0.0.1:8080");
        assert!(is_allowed(proxy, "http://127.0.0.1:8080/attachments/1/2/a.txt"));
        for wrong in ["http://127.0.0.1:8081/a.txt", "https://127.0.0.1:8080/a.txt"] {
            assert!(!is_allowed(proxy, wrong), "{wrong}");
        }
    }
}

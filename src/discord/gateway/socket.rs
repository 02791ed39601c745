//! One WebSocket to the gateway, with frames of JSON. Nothing here waits without an end but for a
//! frame.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use crate::discord::api::chain;

/// How long reaching the gateway may take, and sending a frame.
const DIAL: Duration = Duration::from_secs(10);
const SEND: Duration = Duration::from_secs(5);
/// How long a goodbye may take.
const CLOSE: Duration = Duration::from_millis(300);

/// A connection.
pub(super) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// A frame (Discord API reference, "Gateway Events": payload structure).
#[derive(Debug, Deserialize)]
pub(super) struct Frame {
    pub(super) op: u64,
    #[serde(default)]
    pub(super) d: Value,
    pub(super) s: Option<u64>,
    pub(super) t: Option<String>,
}

/// What comes next.
#[derive(Debug)]
pub(super) enum Heard {
    Frame(Frame),
    /// Something that is no frame of Discord's.
    Garbled(String),
    /// The other side closed, perhaps with a code.
    Closed(Option<u16>),
    /// The connection broke.
    Lost(String),
}

impl Socket {
    /// Connects.
    ///
    /// # Errors
    /// Why it cannot, with the address.
    pub(super) async fn dial(url: &str) -> Result<Socket, String> {
        // Servers with many channels make frames that are larger than what the library expects.
        let config = WebSocketConfig {
            max_message_size: None,
            max_frame_size: None,
            ..WebSocketConfig::default()
        };
        let has_path = url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
        let address = format!("{url}{}?v=10&encoding=json", if has_path { "" } else { "/" });
        match timeout(DIAL, connect_async_with_config(&address, Some(config), true)).await {
            Ok(Ok((stream, _))) => Ok(Socket(stream)),
            Ok(Err(error)) => Err(format!("{url}: {}", chain(&error))),
            Err(_) => Err(format!("{url}: no answer in time")),
        }
    }

    /// Waits for what comes next. May be dropped while it waits.
    pub(super) async fn hear(&mut self) -> Heard {
        loop {
            let text = match self.0.next().await {
                Some(Ok(Message::Text(text))) => text,
                Some(Ok(Message::Close(frame))) => {
                    return Heard::Closed(frame.map(|frame| frame.code.into()));
                }
                Some(Ok(Message::Binary(_))) => {
                    return Heard::Garbled("not text, but bytes".to_owned());
                }
                Some(Ok(_)) => continue,
                Some(Err(error)) => return Heard::Lost(chain(&error)),
                None => return Heard::Lost("the connection ended".to_owned()),
            };
            return match serde_json::from_str(&text) {
                Ok(frame) => Heard::Frame(frame),
                Err(error) => Heard::Garbled(error.to_string()),
            };
        }
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// When the connection broke, or nobody reads.
    pub(super) async fn say(&mut self, op: u64, data: &Value) -> Result<(), String> {
        let text = json!({"op": op, "d": data}).to_string();
        match timeout(SEND, self.0.send(Message::Text(text))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(chain(&error)),
            Err(_) => Err("nobody reads what is sent".to_owned()),
        }
    }

    /// Says goodbye with a code. With 1000 Discord ends the session and shows the bot as offline.
    pub(super) async fn close(mut self, code: u16) {
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        // Whether it is heard does not matter.
        let _ = timeout(CLOSE, async {
            let _ = self.0.close(Some(frame)).await;
            while let Some(Ok(_)) = self.0.next().await {}
        })
        .await;
    }
}

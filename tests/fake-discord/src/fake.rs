//! The handle that a test holds: it starts the server, and its last copy stops it.

mod bots_side;
mod faults;
mod gateway;
mod membership;
mod people;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::attachments;
use crate::gateway as sessions;
use crate::rest;
use crate::state::Shared;
use crate::wire::Wires;
use crate::world::World;

/// A running fake of Discord. Copies are handles to the same one; when the last is dropped the
/// server stops, and panics where the bot broke Discord's rules and nobody looked
/// ([`FakeDiscord::violations`]).
#[derive(Clone)]
pub struct FakeDiscord {
    server: Arc<Server>,
}

struct Server {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl FakeDiscord {
    /// Starts a fake with the default world on a free loopback port.
    ///
    /// # Panics
    ///
    /// When no port can be had.
    pub async fn start() -> FakeDiscord {
        FakeDiscord::start_in(World::default()).await
    }

    /// Starts a fake in this world on a free loopback port.
    ///
    /// # Panics
    ///
    /// When no port can be had.
    pub async fn start_in(world: World) -> FakeDiscord {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("loopback has a free port");
        let address: SocketAddr = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared::new(world, address));
        let router = Router::new()
            .route("/gateway", get(sessions::serve))
            .route("/ephemeral-attachments/1/{id}", get(attachments::serve))
            .fallback(rest::serve)
            .with_state(Arc::clone(&shared));
        let listener = Wires { listener, shared: Arc::clone(&shared) };
        let task = tokio::spawn(async move {
            // It ends only by being aborted: accepting is tried again after errors.
            let _ = axum::serve(listener, router).await;
        });
        let server = Arc::new(Server { shared, task });
        FakeDiscord { server }
    }

    /// Where the REST API is, without a path: `http://127.0.0.1:PORT`. The bot adds `/api/v10`.
    pub fn url(&self) -> String {
        format!("http://{}", self.shared().address)
    }

    /// Where the gateway is; the bot is told it by `GET gateway` too.
    pub fn gateway_url(&self) -> String {
        rest::gateway_url(self.shared())
    }

    /// The bot's token, without `Bot ` before it.
    pub fn token(&self) -> String {
        token(self.world())
    }

    /// Who and what there is.
    pub fn world(&self) -> &World {
        &self.shared().world
    }

    fn shared(&self) -> &Arc<Shared> {
        &self.server.shared
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let violations = self.shared.change(|_, state| {
            state.is_stopped = true;
            state.gateway.send_all(&sessions::cut());
            std::mem::take(&mut state.violations)
        });
        if !std::thread::panicking() && !violations.is_empty() {
            panic!("the bot broke Discord's rules:\n  {}", violations.join("\n  "));
        }
    }
}

/// The token of the world's bot, of the form of a real one: the bot's id in base64, and two parts
/// that mean nothing.
pub(crate) fn token(world: &World) -> String {
    let id = base64(world.bot.to_string().as_bytes());
    format!("{id}.Fake00.{}", "abcdefghijklmnopqrs".repeat(2))
}

/// Base64 without padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, place| {
            bits << 8 | group.get(place).map_or(0, |byte| usize::from(*byte))
        });
        for place in 0..=group.len() {
            text.push(char::from(DIGITS[bits >> (18 - 6 * place) & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
        assert_eq!(base64(b"fooba"), "Zm9vYmE");
        assert_eq!(base64(b"foob"), "Zm9vYg");
    }

    #[test]
    fn a_token_has_three_parts_of_the_usual_lengths() {
        let token = token(&World::default());
        let lengths: Vec<usize> = token.split('.').map(str::len).collect();
        assert_eq!(lengths, [24, 6, 38]);
    }
}

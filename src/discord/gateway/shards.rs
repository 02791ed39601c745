//! All shards of this process: how many there are, and that each is kept up.

use std::num::NonZeroU32;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use tokio::time::sleep;
use tracing::{Instrument, Span};

use super::connection::ShardNumber;
use super::entrance::{Asked, Entrance, Patience};
use super::remembered::Remembered;
use super::session::Session;
use super::shard::Shard;
use super::start::GatewayInfo;
use crate::discord::handlers::Events;
use crate::discord::serve_error::ServeError;
use crate::environment::{ShardRange, Shards};
use crate::sessions::Sessions;

/// The gateway, connected or about to be.
pub(in crate::discord) struct Gateway {
    entrance: Arc<Entrance>,
    events: Arc<Events>,
    wanted: Shards,
    sessions: Sessions,
    /// None before it is known how many there are.
    shards: Vec<Shard>,
}

impl Gateway {
    /// Not yet connected.
    pub(in crate::discord) fn new(
        entrance: Entrance,
        events: Events,
        wanted: Shards,
        sessions: Sessions,
    ) -> Gateway {
        Gateway {
            entrance: Arc::new(entrance),
            events: Arc::new(events),
            wanted,
            sessions,
            shards: Vec::new(),
        }
    }

    /// Keeps all shards up until Discord refuses the bot for good. May be dropped at any moment; then
    /// [`Gateway::close`] says goodbye.
    pub(in crate::discord) async fn run(&mut self) -> ServeError {
        let mut at_least = NonZeroU32::MIN;
        loop {
            let info = match self.info().await {
                Ok(info) => info,
                Err(fatal) => return fatal,
            };
            let here = self.shared_out(&info, at_least);
            self.entrance.share_out(here, info);
            self.events.shared_out(here);
            let of_all = here.n_of_all();
            let shard = |number| {
                let (entrance, events) = (Arc::clone(&self.entrance), Arc::clone(&self.events));
                let remembered = Remembered::of(self.sessions.of_shard(number, of_all));
                Shard::new(ShardNumber { number, of_all }, entrance, events, remembered)
            };
            self.shards = here.numbers().map(shard).collect();
            match self.run_shards(of_all).await {
                ServeError::TooFewShards if self.wanted == Shards::Recommended => {
                    tracing::warn!(
                        shards = of_all,
                        "Discord wants the servers shared out over more shards: all are begun anew"
                    );
                    self.close().await;
                    at_least = at_least.max(NonZeroU32::MIN.saturating_add(of_all));
                }
                fatal => return fatal,
            }
        }
    }

    /// Asks where the gateway is until Discord says so.
    async fn info(&self) -> Result<GatewayInfo, ServeError> {
        let mut patience = Patience::new();
        loop {
            match self.entrance.ask(&mut patience).await? {
                Asked::Told(info) => return Ok(info),
                Asked::Again(wait) => sleep(wait).await,
            }
        }
    }

    /// The shards of this process, of so many in all at least.
    fn shared_out(&self, info: &GatewayInfo, at_least: NonZeroU32) -> ShardRange {
        let recommended = info.recommended();
        match self.wanted {
            Shards::Recommended => {
                ShardRange::all(NonZeroU32::new(recommended).unwrap_or(at_least).max(at_least))
            }
            Shards::These(these) => {
                if these.n_of_all() < recommended {
                    tracing::warn!("{}", too_few(these, recommended));
                }
                these
            }
        }
    }

    /// Runs all until one of them is refused for good.
    async fn run_shards(&mut self, of_all: u32) -> ServeError {
        let running: FuturesUnordered<_> = self
            .shards
            .iter_mut()
            .map(|shard| {
                let span = match of_all {
                    1 => Span::none(),
                    _ => tracing::error_span!("shard", number = shard.number()),
                };
                shard.run().instrument(span)
            })
            .collect();
        tokio::pin!(running);
        match running.next().await {
            Some(fatal) => fatal,
            None => std::future::pending().await,
        }
    }

    /// Ends the connections.
    pub(in crate::discord) async fn close(&mut self) {
        join_all(self.shards.iter_mut().map(Shard::close)).await;
    }

    /// The sessions that Discord keeps for some minutes.
    pub(in crate::discord) fn left(&self) -> Left {
        Left(self.shards.iter().filter_map(Shard::left).collect())
    }
}

/// Sessions whose connections are ended.
pub(in crate::discord) struct Left(Vec<(Arc<Remembered>, Session)>);

impl Left {
    /// Remembers them, as far as their events were acted on by now.
    pub(in crate::discord) fn remember(self) {
        self.0.iter().for_each(|(remembered, session)| remembered.note(session));
    }
}

/// What is said where Discord recommends more shards.
pub(in crate::discord) fn too_few(these: ShardRange, recommended: u32) -> String {
    format!(
        "SHARDS says {} in all, and Discord recommends {recommended}: raise it, in every process of the bot, before Discord refuses so few",
        these.n_of_all()
    )
}

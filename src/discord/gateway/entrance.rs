//! The way into the gateway, one for all shards of this process: where it is, and whose turn it is to
//! begin a session. Sessions are begun one after the other, are remembered for later starts and other
//! processes, and are counted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serenity::http::StatusCode;
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep};

use super::outage::Outage;
use super::start::GatewayInfo;
use crate::discord::advice;
use crate::discord::api::{Api, Backoff};
use crate::discord::serve_error::ServeError;
use crate::environment::ShardRange;
use crate::figures::{Figures, GatewayFigures};
use crate::identifies::{Among, BETWEEN_IDENTIFIES, Identifies, IdentifyLock, Wait};

/// The first wait after Discord could not be reached, and the longest: asking costs it nothing.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_UNREACHABLE: Duration = Duration::from_secs(30);
/// While another process begins a session it is looked this often whether it is done.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// A wait for a turn is told of from here on.
const TOLD: Duration = Duration::from_secs(3);
/// What Discord said is asked for again after this.
const FRESH: Duration = Duration::from_secs(10);

/// The entrance.
pub(in crate::discord) struct Entrance {
    api: Arc<Api>,
    figures: Arc<Figures>,
    /// A lock that is held from when a session may be begun until it is: no other begins meanwhile.
    begun: Arc<AsyncMutex<Begun>>,
    /// A lock, because all shards ask; held for a look.
    known: Mutex<Known>,
}

/// The sessions that were begun.
struct Begun {
    identifies: Identifies,
    /// When this process began the last of each bucket.
    last: HashMap<u32, Instant>,
}

/// What is known of the gateway.
struct Known {
    among: Among,
    /// What Discord said and nobody has used.
    unused: Option<(Instant, GatewayInfo)>,
    is_clock_told: bool,
    /// Where Discord said last that the gateway is.
    url: Option<String>,
}

/// Of whoever asks again and again.
pub(super) struct Patience {
    pub(super) outage: Outage,
    pub(super) unreachable: Backoff,
}

impl Patience {
    /// Nothing has failed yet.
    pub(super) fn new() -> Patience {
        Patience { outage: Outage::default(), unreachable: Backoff::new(FIRST_WAIT) }
    }

    /// Notes that Discord was not reached, and how long until that is tried again.
    pub(super) fn unreached(&mut self, what: &str, cause: impl std::fmt::Display) -> Duration {
        self.outage.note(what, cause);
        self.unreachable.next_wait(LONGEST_UNREACHABLE)
    }
}

/// What comes of asking.
pub(super) enum Asked {
    Told(GatewayInfo),
    /// It is to be asked again after this.
    Again(Duration),
}

/// That a session may be begun now. Others wait until it is, or this is dropped.
pub(super) struct Turn {
    begun: OwnedMutexGuard<Begun>,
    _lock: Option<IdentifyLock>,
    shard: u32,
    bucket: u32,
    figures: Arc<Figures>,
}

impl Turn {
    /// Notes that it is begun.
    pub(super) fn begin(mut self) {
        self.figures.gateway.identified();
        let (bucket, shard) = (self.bucket, self.shard);
        self.begun.last.insert(bucket, Instant::now());
        if let Err(error) = self.begun.identifies.note(shard, now_ms()) {
            tracing::debug!(%error, "that a session was begun cannot be remembered");
        }
    }
}

impl Begun {
    /// Whether a session of this shard may be begun now; or how long it waits.
    fn may_begin(&mut self, shard: u32, among: &Among) -> Result<Option<IdentifyLock>, Wait> {
        // A process that has all shards has nobody to wait for.
        let is_shared = !among.shards.is_all();
        let lock = match is_shared.then(|| self.identifies.lock()) {
            None => None,
            Some(Ok(Some(lock))) => Some(lock),
            Some(Ok(None)) => {
                return Err(Wait { by_bucket: LOOK_AGAIN, ..Wait::default() });
            }
            Some(Err(error)) => {
                tracing::debug!(%error, "other processes cannot be kept from beginning a session");
                None
            }
        };
        if is_shared {
            self.identifies.look();
        }
        let mut wait = self.identifies.wait(shard, among, now_ms());
        if let Some(last) = self.last.get(&among.bucket(shard)) {
            let rest = BETWEEN_IDENTIFIES.saturating_sub(last.elapsed());
            wait.by_bucket = wait.by_bucket.max(rest);
        }
        if wait.longest().is_zero() { Ok(lock) } else { Err(wait) }
    }
}

impl Entrance {
    /// For a bot that reaches Discord so, and began these sessions before.
    pub(in crate::discord) fn new(
        api: Arc<Api>,
        figures: Arc<Figures>,
        identifies: Identifies,
    ) -> Entrance {
        let begun = Begun { identifies, last: HashMap::new() };
        let among = Among { shards: ShardRange::ONE, max_concurrency: 1 };
        let known = Known { among, unused: None, is_clock_told: false, url: None };
        Entrance { api, figures, begun: Arc::new(AsyncMutex::new(begun)), known: Mutex::new(known) }
    }

    pub(super) fn api(&self) -> &Api {
        &self.api
    }

    /// The bot's token, as the gateway wants it.
    pub(super) fn token(&self) -> &str {
        self.api.token().trim_start_matches("Bot ")
    }

    pub(super) fn gateway(&self) -> &GatewayFigures {
        &self.figures.gateway
    }

    /// From now on these are the shards. What Discord said of them is kept for the first that asks.
    pub(super) fn share_out(&self, shards: ShardRange, info: GatewayInfo) {
        self.gateway().set_shards(shards.numbers());
        self.look(|known| {
            known.among = Among { shards, max_concurrency: info.max_concurrency() };
            known.unused = Some((Instant::now(), info));
        });
    }

    fn look<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        look(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks where the gateway is.
    ///
    /// # Errors
    /// When Discord refuses the bot for good.
    pub(super) async fn ask(&self, patience: &mut Patience) -> Result<Asked, ServeError> {
        let unused = self.look(|known| known.unused.take());
        if let Some((_, info)) = unused.filter(|(since, _)| since.elapsed() < FRESH) {
            return Ok(Asked::Told(info));
        }
        let info = match GatewayInfo::ask(&self.api).await {
            Ok(info) => info,
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {
                return Err(ServeError::Token);
            }
            Err(error) => {
                let advice = advice::of(&error, None).map(|advice| format!(": {advice}"));
                let cause = format!("{error}{}", advice.unwrap_or_default());
                return Ok(Asked::Again(patience.unreached("Discord cannot be reached", cause)));
            }
        };
        let is_told = self.look(|known| {
            known.among.max_concurrency = info.max_concurrency();
            std::mem::replace(&mut known.is_clock_told, self.api.clock().fault().is_some())
        });
        if let Some(fault) = self.api.clock().fault().filter(|_| !is_told) {
            tracing::warn!("{fault}");
        }
        if let Some(remaining) = info.remaining() {
            self.gateway().set_identifies_left(remaining);
        }
        if self.api.is_proxied() && info.url.contains("gateway.discord.gg") {
            return Err(ServeError::RealGateway(info.url));
        }
        self.look(|known| known.url = Some(info.url.clone()));
        Ok(Asked::Told(info))
    }

    /// Where Discord said last that the gateway is.
    pub(super) fn url(&self) -> Option<String> {
        self.look(|known| known.url.clone())
    }

    /// Waits until a session of this shard may be begun: no other is, none of the same bucket was just
    /// now, and not too many were lately. `tell` is told of each wait when it begins.
    pub(super) async fn turn(&self, shard: u32, tell: impl Fn(Wait)) -> Turn {
        loop {
            let mut begun = Arc::clone(&self.begun).lock_owned().await;
            let among = self.look(|known| known.among);
            match begun.may_begin(shard, &among) {
                Ok(lock) => {
                    let (bucket, figures) = (among.bucket(shard), Arc::clone(&self.figures));
                    return Turn { begun, _lock: lock, shard, bucket, figures };
                }
                Err(wait) => {
                    drop(begun);
                    tell(wait);
                    sleep(wait.longest()).await;
                }
            }
        }
    }
}

/// Tells of a wait, where it is long.
pub(super) fn tell_of(wait: Wait) {
    if wait.by_number >= TOLD {
        tracing::warn!(
            seconds = wait.by_number.as_secs(),
            "this bot was started or connected anew many times lately; it waits, so that Discord does not reset its token"
        );
    }
}

/// Milliseconds since 1970.
fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

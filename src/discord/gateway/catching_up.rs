//! Catching up with what happened while the program was not there: the session of an earlier start is
//! taken up for as long as it takes Discord to send what was missed, beside the one that was begun anew.
//! Taking it up alone would not do: only a new one tells of servers, their channels and roles, by which
//! it is decided what may be said where.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::arrival::Arrived;
use super::entrance::Entrance;
use super::remembered::Remembered;
use super::session::Session;
use super::socket::{Frame, Heard, Socket};
use crate::discord::handlers::Events;
use crate::discord::watermark::Watermark;
use crate::sessions::KeptSession;

/// How long servers may take to be told of once a session has begun; of some there may be an outage.
const SERVERS: Duration = Duration::from_secs(10);
/// How long a part of what was missed may take, and the answers to all of it.
const PART: Duration = Duration::from_secs(30);
const ANSWERS: Duration = Duration::from_secs(60);
/// How often it is looked whether they are done.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// How often it is tried, with so long a pause.
const ATTEMPTS: usize = 3;
const PAUSE: Duration = Duration::from_secs(2);

/// Who catches up, of a shard.
pub(super) struct CatchingUp {
    pub(super) entrance: Arc<Entrance>,
    pub(super) events: Arc<Events>,
    pub(super) remembered: Arc<Remembered>,
    /// How far the session is that was begun anew.
    pub(super) arrived: watch::Receiver<Arrived>,
}

/// What came of an attempt.
enum Attempt {
    /// All that was missed has come, and whether it was acted on.
    Done { is_at_rest: bool },
    /// Discord does not know the session any more.
    Gone,
    /// It may go better the next time.
    Broken(String),
}

impl CatchingUp {
    /// Catches up with each session of earlier starts. Never ends; may be dropped at any moment.
    pub(super) async fn run(mut self) -> Infallible {
        for earlier in self.remembered.earlier() {
            self.servers_told().await;
            self.catch_up(&earlier).await;
        }
        std::future::pending().await
    }

    /// Waits until a session has begun and told of its servers.
    async fn servers_told(&mut self) {
        let is_ready = |arrived: &Arrived| *arrived != Arrived::Nothing;
        if self.arrived.wait_for(is_ready).await.is_err() {
            std::future::pending().await
        }
        let are_all = |arrived: &Arrived| *arrived == Arrived::Servers;
        // Where some are missing the others need not wait.
        let _ = timeout(SERVERS, self.arrived.wait_for(are_all)).await;
    }

    async fn catch_up(&self, earlier: &KeptSession) {
        if self.remembered.is_current(&earlier.id) {
            // Two connections of one session would take it from each other.
            return self.remembered.note_earlier(&earlier.id, None);
        }
        let session = Session::of_kept(earlier);
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            match self.attempt(&session).await {
                Attempt::Done { is_at_rest } => {
                    tracing::debug!("caught up with what happened since the last start");
                    let left = (!is_at_rest).then(|| session.watermark.reached());
                    return self.remembered.note_earlier(&earlier.id, left);
                }
                Attempt::Gone => {
                    tracing::debug!("what the last start left is gone at Discord");
                    return self.remembered.note_earlier(&earlier.id, None);
                }
                Attempt::Broken(cause) => last = cause,
            }
            sleep(PAUSE).await;
        }
        // The next start may try again.
        tracing::info!(
            error = last,
            "what happened since the last start could not be caught up with"
        );
    }

    async fn attempt(&self, session: &Session) -> Attempt {
        let own = session.resume_url.clone().filter(|_| !self.entrance.api().is_proxied());
        let Some(url) = own.or_else(|| self.entrance.url()) else {
            return Attempt::Broken("it is not known where the gateway is".to_owned());
        };
        let mut socket = match Socket::dial(&url).await {
            Ok(socket) => socket,
            Err(cause) => return Attempt::Broken(cause),
        };
        let attempt = match self.replay(&mut socket, session).await {
            Ok(()) => Attempt::Done { is_at_rest: at_rest(&session.watermark).await },
            Err(attempt) => attempt,
        };
        // With 1000 Discord forgets the session.
        let is_over = matches!(attempt, Attempt::Done { is_at_rest: true });
        socket.close(if is_over { 1000 } else { 4000 }).await;
        attempt
    }

    /// Takes the session up, and acts on what is sent until all was that was missed.
    async fn replay(&self, socket: &mut Socket, session: &Session) -> Result<(), Attempt> {
        let broken = |cause: &str| Attempt::Broken(cause.to_owned());
        let mut beat_at: Option<(Instant, Duration)> = None;
        loop {
            let next = async {
                match beat_at {
                    Some((at, _)) => sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            let heard = tokio::select! {
                heard = timeout(PART, socket.hear()) => heard,
                () = next => {
                    let sequence = session.watermark.reached();
                    socket.say(1, &json!(sequence)).await.map_err(Attempt::Broken)?;
                    beat_at = beat_at.map(|(_, every)| (Instant::now() + every, every));
                    continue;
                }
            };
            match heard.map_err(|_| broken("nothing was said in time"))? {
                Heard::Frame(Frame { op: 10, d, .. }) => {
                    let every = d["heartbeat_interval"].as_u64().unwrap_or(41_250).max(50);
                    let every = Duration::from_millis(every);
                    beat_at = Some((Instant::now() + every, every));
                    let resume = session.resume(self.entrance.token());
                    socket.say(6, &resume).await.map_err(Attempt::Broken)?;
                }
                Heard::Frame(Frame { op: 0, d, s, t }) => {
                    let name = t.unwrap_or_default();
                    let under_way = s.map(|sequence| session.watermark.begin(sequence));
                    if name == "RESUMED" {
                        return Ok(());
                    }
                    self.events.handle_missed(&name, d, under_way);
                }
                Heard::Frame(Frame { op: 9, d, .. }) if d.as_bool() != Some(true) => {
                    return Err(Attempt::Gone);
                }
                Heard::Frame(Frame { op: 7 | 9, .. }) => return Err(broken("asked to come again")),
                // What cannot be read could not be the next time either.
                Heard::Frame(_) | Heard::Garbled(_) => {}
                Heard::Closed(Some(4003 | 4006 | 4007 | 4009)) => return Err(Attempt::Gone),
                Heard::Closed(code) => return Err(Attempt::Broken(format!("closed: {code:?}"))),
                Heard::Lost(cause) => return Err(Attempt::Broken(cause)),
            }
        }
    }
}

/// Waits until all that came was acted on; `false` where that takes too long.
async fn at_rest(watermark: &Watermark) -> bool {
    let resting = async {
        while !watermark.is_at_rest() {
            sleep(LOOK_EVERY).await;
        }
    };
    timeout(ANSWERS, resting).await.is_ok()
}

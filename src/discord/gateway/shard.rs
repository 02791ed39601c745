//! Keeping a shard's connection up: waits between connections that end soon, and never more sessions
//! than Discord allows.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::arrival::Arrival;
use super::catching_up::CatchingUp;
use super::close::End;
use super::connection::{Connection, Kept, MessageContent, ShardNumber};
use super::entrance::{Asked, Entrance, Patience, Turn, tell_of};
use super::presence::Presence;
use super::remembered::Remembered;
use super::session::Session;
use super::socket::Socket;
use super::start::GatewayInfo;
use crate::discord::advice;
use crate::discord::api::Backoff;
use crate::discord::handlers::Events;
use crate::discord::serve_error::ServeError;
use crate::figures::GatewayState;
use crate::identifies::Wait;

/// The first wait after a connection that ended soon.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest after one that ended soon. So a day has fewer than half of the IDENTIFYs that Discord
/// allows, even when each connection ends at once.
const LONGEST_CHURN: Duration = Duration::from_secs(240);
/// After op 9 Discord wants a wait of 1 to 5 seconds (API reference, "Resuming").
const AFTER_INVALID_SESSION: Duration = Duration::from_secs(5);
/// Discord's close code for privileged intents that the bot was not granted.
const DISALLOWED_INTENTS: u16 = 4014;
/// A connection that lasted so long did not end soon.
const LASTING: Duration = Duration::from_secs(60);

/// A shard, connected or about to be.
pub(super) struct Shard {
    shard: ShardNumber,
    entrance: Arc<Entrance>,
    events: Arc<Events>,
    session: Option<Session>,
    /// The right to begin another.
    turn: Option<Turn>,
    presence: Presence,
    /// What the session was begun with.
    session_content: MessageContent,
    /// Whether Discord refused to tell the content of messages.
    is_content_refused: bool,
    /// The address that Discord gave last.
    url: Option<String>,
    socket: Option<Socket>,
    patience: Patience,
    churn: Backoff,
    remembered: Arc<Remembered>,
    arrival: Arrival,
}

impl Shard {
    /// Not yet connected.
    pub(super) fn new(
        shard: ShardNumber,
        entrance: Arc<Entrance>,
        events: Arc<Events>,
        remembered: Remembered,
    ) -> Shard {
        Shard {
            shard,
            entrance,
            events,
            session: None,
            turn: None,
            presence: Presence::default(),
            session_content: MessageContent::NotNeeded,
            is_content_refused: false,
            url: None,
            socket: None,
            patience: Patience::new(),
            churn: Backoff::new(FIRST_WAIT),
            remembered: Arc::new(remembered),
            arrival: Arrival::new(),
        }
    }

    /// Its number, from 0 on.
    pub(super) fn number(&self) -> u32 {
        self.shard.number
    }

    /// Keeps a connection up until Discord refuses the bot for good. May be dropped at any moment;
    /// then [`Shard::close`] says goodbye.
    pub(super) async fn run(&mut self) -> ServeError {
        let catching_up = CatchingUp {
            entrance: Arc::clone(&self.entrance),
            events: Arc::clone(&self.events),
            remembered: Arc::clone(&self.remembered),
            arrived: self.arrival.follow(),
        };
        tokio::select! {
            fatal = self.keep_up() => fatal,
            never = catching_up.run() => match never {},
        }
    }

    async fn keep_up(&mut self) -> ServeError {
        loop {
            if self.session_content == MessageContent::NotNeeded
                && self.content() == MessageContent::Wanted
            {
                // What a session is told of stays as it was begun.
                self.session = None;
            }
            let url = match self.address().await {
                Ok(url) => url,
                Err(fatal) => return fatal,
            };
            let since = Instant::now();
            let (end, is_ready) = self.connect(&url).await;
            if end != End::OtherIntents {
                // Others may begin theirs.
                self.turn = None;
            }
            if let Some(socket) = self.socket.take() {
                // Not 1000, which would end the session.
                socket.close(4000).await;
            }
            if end == End::Closed(Some(DISALLOWED_INTENTS))
                && self.content() == MessageContent::Wanted
            {
                self.go_without_content();
                continue;
            }
            if let Some(fatal) = end.fatal() {
                return fatal;
            }
            let wait = self.learn(&end, is_ready && since.elapsed() >= LASTING);
            sleep(wait).await;
        }
    }

    /// Discord does not tell the content of messages: the bot starts without.
    fn go_without_content(&mut self) {
        self.is_content_refused = true;
        // Each shard is told.
        if self.events.content_is_refused() {
            tracing::warn!("{}", advice::message_content());
        }
        self.session = None;
    }

    /// Whether Discord is asked for the content of messages.
    fn content(&self) -> MessageContent {
        match (*self.events.wants_content().borrow(), self.is_content_refused) {
            (false, _) => MessageContent::NotNeeded,
            (true, false) => MessageContent::Wanted,
            (true, true) => MessageContent::Refused,
        }
    }

    /// Ends the connection. Discord keeps the session for some minutes: what happens meanwhile is told to
    /// a program that is back by then.
    pub(super) async fn close(&mut self) {
        if let Some(socket) = self.socket.take() {
            socket.close(4000).await;
        }
    }

    /// What is to be remembered of it.
    pub(super) fn left(&self) -> Option<(Arc<Remembered>, Session)> {
        Some((Arc::clone(&self.remembered), self.session.clone()?))
    }

    /// Where to connect: for the session that there is, or for a new one as soon as that may begin.
    async fn address(&mut self) -> Result<String, ServeError> {
        // A proxy's gateway is its own, whatever READY says.
        let known = match &self.session {
            Some(_) if self.entrance.api().is_proxied() => self.url.clone(),
            Some(session) => session.resume_url.clone(),
            None => None,
        };
        if let Some(url) = known {
            return Ok(url);
        }
        let mut is_told = false;
        loop {
            if self.session.is_none() && self.turn.is_none() {
                self.turn = Some(self.next_turn().await);
            }
            let info = match self.entrance.ask(&mut self.patience).await? {
                Asked::Told(info) => info,
                Asked::Again(wait) => {
                    self.turn = None;
                    sleep(wait).await;
                    continue;
                }
            };
            match info.exhausted_for().filter(|_| self.session.is_none()) {
                None => return Ok(self.url.insert(info.url).clone()),
                Some(wait) => {
                    // Others look by themselves.
                    self.turn = None;
                    self.wait_for_tomorrow(wait, std::mem::replace(&mut is_told, true)).await;
                }
            }
        }
    }

    /// Waits until this shard may begin a session.
    async fn next_turn(&self) -> Turn {
        let tell = |wait: Wait| {
            if !wait.by_number.is_zero() || self.shard.of_all > 1 {
                self.set_state(GatewayState::Waiting);
            }
            tell_of(wait);
        };
        let turn = self.entrance.turn(self.shard.number, tell).await;
        self.set_state(GatewayState::Connecting);
        turn
    }

    /// Waits until Discord may allow sessions again, or it is to be asked whether it does.
    async fn wait_for_tomorrow(&self, wait: Duration, is_told: bool) {
        if !is_told {
            let minutes = wait.as_secs().div_ceil(60);
            tracing::warn!(
                minutes,
                "Discord allows this bot no more connections today; it waits until it may connect again"
            );
        }
        self.set_state(GatewayState::Waiting);
        sleep(GatewayInfo::ask_again_in(wait)).await;
        self.set_state(GatewayState::Connecting);
    }

    fn set_state(&self, state: GatewayState) {
        self.entrance.gateway().set_state(self.shard.number, state);
    }

    /// Connects and follows the connection to its end; and whether it was ever ready.
    async fn connect(&mut self, url: &str) -> (End, bool) {
        let content = self.content();
        let socket = match Socket::dial(url).await {
            Ok(socket) => self.socket.insert(socket),
            Err(cause) => return (End::Unreachable(cause), false),
        };
        self.entrance.gateway().connected();
        self.patience.unreachable.reset();
        if self.session.is_none() {
            self.session_content = content;
        }
        let kept = Kept {
            session: &mut self.session,
            presence: &mut self.presence,
            content,
            entrance: &self.entrance,
            turn: &mut self.turn,
            remembered: &self.remembered,
            arrival: &mut self.arrival,
        };
        let mut connection = Connection::new(socket, self.shard, kept, &self.events);
        let end = connection.follow().await;
        let is_ready = connection.is_ready;
        self.set_state(GatewayState::Connecting);
        (end, is_ready)
    }

    /// What follows from an end: the session goes or stays, and so long is waited.
    fn learn(&mut self, end: &End, has_lasted: bool) -> Duration {
        if has_lasted {
            self.churn.reset();
            self.patience.outage.end();
        }
        if end.ends_session() {
            self.session = None;
        }
        if let End::Unreachable(_) = end {
            // Perhaps the address alone is gone.
            if let Some(session) = &mut self.session {
                session.resume_url = None;
            }
            self.url = None;
            return self.patience.unreached("Discord's gateway cannot be reached", end);
        }
        if has_lasted && !end.ends_session() {
            tracing::debug!(%end, "the connection is made anew");
            return Duration::ZERO;
        }
        self.patience.outage.note("the connection to Discord's gateway ended", end);
        let wait = self.churn.next_wait(LONGEST_CHURN);
        match end {
            End::InvalidSession { .. } => {
                wait.max(AFTER_INVALID_SESSION.mul_f64(0.2 + fastrand::f64() * 0.8))
            }
            _ => wait,
        }
    }
}

//! Keeping a connection up: waits between connections that end soon, and never more sessions than
//! Discord allows.

use std::sync::Arc;
use std::time::Duration;

use serenity::http::StatusCode;
use tokio::time::{Instant, sleep, sleep_until};

use super::close::End;
use super::connection::{Connection, Kept, MessageContent};
use super::outage::Outage;
use super::presence::Presence;
use super::session::Session;
use super::socket::Socket;
use super::start::{BETWEEN_IDENTIFIES, GatewayInfo};
use super::starts::Starts;
use crate::discord::advice;
use crate::discord::api::{Api, Backoff};
use crate::discord::handlers::Events;
use crate::discord::serve_error::ServeError;
use crate::figures::GatewayState;

/// The first wait after a connection that ended soon or was never made.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest after one that was never made: it costs Discord nothing.
const LONGEST_UNREACHABLE: Duration = Duration::from_secs(30);
/// The longest after one that ended soon. So a day has fewer than half of the IDENTIFYs that Discord
/// allows, even when each connection ends at once.
const LONGEST_CHURN: Duration = Duration::from_secs(240);
/// After op 9 Discord wants a wait of 1 to 5 seconds (API reference, "Resuming").
const AFTER_INVALID_SESSION: Duration = Duration::from_secs(5);
/// Discord's close code for privileged intents that the bot was not granted.
const DISALLOWED_INTENTS: u16 = 4014;
/// A connection that lasted so long did not end soon.
const LASTING: Duration = Duration::from_secs(60);

/// The gateway, connected or about to be.
pub(in crate::discord) struct Gateway {
    api: Arc<Api>,
    events: Events,
    session: Option<Session>,
    presence: Presence,
    /// What the session was begun with.
    session_content: MessageContent,
    /// Whether Discord refused to tell the content of messages.
    is_content_refused: bool,
    /// The address that Discord gave last.
    url: Option<String>,
    socket: Option<Socket>,
    identified: Option<Instant>,
    unreachable: Backoff,
    churn: Backoff,
    outage: Outage,
    is_clock_told: bool,
    starts: Starts,
}

impl Gateway {
    /// Not yet connected.
    pub(in crate::discord) fn new(api: Arc<Api>, events: Events, starts: Starts) -> Gateway {
        Gateway {
            api,
            events,
            session: None,
            presence: Presence::default(),
            session_content: MessageContent::NotNeeded,
            is_content_refused: false,
            url: None,
            socket: None,
            identified: None,
            unreachable: Backoff::new(FIRST_WAIT),
            churn: Backoff::new(FIRST_WAIT),
            outage: Outage::default(),
            is_clock_told: false,
            starts,
        }
    }

    /// Keeps a connection up until Discord refuses the bot for good. May be dropped at any moment;
    /// then [`Gateway::close`] says goodbye.
    pub(in crate::discord) async fn run(&mut self) -> ServeError {
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
        tracing::warn!("{}", advice::message_content());
        self.is_content_refused = true;
        self.events.content_is_refused();
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

    /// Ends the connection and the session.
    pub(in crate::discord) async fn close(&mut self) {
        if let Some(socket) = self.socket.take() {
            socket.close(1000).await;
        }
    }

    /// Where to connect: for the session that there is, or for a new one as soon as that may begin.
    async fn address(&mut self) -> Result<String, ServeError> {
        // A proxy's gateway is its own, whatever READY says.
        let known = match &self.session {
            Some(_) if self.api.is_proxied() => self.url.clone(),
            Some(session) => session.resume_url.clone(),
            None => None,
        };
        if let Some(url) = known {
            return Ok(url);
        }
        let url = self.session_start().await?;
        self.url = Some(url.clone());
        if self.session.is_none()
            && let Some(identified) = self.identified
        {
            sleep_until(identified + BETWEEN_IDENTIFIES).await;
        }
        if self.session.is_none() {
            self.starts.turn().await;
        }
        Ok(url)
    }

    /// Asks where the gateway is until Discord says so and a session may be begun.
    async fn session_start(&mut self) -> Result<String, ServeError> {
        let mut is_told = false;
        loop {
            let info = match GatewayInfo::ask(&self.api).await {
                Ok(info) => info,
                Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {
                    return Err(ServeError::Token);
                }
                Err(error) => {
                    let advice = advice::of(&error, None).map(|advice| format!(": {advice}"));
                    let advice = advice.unwrap_or_default();
                    self.outage.note("Discord cannot be reached", format_args!("{error}{advice}"));
                    sleep(self.unreachable.next_wait(LONGEST_UNREACHABLE)).await;
                    continue;
                }
            };
            if let Some(fault) = self.api.clock().fault().filter(|_| !self.is_clock_told) {
                tracing::warn!("{fault}");
                self.is_clock_told = true;
            }
            if let Some(remaining) = info.remaining() {
                self.starts.gateway().set_identifies_left(remaining);
            }
            if self.api.is_proxied() && info.url.contains("gateway.discord.gg") {
                return Err(ServeError::RealGateway(info.url));
            }
            match info.exhausted_for().filter(|_| self.session.is_none()) {
                None => return Ok(info.url),
                Some(wait) => {
                    if !std::mem::replace(&mut is_told, true) {
                        let minutes = wait.as_secs().div_ceil(60);
                        tracing::warn!(
                            minutes,
                            "Discord allows this bot no more connections today; it waits until it may connect again"
                        );
                    }
                    self.starts.gateway().set_state(GatewayState::Waiting);
                    sleep(GatewayInfo::ask_again_in(wait)).await;
                    self.starts.gateway().set_state(GatewayState::Connecting);
                }
            }
        }
    }

    /// Connects and follows the connection to its end; and whether it was ever ready.
    async fn connect(&mut self, url: &str) -> (End, bool) {
        let content = self.content();
        let socket = match Socket::dial(url).await {
            Ok(socket) => self.socket.insert(socket),
            Err(cause) => return (End::Unreachable(cause), false),
        };
        self.starts.gateway().connected();
        self.unreachable.reset();
        if self.session.is_none() {
            self.session_content = content;
        }
        let token = self.api.token().trim_start_matches("Bot ");
        let kept = Kept {
            session: &mut self.session,
            presence: &mut self.presence,
            content,
            starts: &mut self.starts,
        };
        let mut connection = Connection::new(socket, kept, &self.events, token);
        let end = connection.follow().await;
        self.identified = connection.identified.or(self.identified);
        let is_ready = connection.is_ready;
        self.starts.gateway().set_state(GatewayState::Connecting);
        (end, is_ready)
    }

    /// What follows from an end: the session goes or stays, and so long is waited.
    fn learn(&mut self, end: &End, has_lasted: bool) -> Duration {
        if has_lasted {
            self.churn.reset();
            self.outage.end();
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
            self.outage.note("Discord's gateway cannot be reached", end);
            return self.unreachable.next_wait(LONGEST_UNREACHABLE);
        }
        if has_lasted && !end.ends_session() {
            tracing::debug!(%end, "the connection is made anew");
            return Duration::ZERO;
        }
        self.outage.note("the connection to Discord's gateway ended", end);
        let wait = self.churn.next_wait(LONGEST_CHURN);
        match end {
            End::InvalidSession { .. } => {
                wait.max(AFTER_INVALID_SESSION.mul_f64(0.2 + fastrand::f64() * 0.8))
            }
            _ => wait,
        }
    }
}

//! One connection, from HELLO to its end: identifies or resumes, sends heartbeats, passes events on.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::close::End;
use super::presence::Presence;
use super::session::Session;
use super::socket::{Frame, Heard, Socket};
use super::starts::Starts;
use crate::discord::handlers::Events;
use crate::figures::GatewayState;

/// Servers and channels, and messages, whose content the bot gets only when it is addressed: GUILDS,
/// GUILD_MESSAGES, DIRECT_MESSAGES (Discord API reference, "Gateway Intents"). None is privileged.
const INTENTS: u64 = 1 | 1 << 9 | 1 << 12;
/// The content of all messages: MESSAGE_CONTENT, which is privileged.
const CONTENT_INTENT: u64 = 1 << 15;

/// Whether Discord is to tell the content of messages that are not addressed to the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageContent {
    /// It is not needed.
    NotNeeded,
    /// It is needed in some channels.
    Wanted,
    /// It is needed, but Discord does not tell it.
    Refused,
}

/// How long HELLO, and then READY or RESUMED, may take.
const HELLO: Duration = Duration::from_secs(10);
const READY: Duration = Duration::from_secs(30);
/// Heartbeats never come faster, whatever HELLO asks for.
const FASTEST_BEAT: Duration = Duration::from_millis(50);

/// What outlives a connection.
pub(super) struct Kept<'a> {
    /// The session to take up; the session that this connection has.
    pub(super) session: &'a mut Option<Session>,
    pub(super) presence: &'a mut Presence,
    pub(super) content: MessageContent,
    pub(super) starts: &'a mut Starts,
}

/// A connection under way.
pub(super) struct Connection<'a> {
    pub(super) socket: &'a mut Socket,
    kept: Kept<'a>,
    pub(super) events: &'a Events,
    pub(super) token: &'a str,
    /// Whether READY or RESUMED came.
    pub(super) is_ready: bool,
    /// When IDENTIFY was sent, if it was.
    pub(super) identified: Option<Instant>,
    /// When the last heartbeat was sent, until it is answered.
    beaten: Option<Instant>,
}

impl<'a> Connection<'a> {
    /// A connection that was just made.
    pub(super) fn new(
        socket: &'a mut Socket,
        kept: Kept<'a>,
        events: &'a Events,
        token: &'a str,
    ) -> Connection<'a> {
        Connection { socket, kept, events, token, is_ready: false, identified: None, beaten: None }
    }

    /// Follows it to its end.
    pub(super) async fn follow(&mut self) -> End {
        match self.talk().await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn talk(&mut self) -> Result<std::convert::Infallible, End> {
        let interval = self.hello().await?;
        self.kept.starts.gateway().set_beat_every(interval);
        self.introduce().await?;
        let ready_by = Instant::now() + READY;
        let mut documents = self.events.documents();
        let mut wanted = self.events.wants_content();
        // They may have changed between two connections.
        documents.mark_changed();
        // Not all bots at once, after Discord itself was away (API reference, "Sending Heartbeats").
        let mut beat_at = Instant::now() + interval.mul_f64(fastrand::f64());
        loop {
            tokio::select! {
                heard = self.socket.hear() => self.act_on(heard).await?,
                () = sleep_until(beat_at) => {
                    if self.beaten.is_some() {
                        return Err(End::Lost("no answer to a heartbeat".to_owned()));
                    }
                    self.beat().await?;
                    beat_at = Instant::now() + interval;
                }
                Ok(()) = documents.changed(), if self.is_ready => self.present().await?,
                Ok(true) = is_content_wanted(&mut wanted),
                    if self.is_ready && self.kept.content == MessageContent::NotNeeded =>
                {
                    return Err(End::OtherIntents);
                }
                () = sleep_until(ready_by), if !self.is_ready => {
                    return Err(End::Lost("no READY in time".to_owned()));
                }
            }
        }
    }

    /// Waits for HELLO, and says how far apart heartbeats are.
    async fn hello(&mut self) -> Result<Duration, End> {
        let by = Instant::now() + HELLO;
        loop {
            let heard = tokio::time::timeout_at(by, self.socket.hear()).await;
            match heard.map_err(|_| End::Lost("no HELLO in time".to_owned()))? {
                Heard::Frame(Frame { op: 10, d, .. }) => {
                    let interval = d["heartbeat_interval"].as_u64().unwrap_or(41_250);
                    return Ok(Duration::from_millis(interval).max(FASTEST_BEAT));
                }
                other => self.act_on(other).await?,
            }
        }
    }

    /// RESUME or IDENTIFY.
    async fn introduce(&mut self) -> Result<(), End> {
        let said = match self.kept.session {
            Some(session) => self.socket.say(6, &session.resume(self.token)).await,
            None => {
                self.identified = Some(Instant::now());
                self.kept.starts.note();
                let presence = self.kept.presence.begin(self.events.doing().as_ref());
                let content = self.kept.content;
                self.socket.say(2, &identify(self.token, content, presence)).await
            }
        };
        said.map_err(End::Lost)
    }

    /// Says what the bot does, unless that was said.
    async fn present(&mut self) -> Result<(), End> {
        match self.kept.presence.change(self.events.doing().as_ref()) {
            Some(presence) => {
                let said = self.socket.say(3, presence).await;
                if said.is_err() {
                    self.kept.presence.forget();
                }
                said.map_err(End::Lost)
            }
            None => Ok(()),
        }
    }

    async fn beat(&mut self) -> Result<(), End> {
        self.beaten = Some(Instant::now());
        let sequence = self.kept.session.as_ref().map(|session| session.sequence);
        self.socket.say(1, &json!(sequence)).await.map_err(End::Lost)
    }

    async fn act_on(&mut self, heard: Heard) -> Result<(), End> {
        if let Heard::Frame(_) = heard {
            self.kept.starts.gateway().heard();
        }
        match heard {
            Heard::Closed(code) => Err(End::Closed(code)),
            Heard::Lost(cause) => Err(End::Lost(cause)),
            Heard::Garbled(error) => {
                self.events.unread("a frame of the gateway", &error);
                // It may have been an event: Discord is asked for it once more, by a RESUME. What cannot
                // be read then either is passed over.
                let is_asked_for = self.kept.session.as_mut().is_some_and(Session::note_garbled);
                if is_asked_for {
                    return Err(End::Lost("a frame could not be read".to_owned()));
                }
                Ok(())
            }
            Heard::Frame(Frame { op: 0, d, s, t }) => {
                self.event(t.unwrap_or_default(), d, s);
                Ok(())
            }
            Heard::Frame(Frame { op: 1, .. }) => self.beat().await,
            Heard::Frame(Frame { op: 7, .. }) => Err(End::Asked),
            Heard::Frame(Frame { op: 9, d, .. }) => {
                Err(End::InvalidSession { is_resumable: d.as_bool().unwrap_or_default() })
            }
            Heard::Frame(Frame { op: 11, .. }) => {
                if let Some(beaten) = self.beaten.take() {
                    self.kept.starts.gateway().beat_answered(beaten.elapsed());
                }
                Ok(())
            }
            Heard::Frame(_) => Ok(()),
        }
    }

    fn event(&mut self, name: String, data: Value, sequence: Option<u64>) {
        if let (Some(session), Some(sequence)) = (self.kept.session.as_mut(), sequence) {
            // An event that comes again has its old number.
            session.sequence = session.sequence.max(sequence);
        }
        if name == "READY" {
            *self.kept.session = Session::of_ready(&data, sequence.unwrap_or_default());
        }
        if name == "READY" || name == "RESUMED" {
            self.is_ready = true;
            self.kept.starts.gateway().set_state(GatewayState::Ready);
        }
        self.events.handle(&name, data);
    }
}

/// Whether the content of messages is needed, as soon as that is so.
async fn is_content_wanted(
    wanted: &mut watch::Receiver<bool>,
) -> Result<bool, watch::error::RecvError> {
    wanted.wait_for(|wanted| *wanted).await.map(|wanted| *wanted)
}

/// The payload of IDENTIFY.
fn identify(token: &str, content: MessageContent, presence: &Value) -> Value {
    let privileged = if content == MessageContent::Wanted { CONTENT_INTENT } else { 0 };
    json!({
        "token": token,
        "intents": INTENTS | privileged,
        "shard": [0, 1],
        "presence": presence,
        "properties": {"os": std::env::consts::OS, "browser": "verbatim", "device": "verbatim"},
    })
}

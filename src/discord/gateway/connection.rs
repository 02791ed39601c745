//! One connection, from HELLO to its end: identifies or resumes, sends heartbeats, passes events on.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until};

use super::arrival::Arrival;
use super::close::End;
use super::entrance::{Entrance, Turn};
use super::presence::Presence;
use super::remembered::Remembered;
use super::session::Session;
use super::socket::{Frame, Heard, Socket};
use crate::discord::handlers::Events;
use crate::figures::{GatewayFigures, GatewayState};

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
/// So often it is remembered how far the session is.
const REMEMBER_EVERY: Duration = Duration::from_secs(1);
/// Heartbeats never come faster, whatever HELLO asks for.
const FASTEST_BEAT: Duration = Duration::from_millis(50);

/// What outlives a connection.
pub(super) struct Kept<'a> {
    /// The session to take up; the session that this connection has.
    pub(super) session: &'a mut Option<Session>,
    pub(super) presence: &'a mut Presence,
    pub(super) content: MessageContent,
    pub(super) entrance: &'a Arc<Entrance>,
    /// The right to begin a session, where there is none to take up, or another is to be begun.
    pub(super) turn: &'a mut Option<Turn>,
    pub(super) remembered: &'a Remembered,
    pub(super) arrival: &'a mut Arrival,
}

/// Which shard a connection is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ShardNumber {
    pub(super) number: u32,
    pub(super) of_all: u32,
}

/// A connection under way.
pub(super) struct Connection<'a> {
    pub(super) socket: &'a mut Socket,
    shard: ShardNumber,
    kept: Kept<'a>,
    pub(super) events: &'a Events,
    /// Whether READY or RESUMED came.
    pub(super) is_ready: bool,
    /// When the last heartbeat was sent, until it is answered.
    beaten: Option<Instant>,
}

impl<'a> Connection<'a> {
    /// A connection that was just made.
    pub(super) fn new(
        socket: &'a mut Socket,
        shard: ShardNumber,
        kept: Kept<'a>,
        events: &'a Events,
    ) -> Connection<'a> {
        Connection { socket, shard, kept, events, is_ready: false, beaten: None }
    }

    fn figures(&self) -> &GatewayFigures {
        self.kept.entrance.gateway()
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
        self.figures().set_beat_every(self.shard.number, interval);
        self.introduce().await?;
        let ready_by = Instant::now() + READY;
        let mut documents = self.events.documents();
        let content_turn = content_turn(self.shard, self.kept.entrance, self.events);
        tokio::pin!(content_turn);
        // They may have changed between two connections.
        documents.mark_changed();
        let mut remember_at = Instant::now() + REMEMBER_EVERY;
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
                () = sleep_until(remember_at), if self.is_ready => {
                    self.remember();
                    remember_at = Instant::now() + REMEMBER_EVERY;
                }
                Ok(()) = documents.changed(), if self.is_ready => self.present().await?,
                turn = &mut content_turn,
                    if self.is_ready && self.kept.content == MessageContent::NotNeeded =>
                {
                    *self.kept.turn = turn;
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
            Some(session) => {
                let token = self.kept.entrance.token();
                self.socket.say(6, &session.resume(token)).await
            }
            None => {
                let token = self.kept.entrance.token();
                let presence = self.kept.presence.begin(self.events.doing().as_ref());
                let identify = identify(token, self.shard, self.kept.content, presence);
                let said = self.socket.say(2, &identify).await;
                if let Some(turn) = self.kept.turn.take() {
                    turn.begin();
                }
                said
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
            self.figures().heard(self.shard.number);
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
                    self.figures().beat_answered(beaten.elapsed());
                }
                Ok(())
            }
            Heard::Frame(_) => Ok(()),
        }
    }

    fn event(&mut self, name: String, data: Value, sequence: Option<u64>) {
        let mut under_way = None;
        if let (Some(session), Some(sequence)) = (self.kept.session.as_mut(), sequence) {
            // An event that comes again has its old number.
            session.sequence = session.sequence.max(sequence);
            under_way = Some(session.watermark.begin(sequence));
        }
        // One that has begun goes on, whatever comes later.
        let begins = name == "READY" && !self.is_ready;
        if begins {
            *self.kept.session = Session::of_ready(&data, sequence.unwrap_or_default());
            self.kept.arrival.begin(&data);
        }
        let told_of = match name.as_str() {
            "GUILD_CREATE" | "GUILD_DELETE" => data["id"].as_str().map(str::to_owned),
            _ => None,
        };
        if name == "READY" || name == "RESUMED" {
            self.is_ready = true;
            self.figures().set_state(self.shard.number, GatewayState::Ready);
        }
        self.events.handle(self.shard.number, &name, data, under_way);
        match name.as_str() {
            "READY" if begins => {
                self.kept.arrival.has_begun();
                self.remember();
            }
            "RESUMED" => self.remember(),
            _ => {}
        }
        if let Some(server) = told_of {
            self.kept.arrival.server(&server);
        }
    }

    fn remember(&self) {
        if let Some(session) = &*self.kept.session {
            self.kept.remembered.note(session);
        }
    }
}

/// The right to begin a session that is told the content of messages, once that is needed; the one that
/// there is goes on until then.
async fn content_turn(
    shard: ShardNumber,
    entrance: &Arc<Entrance>,
    events: &Events,
) -> Option<Turn> {
    let mut wanted = events.wants_content();
    // It ends with the bot, and the bot's connections before it.
    wanted.wait_for(|wanted| *wanted).await.ok()?;
    Some(entrance.turn(shard.number, |_| {}).await)
}

/// The payload of IDENTIFY.
fn identify(token: &str, shard: ShardNumber, content: MessageContent, presence: &Value) -> Value {
    let privileged = if content == MessageContent::Wanted { CONTENT_INTENT } else { 0 };
    json!({
        "token": token,
        "intents": INTENTS | privileged,
        "shard": [shard.number, shard.of_all],
        "presence": presence,
        "properties": {"os": std::env::consts::OS, "browser": "verbatim", "device": "verbatim"},
    })
}

//! One session: its sequence of events, kept whole so that it can be resumed.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::sharding::Shard;
use crate::messages::id_in;

/// A session without a connection can be resumed for so long; a few minutes at Discord.
const KEPT: Duration = Duration::from_secs(180);

/// What a connection is told to do.
#[derive(Clone, Debug)]
pub(crate) enum Out {
    /// Send a text frame.
    Text(String),
    /// Send a frame of bytes.
    Binary(Vec<u8>),
    /// Everything of READY or a replay was sent before this.
    Ready,
    /// Send a close frame with this code.
    Close(u16),
    /// Cut the TCP connection.
    Cut,
}

/// The way to one connection.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) connection: u64,
    pub(crate) sender: UnboundedSender<Out>,
}

impl Line {
    /// Sends; nobody hears it where the connection has just ended.
    pub(crate) fn send(&self, out: Out) {
        let _ = self.sender.send(out);
    }
}

/// One session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) intents: u64,
    pub(crate) shard: Shard,
    /// When its connection ended, where it has none.
    lost: Option<Instant>,
    /// The connection; none while the session waits to be resumed.
    pub(crate) line: Option<Line>,
    pub(crate) is_ready: bool,
    /// All events; the first has the sequence number 1.
    events: Vec<String>,
    /// What each of them is.
    kinds: Vec<Kind>,
    /// How many of them the bot has, as it said.
    n_heard: usize,
}

/// What is known of an event that was told.
#[derive(Debug)]
struct Kind {
    /// Its name, and the id in it; none where there is no id.
    event: Option<(String, u64)>,
    /// The connection that it was sent to first, if there was one.
    first: Option<u64>,
}

impl Session {
    pub(crate) fn new(id: String, intents: u64, shard: Shard, line: Line) -> Session {
        Session {
            id,
            intents,
            shard,
            lost: None,
            line: Some(line),
            is_ready: false,
            events: Vec::new(),
            kinds: Vec::new(),
            n_heard: 0,
        }
    }

    /// Notes that its connection has ended.
    pub(crate) fn lose(&mut self) {
        self.line = None;
        self.lost = Some(Instant::now());
    }

    /// Whether it has a connection, or can still be resumed.
    pub(crate) fn is_kept(&self) -> bool {
        self.line.is_some() || self.lost.is_none_or(|lost| lost.elapsed() < KEPT)
    }

    /// The number of the last event; 0 before the first.
    pub(crate) fn sequence(&self) -> u64 {
        u64::try_from(self.events.len()).unwrap_or(u64::MAX)
    }

    /// Sends the last event again, under its old number.
    pub(crate) fn repeat_last(&mut self) {
        if let Some(last) = self.events.last().cloned() {
            self.send(Out::Text(last));
        }
    }

    /// Sends an event under the next number.
    pub(crate) fn tell(&mut self, event: &str, data: &Value) {
        let sequence = self.sequence() + 1;
        let text = json!({"op": 0, "t": event, "s": sequence, "d": data}).to_string();
        self.events.push(text.clone());
        let event = id_in(data, "id").map(|id| (event.to_owned(), id));
        let first = self.line.as_ref().map(|line| line.connection);
        self.kinds.push(Kind { event, first });
        self.send(Out::Text(text));
    }

    /// Sends to the connection, where there is one.
    pub(crate) fn send(&self, out: Out) {
        if let Some(line) = &self.line {
            line.send(out);
        }
    }

    /// Notes that the bot has the events up to this number: those of them that it did not say before,
    /// and whether it said so on the connection that each was sent to first.
    pub(crate) fn heard(&mut self, sequence: u64, on: Option<u64>) -> Vec<((String, u64), bool)> {
        let until = usize::try_from(sequence).unwrap_or(usize::MAX).min(self.kinds.len());
        let new = self.kinds.get(self.n_heard..until).unwrap_or_default();
        let told = |kind: &Kind| Some((kind.event.clone()?, on.is_some() && kind.first == on));
        let new = new.iter().filter_map(told).collect();
        self.n_heard = self.n_heard.max(until);
        new
    }

    /// Goes on over a new connection: the events after `sequence` and some before it, then RESUMED.
    pub(crate) fn resume(&mut self, line: Line, sequence: u64, again: u64) {
        self.line = Some(line);
        self.is_ready = false;
        let seen = usize::try_from(sequence.saturating_sub(again)).unwrap_or(usize::MAX);
        for event in self.events.iter().skip(seen) {
            self.send(Out::Text(event.clone()));
        }
        self.tell("RESUMED", &json!({}));
        self.send(Out::Ready);
    }
}

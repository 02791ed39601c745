//! The gateway: sessions, what they are told, and what they asked for.
//!
//! This file holds what outlives a connection; `connection` speaks to one socket.

mod connection;
mod intents;
mod membership;
mod session;
mod sharding;
mod starts;
mod withholding;

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use serde_json::{Value, json};
use twilight_model::id::Id;
use twilight_model::id::marker::GuildMarker;

pub(crate) use connection::serve;
pub(crate) use membership::Membership;
pub(crate) use starts::SessionStarts;
pub(crate) use withholding::withheld;

use crate::clock;
use crate::messages::id_in;
use crate::objects;
use crate::wire::WireFault;
use crate::world::World;
use session::{Line, Out, Session};
use sharding::{Shard, Sharding};

/// All sessions, and what the bot did on the gateway.
#[derive(Default)]
pub(crate) struct Gateway {
    sessions: Vec<Session>,
    /// Whether the bot is in the guild.
    pub(crate) membership: Membership,
    connections: u64,
    /// Whether HEARTBEATs go without an answer.
    pub(crate) is_deaf: bool,
    /// The `d` of each IDENTIFY, in order.
    pub(crate) identifies: Vec<Value>,
    /// The presence of each IDENTIFY and the `d` of each presence update, in order.
    pub(crate) presences: Vec<Value>,
    pub(crate) resumes: usize,
    pub(crate) heartbeats: usize,
    /// Close codes for the IDENTIFYs to come.
    pub(crate) refusals: Vec<u16>,
    /// What goes wrong with each connection.
    pub(crate) trouble: Option<Trouble>,
    pub(crate) starts: SessionStarts,
    pub(crate) sharding: Sharding,
    /// So many events that the bot has are sent again when a session goes on.
    pub(crate) replayed_again: u64,
    /// What befalls the next frames.
    pub(crate) wire_fault: Option<WireFault>,
    /// That the bot said to have an event, by the event's name and the id in it; once for each such
    /// event, in order.
    heard: HashMap<(String, u64), Vec<Heard>>,
    /// Where the gateway is said to be, when not here.
    pub(crate) false_url: Option<String>,
}

/// That the bot said to have an event.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// When it said so.
    pub at: Instant,
    /// Whether it was sent when it happened, and the bot said so on the same connection.
    pub is_at_once: bool,
}

/// What goes wrong with each connection to the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is cut before HELLO.
    CutAtOnce,
    /// Nothing is ever said.
    Silence,
    /// Heartbeats are answered, but neither IDENTIFY nor RESUME.
    NoReady,
    /// It is closed with this code as soon as the bot has a session, which ends or not by the code.
    CloseWhenReady(u16),
}

impl Gateway {
    /// The intents of the last IDENTIFY.
    pub(crate) fn intents(&self) -> Option<u64> {
        self.identifies.last()?["intents"].as_u64()
    }

    /// Whether the bot is in the guild.
    pub(crate) fn is_member(&self, world: &World) -> bool {
        self.membership.is_member(world)
    }

    /// Whether a connected session has got everything up to its guild.
    pub(crate) fn is_ready(&self) -> bool {
        self.sessions.iter().any(|session| session.is_ready && session.line.is_some())
    }

    /// How many shards have a connected session that got everything up to its guilds.
    pub(crate) fn n_shards_ready(&self) -> usize {
        let ready =
            self.sessions.iter().filter(|session| session.is_ready && session.line.is_some());
        ready.map(|session| session.shard).collect::<HashSet<_>>().len()
    }

    /// Whether a guild's shard has a connected session that got everything up to its guilds.
    pub(crate) fn is_ready_for(&self, guild: u64) -> bool {
        let mut ready =
            self.sessions.iter().filter(|session| session.is_ready && session.line.is_some());
        ready.any(|session| session.shard.has_guild(guild))
    }

    /// Whether there is a session, connected or waiting to be resumed.
    pub(crate) fn has_session(&self) -> bool {
        !self.sessions.is_empty()
    }

    /// Sends an event to every session that asked for such events. A session without a connection
    /// gets it when it is resumed.
    pub(crate) fn dispatch(&mut self, world: &World, event: &str, data: &Value) {
        let is_of_guild = id_in(data, "guild_id") == Some(world.guild.get());
        let is_outside = is_of_guild && !self.is_member(world);
        if !intents::bot_sees(world, event, data) || is_outside && event != "INTERACTION_CREATE" {
            return;
        }
        for session in &mut self.sessions {
            let is_told = intents::is_of_own_member(world, event, data)
                || intents::asks_for(session.intents, event, data);
            if !is_told || !session.shard.is_told(event, data) {
                continue;
            }
            match event {
                "MESSAGE_CREATE" | "MESSAGE_UPDATE" => {
                    session.tell(event, &withheld(world, session.intents, data));
                }
                _ => session.tell(event, data),
            }
        }
    }

    /// Sends the last event of every session again.
    pub(crate) fn repeat_last(&mut self) {
        self.sessions.iter_mut().for_each(Session::repeat_last);
    }

    /// Sends to every connection. Where the connection ends by it, the sessions are without one at
    /// once; where the session ends too, it is forgotten.
    pub(crate) fn send_all(&mut self, out: &Out) {
        for session in &mut self.sessions {
            let Some(line) = session.line.clone() else {
                continue;
            };
            line.send(out.clone());
            if !matches!(out, Out::Text(_) | Out::Binary(_) | Out::Ready) {
                session.lose();
            }
        }
        // Discord, "Gateway Close Event Codes": after these a session cannot be resumed.
        if let Out::Close(4004 | 4007 | 4009..=4014) = out {
            self.sessions.clear();
        }
    }

    /// Op 9: tells every session that it is invalid, and forgets it unless it may be resumed.
    pub(crate) fn invalidate(&mut self, is_resumable: bool) {
        self.send_all(&Out::Text(json!({"op": 9, "d": is_resumable}).to_string()));
        if !is_resumable {
            self.sessions.clear();
        }
    }

    /// Begins a session on a connection: READY, and the guild where the intents ask for it.
    fn begin(&mut self, world: &World, url: &str, line: Line, identify: &Value) {
        let intents = identify["intents"].as_u64().unwrap_or_default();
        let number = self.identifies.len();
        self.presences.push(identify["presence"].clone());
        self.sessions.retain(Session::is_kept);
        let Some(shard) = Shard::of_identify(identify) else { return };
        // No two fakes have one of the same name, as no two bots do.
        let id = format!("session-{}-{number}", clock::nanoseconds());
        let mut session = Session::new(id, intents, shard, line);
        let is_member = self.is_member(world);
        let guilds = world
            .guilds()
            .filter(|guild| shard.has_guild(guild.get()) && (is_member || *guild != world.guild));
        let guilds: Vec<_> = guilds.collect();
        let outside =
            |guild: &Id<GuildMarker>| json!({"id": guild.to_string(), "unavailable": true});
        let mut ready = json!({
            "v": 10,
            "user": objects::own_user(world),
            "guilds": guilds.iter().map(outside).collect::<Vec<Value>>(),
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": url,
            "application": {"id": world.application.to_string(), "flags": 0},
        });
        if !identify["shard"].is_null() {
            objects::put(&mut ready, "shard", identify["shard"].clone());
        }
        session.tell("READY", &ready);
        for guild in guilds {
            let joined_at = self.membership.joined_at().filter(|_| guild == world.guild);
            let whole = objects::whole_guild(world, guild, joined_at.as_deref());
            if intents::asks_for(intents, "GUILD_CREATE", &whole) {
                session.tell("GUILD_CREATE", &whole);
            }
        }
        session.send(Out::Ready);
        self.sessions.push(session);
    }

    /// Takes a session up again on a new connection; false where there is none such.
    fn resume(&mut self, line: Line, id: &str, sequence: u64) -> bool {
        let found = self.sessions.iter_mut().find(|session| session.id == id);
        let Some(session) = found.filter(|session| sequence <= session.sequence()) else {
            return false;
        };
        let heard = session.heard(sequence, None);
        session.resume(line, sequence, self.replayed_again);
        self.note_heard(heard);
        true
    }

    /// Notes an IDENTIFY: whether it was allowed, and whether it came too soon after the last.
    fn note_identify(&mut self, world: &World, identify: &Value) -> (bool, bool) {
        self.identifies.push(identify.clone());
        let shard = Shard::of_identify(identify).map_or(0, |shard| shard.number);
        let (is_allowed, ago) = self.starts.begin(shard % u64::from(world.max_concurrency));
        let is_hasty = ago.is_some_and(|ago| ago < world.identify_interval);
        self.sharding.n_hasty += usize::from(is_hasty);
        (is_allowed, is_hasty)
    }

    /// The code with which an IDENTIFY of a shard that is not to be is closed.
    fn refuses_shard(&self, identify: &Value) -> Option<u16> {
        match Shard::of_identify(identify) {
            None => Some(4010),
            Some(shard) if shard.of_all < self.sharding.required => Some(4011),
            Some(_) => None,
        }
    }

    /// Notes that the bot of this connection has all events up to this number.
    fn beaten(&mut self, connection: u64, sequence: u64) {
        let is_of = |session: &&mut Session| {
            session.line.as_ref().is_some_and(|line| line.connection == connection)
        };
        let session = self.sessions.iter_mut().find(is_of);
        let heard =
            session.map(|session| session.heard(sequence, Some(connection))).unwrap_or_default();
        self.note_heard(heard);
    }

    fn note_heard(&mut self, heard: Vec<((String, u64), bool)>) {
        let at = Instant::now();
        for (event, is_at_once) in heard {
            self.heard.entry(event).or_default().push(Heard { at, is_at_once });
        }
    }

    /// That the bot said to have events of this name with this id, in order.
    pub(crate) fn heard(&self, event: &str, id: u64) -> Vec<Heard> {
        self.heard.get(&(event.to_owned(), id)).cloned().unwrap_or_default()
    }

    /// Notes that a connection has ended, and with it its session where the bot closed it for good.
    fn ended(&mut self, connection: u64, is_for_good: bool) {
        let is_of = |session: &Session| {
            session.line.as_ref().is_some_and(|line| line.connection == connection)
        };
        if is_for_good {
            self.sessions.retain(|session| !is_of(session));
        }
        for session in self.sessions.iter_mut().filter(|session| is_of(session)) {
            session.lose();
        }
    }

    /// Notes that a connection was sent all of its READY or its replay.
    fn became_ready(&mut self, connection: u64) {
        for session in &mut self.sessions {
            if session.line.as_ref().is_some_and(|line| line.connection == connection) {
                session.is_ready = true;
            }
        }
    }

    /// The number of a new connection.
    fn connected(&mut self) -> u64 {
        self.connections += 1;
        self.connections
    }

    /// How many connections there were.
    pub(crate) fn n_connections(&self) -> u64 {
        self.connections
    }
}

/// Cuts every connection.
pub(crate) fn cut() -> Out {
    Out::Cut
}

/// Closes every connection with a code.
pub(crate) fn close(code: u16) -> Out {
    Out::Close(code)
}

/// A frame of text, whatever it holds.
pub(crate) fn text(text: &str) -> Out {
    Out::Text(text.to_owned())
}

/// A frame of bytes.
pub(crate) fn binary(bytes: &[u8]) -> Out {
    Out::Binary(bytes.to_vec())
}

/// Op 7: asks the bot to reconnect.
pub(crate) fn reconnect() -> Out {
    Out::Text(json!({"op": 7, "d": null}).to_string())
}

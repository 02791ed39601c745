//! Which servers the bot is in, as far as Discord has said. So a server that it was added to is told
//! from one that comes back after an outage or with a new connection.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use serenity::all::GuildId;

/// The servers that are known.
#[derive(Debug, Default)]
pub(super) struct Servers {
    /// A lock, because events are handled through a shared reference; held for a look-up.
    known: Mutex<HashSet<GuildId>>,
}

impl Servers {
    /// The bot is in these, and in no others.
    pub(super) fn are(&self, all: impl IntoIterator<Item = GuildId>) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = all.into_iter().collect();
    }

    /// The bot is in this one; whether that is new.
    pub(super) fn add(&self, guild: GuildId) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(guild)
    }

    /// The bot is not in this one any more.
    pub(super) fn remove(&self, guild: GuildId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&guild);
    }
}

//! Which servers the bot is in, as far as Discord has said. So a server that it was added to is told
//! from one that comes back after an outage or with a new connection, and what was set for one that
//! it left can be forgotten some time later.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::all::GuildId;

/// The servers that are known.
#[derive(Debug, Default)]
pub(in crate::discord) struct Servers {
    /// `None` before Discord has told of all. A lock, because events are handled through a shared
    /// reference; held for a look-up.
    known: Mutex<Option<HashSet<GuildId>>>,
}

impl Servers {
    /// The bot is in these, and in no others.
    pub(in crate::discord) fn are(&self, all: impl IntoIterator<Item = GuildId>) {
        *self.lock() = Some(all.into_iter().collect());
    }

    /// The bot is in this one; whether that is new.
    pub(in crate::discord) fn add(&self, guild: GuildId) -> bool {
        self.lock().get_or_insert_default().insert(guild)
    }

    /// The bot is not in this one any more.
    pub(in crate::discord) fn remove(&self, guild: GuildId) {
        if let Some(known) = &mut *self.lock() {
            known.remove(&guild);
        }
    }

    /// All of them; `None` before Discord has told of them.
    pub(in crate::discord) fn all(&self) -> Option<Vec<u64>> {
        self.lock().as_ref().map(|known| known.iter().map(|guild| guild.get()).collect())
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashSet<GuildId>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

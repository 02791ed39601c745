//! Which servers the bot is in, as far as Discord has said. So a server that it was added to is told
//! from one that comes back after an outage or with a new connection, and what was set for one that
//! it left can be forgotten some time later.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::all::GuildId;

use crate::environment::ShardRange;

/// The servers that are known.
#[derive(Debug)]
pub(in crate::discord) struct Servers {
    /// A lock, because events are handled through a shared reference; held for a look-up.
    known: Mutex<Known>,
}

/// What Discord has told of.
#[derive(Debug)]
struct Known {
    shards: ShardRange,
    /// Of each shard that has told of all of its servers.
    told: BTreeMap<u32, HashSet<GuildId>>,
}

impl Default for Servers {
    fn default() -> Servers {
        let known = Known { shards: ShardRange::ONE, told: BTreeMap::new() };
        Servers { known: Mutex::new(known) }
    }
}

impl Servers {
    /// The servers are shared out anew, and these shards are of this process.
    pub(in crate::discord) fn shared_out(&self, shards: ShardRange) {
        *self.lock() = Known { shards, told: BTreeMap::new() };
    }

    /// On this shard the bot is in these, and in no others.
    pub(in crate::discord) fn are(&self, shard: u32, all: impl IntoIterator<Item = GuildId>) {
        self.lock().told.insert(shard, all.into_iter().collect());
    }

    /// The bot is in this one, which is on this shard; whether that is new.
    pub(in crate::discord) fn add(&self, shard: u32, guild: GuildId) -> bool {
        self.lock().told.entry(shard).or_default().insert(guild)
    }

    /// The bot is not in this one any more.
    pub(in crate::discord) fn remove(&self, guild: GuildId) {
        for told in self.lock().told.values_mut() {
            told.remove(&guild);
        }
    }

    /// All of this process's shards, and which these are; `None` before Discord has told of all.
    pub(in crate::discord) fn all(&self) -> Option<(Vec<u64>, ShardRange)> {
        let known = self.lock();
        let is_told = known.shards.numbers().all(|shard| known.told.contains_key(&shard));
        let all = known.told.values().flatten().map(|guild| guild.get());
        is_told.then(|| (all.collect(), known.shards))
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_servers_are_known_when_every_shard_has_told_of_its_own() {
        let (servers, shards) = (Servers::default(), ShardRange::new(2, 4, 16));
        let shards = shards.expect("a part of all");
        servers.shared_out(shards);
        servers.are(2, [GuildId::new(7)]);
        assert_eq!(servers.all(), None);
        servers.are(3, [GuildId::new(8)]);
        assert_eq!(servers.all(), Some((vec![7, 8], shards)));
        assert!(servers.add(3, GuildId::new(9)) && !servers.add(3, GuildId::new(8)));
        // A shard that begins another session tells of its own alone.
        servers.are(2, []);
        servers.remove(GuildId::new(8));
        assert_eq!(servers.all(), Some((vec![9], shards)));
    }
}

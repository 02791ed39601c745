//! How the guilds are shared out over shards (Discord, "Sharding").

use serde_json::Value;

use crate::messages::id_in;

/// What Discord says and wants.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sharding {
    /// How many shards it recommends from now on, where that is not what the world says.
    pub(crate) recommended: Option<u32>,
    /// An IDENTIFY with fewer is closed with 4011.
    pub(crate) required: u64,
    /// IDENTIFYs that came too soon after another of their bucket.
    pub(crate) n_hasty: usize,
}

/// One of so many shards.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Shard {
    pub(crate) number: u64,
    pub(crate) of_all: u64,
}

impl Shard {
    /// The shard of an IDENTIFY, which is the only one where none is said; `None` where there is no
    /// such shard.
    pub(crate) fn of_identify(identify: &Value) -> Option<Shard> {
        if identify["shard"].is_null() {
            return Some(Shard { number: 0, of_all: 1 });
        }
        let [number, of_all] = identify["shard"].as_array()?.as_slice() else { return None };
        let shard = Shard { number: number.as_u64()?, of_all: of_all.as_u64()? };
        (shard.number < shard.of_all).then_some(shard)
    }

    /// Whether it is told of a guild.
    pub(crate) fn has_guild(self, guild: u64) -> bool {
        (guild >> 22) % self.of_all == self.number
    }

    /// Whether it is told of an event: the shard of its guild is, and the first one of what happens in
    /// no guild.
    pub(crate) fn is_told(self, event: &str, data: &Value) -> bool {
        let is_of_guild = matches!(event, "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE");
        match id_in(data, if is_of_guild { "id" } else { "guild_id" }) {
            Some(guild) => self.has_guild(guild),
            None => self.number == 0 || event == "USER_UPDATE",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_guild_is_on_one_shard_and_direct_messages_on_the_first() {
        let identify = |shard: Value| Shard::of_identify(&json!({"shard": shard}));
        assert!(identify(json!([4, 4])).is_none() && identify(json!("no")).is_none());
        let guild = json!({"guild_id": (7_u64 << 22).to_string()});
        let own = json!({"id": (7_u64 << 22).to_string()});
        for number in 0..4 {
            let shard = identify(json!([number, 4])).expect("there is one");
            assert_eq!(shard.is_told("MESSAGE_CREATE", &guild), number == 3);
            assert_eq!(shard.is_told("GUILD_CREATE", &own), number == 3);
            assert_eq!(shard.is_told("MESSAGE_CREATE", &own), number == 0);
        }
    }
}

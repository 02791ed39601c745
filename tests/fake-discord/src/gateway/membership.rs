//! Whether the bot is in the guild, and since when.

use crate::world::World;

/// The bot's place in the guild.
#[derive(Clone, Debug, Default)]
pub(crate) enum Membership {
    /// As the world has it.
    #[default]
    OfTheWorld,
    /// It was added at this moment.
    Since(String),
    /// It is not in it.
    None,
}

impl Membership {
    /// Whether it is in it.
    pub(crate) fn is_member(&self, world: &World) -> bool {
        match self {
            Membership::OfTheWorld => world.is_bot_added,
            Membership::Since(_) => true,
            Membership::None => false,
        }
    }

    /// When it was added, if that was while the fake ran.
    pub(crate) fn joined_at(&self) -> Option<String> {
        match self {
            Membership::Since(moment) => Some(moment.clone()),
            Membership::OfTheWorld | Membership::None => None,
        }
    }
}

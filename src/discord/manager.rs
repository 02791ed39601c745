//! Whether somebody may manage a server. It is asked each time, of what Discord says with the interaction,
//! and of no control.

use std::num::NonZeroU64;

use serenity::all::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandInteraction, GuildId, Member,
    Permissions,
};

use crate::phrases::Say;

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotManager {
    /// There is no server.
    NoServer,
    /// They may not manage it.
    NotAllowed,
}

impl NotManager {
    /// What is said to them.
    pub(super) fn say(self) -> Say {
        match self {
            NotManager::NoServer => Say::OnServersOnly,
            NotManager::NotAllowed => Say::NotManager,
        }
    }
}

/// Somebody who may manage a server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manager {
    server: NonZeroU64,
}

impl Manager {
    /// Who used a command on a server, if they may manage it.
    ///
    /// # Errors
    /// Why anybody else may not.
    pub(super) fn of_command(command: &CommandInteraction) -> Result<Manager, NotManager> {
        let owners = &command.authorizing_integration_owners;
        Manager::of(command.guild_id, command.member.as_deref(), owners)
    }

    /// Who caused an interaction on a server, if they may manage it.
    ///
    /// # Errors
    /// Why anybody else may not.
    pub(super) fn of(
        guild: Option<GuildId>,
        member: Option<&Member>,
        owners: &AuthorizingIntegrationOwners,
    ) -> Result<Manager, NotManager> {
        let (Some(guild), Some(member)) = (guild, member) else {
            return Err(NotManager::NoServer);
        };
        // Somebody may have the bot for themself alone, on a server that it was not added to.
        let is_added = owners.0.iter().any(|owner| {
            matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(here)) if *here == guild)
        });
        if !is_added {
            return Err(NotManager::NoServer);
        }
        let managing = Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR;
        let may = member.permissions.is_some_and(|permissions| permissions.intersects(managing));
        let server = NonZeroU64::new(guild.get()).ok_or(NotManager::NoServer)?;
        if may { Ok(Manager { server }) } else { Err(NotManager::NotAllowed) }
    }

    /// The number of the server.
    pub(super) fn server(self) -> u64 {
        self.server.get()
    }
}

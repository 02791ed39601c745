//! Whether somebody may change what belongs to a server, by what Discord says of them. Which commands
//! people see is a setting of the server, so it is looked at here each time.

use serenity::all::{AuthorizingIntegrationOwner, CommandInteraction, Permissions};

use crate::phrases::Say;

/// The server that somebody manages who used a command there.
///
/// # Errors
/// What to say: outside of servers, on one that the bot was not added to (somebody may have it for
/// themself alone), and to those who do not manage it.
pub(super) fn managed_server(command: &CommandInteraction) -> Result<u64, Say> {
    let server = command.guild_id.ok_or(Say::LibraryServersOnly)?;
    let is_added = command.authorizing_integration_owners.0.iter().any(|owner| {
        matches!(owner, AuthorizingIntegrationOwner::GuildInstall(Some(guild)) if *guild == server)
    });
    if !is_added {
        return Err(Say::LibraryServersOnly);
    }
    let permissions = command.member.as_ref().and_then(|member| member.permissions);
    let managing = Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR;
    if !permissions.unwrap_or_default().intersects(managing) {
        return Err(Say::LibraryManagersOnly);
    }
    Ok(server.get())
}

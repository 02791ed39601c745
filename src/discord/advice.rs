//! What the operator can do where Discord refuses: the same words for `check` and for `serve`.

use serenity::all::{ApplicationId, Permissions};
use serenity::http::StatusCode;

use super::api::ApiError;
use super::permissions;
use super::serve_error::ServeError;
use crate::environment::TOKEN_PAGE;

/// Discord's codes for a bot that is not where it asks, or was added without a scope.
const MISSING_ACCESS: u64 = 50001;
const MISSING_SCOPE: u64 = 20012;

/// What to do about the content of messages that Discord keeps back.
pub(super) fn message_content() -> String {
    format!(
        "Discord does not tell this bot the content of messages that do not mention it: where questions need no mention, posts of forums are answered by their titles alone, and messages not at all; switch the Message Content Intent on at {TOKEN_PAGE}, under Bot, and restart verbatim"
    )
}

/// The address by which the bot is added to a server, with what it needs and nothing else.
pub(super) fn invitation(application: ApplicationId) -> String {
    let needed = permissions::NEEDED
        .iter()
        .fold(Permissions::empty(), |sum, (permission, _)| sum | *permission);
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        needed.bits()
    )
}

/// What to do about a refusal; `None` where the error says it itself, or nothing can be done.
pub(super) fn of(error: &ApiError, application: Option<ApplicationId>) -> Option<String> {
    match (error.status()?, error.code()?) {
        (StatusCode::UNAUTHORIZED, _) => Some(ServeError::Token.to_string()),
        (StatusCode::FORBIDDEN, MISSING_ACCESS | MISSING_SCOPE) => {
            let address = application.map(invitation);
            Some(format!(
                "the bot was added without the scope applications.commands, or is gone from there: add it again by {}",
                address.as_deref().unwrap_or("the address that `verbatim check` prints")
            ))
        }
        (StatusCode::FORBIDDEN, 0) => Some(
            "Discord, or what stands before it, shuts this machine out: wait an hour, then look whether the network goes out by a proxy or an address that others abuse"
                .to_owned(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invitation_asks_for_five_permissions_and_two_scopes() {
        assert_eq!(
            invitation(ApplicationId::new(7)),
            // 1 << 10, 11, 14, 16 and 38 (Discord API reference, "Bitwise Permission Flags").
            "https://discord.com/oauth2/authorize?client_id=7&scope=bot+applications.commands&permissions=274877991936"
        );
    }
}

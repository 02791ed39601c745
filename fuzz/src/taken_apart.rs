//! What is shown, taken apart by the readers of the law's test.

#[path = "../../tests/it/law/discord.rs"]
mod in_discord;
#[path = "../../tests/it/law/terminal.rs"]
mod in_terminal;
#[allow(dead_code, reason = "the check needs more of it")]
#[path = "../../tests/it/law/sign.rs"]
mod sign;

/// A message of Discord.
///
/// # Errors
/// What Discord would obey.
pub fn discord(message: &str) -> Result<(), String> {
    in_discord::take_apart(message).map(drop)
}

/// A printed reply.
///
/// # Errors
/// What a terminal would obey.
pub fn terminal(message: &str, may_be_bold: bool) -> Result<(), String> {
    in_terminal::take_apart(message, may_be_bold).map(drop)
}

//! The bot's token: what it looks like, and what people put in its place.

use std::fmt;

/// Where a bot's token comes from.
pub const TOKEN_PAGE: &str = "https://discord.com/developers/applications";

/// A Discord bot's token. Prints as dots.
#[derive(Clone)]
pub struct BotToken(String);

/// Why there is no token. What stands in its place is never repeated.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TokenError {
    /// The variable is not set, or empty.
    #[error(
        "DISCORD_TOKEN is not set: make a bot and copy its token at {TOKEN_PAGE}, then put DISCORD_TOKEN=… into .env"
    )]
    Missing,
    /// The word that stands before it in requests was copied too.
    #[error("DISCORD_TOKEN begins with \"Bot \": expected the token alone: leave that word out")]
    WithBot,
    /// It stands in quotation marks, which were taken as part of it.
    #[error(
        "DISCORD_TOKEN holds quotation marks or spaces: expected the token alone, as what reads the variable takes them as part of it: leave them out"
    )]
    Quoted,
    /// It is a number, as the application and its bot have one.
    #[error(
        "DISCORD_TOKEN is a number, such as an application's id: expected the bot's token, which {TOKEN_PAGE} shows once, under Bot, Reset Token"
    )]
    Number,
    /// It has the form of the application's public key.
    #[error(
        "DISCORD_TOKEN has the form of a public key: expected the bot's token, which {TOKEN_PAGE} shows once, under Bot, Reset Token"
    )]
    PublicKey,
    /// It has the form of the application's client secret.
    #[error(
        "DISCORD_TOKEN has the form of a client secret (OAuth2): expected the bot's token, which {TOKEN_PAGE} shows once, under Bot, Reset Token"
    )]
    ClientSecret,
    /// It has another form than tokens have.
    #[error(
        "DISCORD_TOKEN has not the form of a bot token (three pieces set apart by full stops): copy it again at {TOKEN_PAGE}, under Bot, Reset Token"
    )]
    Malformed,
}

impl BotToken {
    /// Checks the form: three pieces of URL-safe Base64 with full stops between (Discord API
    /// reference, "Authentication").
    ///
    /// # Errors
    /// When it is missing or of another form, with what it looks like.
    pub fn parse(value: Option<&str>) -> Result<BotToken, TokenError> {
        let value =
            value.map(str::trim).filter(|value| !value.is_empty()).ok_or(TokenError::Missing)?;
        let pieces: Vec<&str> = value.split('.').collect();
        let fits = matches!(pieces.as_slice(), [id, time, secret] if id.len() >= 18 && time.len() >= 5 && secret.len() >= 20);
        if fits && pieces.iter().all(|piece| is_base64(piece)) {
            Ok(BotToken(value.to_owned()))
        } else {
            Err(looks_like(value))
        }
    }

    /// The token itself, for connecting.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

fn is_base64(piece: &str) -> bool {
    piece.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// What stands where the token should. Discord makes ids of 17 to 20 digits, public keys of 32 bytes
/// in hexadecimal and client secrets of 32 characters.
fn looks_like(value: &str) -> TokenError {
    let is_all = |is: fn(&u8) -> bool| value.bytes().all(|byte| is(&byte));
    if value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("bot ")) {
        TokenError::WithBot
    } else if value.contains(['"', '\'', ' ', '\t']) {
        TokenError::Quoted
    } else if is_all(u8::is_ascii_digit) {
        TokenError::Number
    } else if value.len() == 64 && is_all(u8::is_ascii_hexdigit) {
        TokenError::PublicKey
    } else if value.len() == 32 && is_base64(value) {
        TokenError::ClientSecret
    } else {
        TokenError::Malformed
    }
}

impl fmt::Debug for BotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BotToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_three_pieces_and_never_shows() {
        let token = format!("{}.{}.{}", "M".repeat(24), "a".repeat(6), "b".repeat(38));
        let parsed = BotToken::parse(Some(&token)).expect("the form of a token");
        assert!(!format!("{parsed:?}").contains('b'));
        let of = |value: &str| BotToken::parse(Some(value)).err();
        for wrong in ["abc", "a.b.c", &token.replace('.', ",")] {
            assert_eq!(of(wrong), Some(TokenError::Malformed), "{wrong}");
        }
        assert_eq!(of(" "), Some(TokenError::Missing));
        assert_eq!(BotToken::parse(None).err(), Some(TokenError::Missing));
        for (wrong, what) in [
            (format!("Bot {token}"), TokenError::WithBot),
            (format!("\"{token}\""), TokenError::Quoted),
            ("900000000000000002".to_owned(), TokenError::Number),
            ("0f".repeat(32), TokenError::PublicKey),
            ("aB3-".repeat(8), TokenError::ClientSecret),
        ] {
            assert_eq!(of(&wrong), Some(what), "{wrong}");
        }
    }
}

//! Why the bot stops by itself, worded for the operator.

use std::time::Duration;

use crate::environment::TOKEN_PAGE;

/// Why the bot stopped by itself. What may pass is no reason: then it waits and tries again.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The operator must mend it.
    #[error("Discord refuses the token: copy it again at {TOKEN_PAGE}, under Bot, Reset Token")]
    Token,
    /// The operator must mend it.
    #[error(
        "Discord refuses what the bot asks to be told (intents): look at {TOKEN_PAGE}, under Bot"
    )]
    Intents,
    /// Discord would have been reached past the proxy.
    #[error(
        "DISCORD_API_URL is set, but the gateway is {0}: expected the proxy's own; look what it answers to GET /api/v10/gateway/bot"
    )]
    RealGateway(String),
    /// Discord knows no such shard.
    #[error(
        "Discord does not take the shards of this process (close code 4010): look at SHARDS, which has the same number behind the stroke in every process of the bot"
    )]
    InvalidShard,
    /// Discord wants the servers shared out over more shards.
    #[error(
        "Discord wants the bot's servers shared out over more shards (close code 4011): raise SHARDS, in every process of the bot, to what `verbatim check` says, or leave it out"
    )]
    TooFewShards,
    /// Nothing was heard for this long.
    #[error(
        "Discord's gateway was silent for {} seconds: verbatim ends, for whatever supervises it to start it anew (VERBATIM_SILENCE_LIMIT)",
        .0.as_secs()
    )]
    Silent(Duration),
    /// Discord does not speak this version any more.
    #[error(
        "Discord does not take version 10 of its gateway any more (close code 4012): update verbatim"
    )]
    Version,
}

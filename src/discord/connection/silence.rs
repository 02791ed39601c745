//! The watchdog: ends a bot whose gateway gives no sign of life, so that whatever supervises the
//! program starts it anew. A frame, an answered heartbeat, a connection that is made are signs; a wait
//! on purpose is none that is missing.

use std::time::Duration;

use crate::discord::serve_error::ServeError;
use crate::environment::SilenceLimit;
use crate::figures::{GatewayFigures, GatewayState, ShardState};

/// While the gateway waits on purpose it is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Ends when the gateway was silent for as long as the limit says; never, where there is none. Of several
/// shards all must be silent: while one of them hears, the program is well, and what the others lack
/// another start does not bring, but for new sessions, of which a day has few.
pub(super) async fn silence(gateway: &GatewayFigures, limit: SilenceLimit) -> ServeError {
    let Some(limit) = limit.0 else { return std::future::pending().await };
    loop {
        let rests = gateway.states().into_iter().map(|shard| rest(shard, limit));
        let rest = rests.max().unwrap_or(LOOK_EVERY);
        if rest.is_zero() {
            return ServeError::Silent(limit);
        }
        tokio::time::sleep(rest).await;
    }
}

/// How long a shard may go on being silent.
fn rest(shard: ShardState, limit: Duration) -> Duration {
    match shard.state {
        GatewayState::Waiting => LOOK_EVERY,
        GatewayState::Connecting | GatewayState::Ready => {
            // A limit that is shorter than Discord's own pauses would end a bot that is well.
            limit.max(shard.usual_silence).saturating_sub(shard.silent_for)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn silence_ends_the_bot_and_a_sign_of_life_puts_that_off() {
        let gateway = GatewayFigures::default();
        let limit = Duration::from_millis(300);
        let ended = silence(&gateway, SilenceLimit(Some(limit)));
        tokio::pin!(ended);
        let since = std::time::Instant::now();
        for _ in 0..8 {
            let early = tokio::time::timeout(Duration::from_millis(50), &mut ended).await;
            assert!(early.is_err(), "{:?}", since.elapsed());
            gateway.heard(0);
        }
        assert!(matches!(ended.await, ServeError::Silent(told) if told == limit));
        let never = silence(&gateway, SilenceLimit(None));
        assert!(tokio::time::timeout(limit * 2, never).await.is_err());
    }

    #[tokio::test]
    async fn one_shard_that_hears_keeps_the_others_from_ending_the_bot() {
        let gateway = GatewayFigures::default();
        gateway.set_shards(0..3);
        let limit = Duration::from_millis(150);
        let ended = silence(&gateway, SilenceLimit(Some(limit)));
        tokio::pin!(ended);
        for _ in 0..10 {
            let early = tokio::time::timeout(Duration::from_millis(50), &mut ended).await;
            assert!(early.is_err());
            gateway.heard(1);
        }
        assert!(matches!(ended.await, ServeError::Silent(_)));
    }
}

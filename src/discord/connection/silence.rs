//! The watchdog: ends a bot whose gateway gives no sign of life, so that whatever supervises the
//! program starts it anew. A frame, an answered heartbeat, a connection that is made are signs; a wait
//! on purpose is none that is missing.

use std::time::Duration;

use crate::discord::serve_error::ServeError;
use crate::environment::SilenceLimit;
use crate::figures::{GatewayFigures, GatewayState};

/// While the gateway waits on purpose it is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Ends when the gateway was silent for as long as the limit says; never, where there is none.
pub(super) async fn silence(gateway: &GatewayFigures, limit: SilenceLimit) -> ServeError {
    let Some(limit) = limit.0 else { return std::future::pending().await };
    loop {
        let rest = match gateway.state() {
            GatewayState::Waiting => LOOK_EVERY,
            GatewayState::Connecting | GatewayState::Ready => {
                // A limit that is shorter than Discord's own pauses would end a bot that is well.
                limit.max(gateway.usual_silence()).saturating_sub(gateway.silent_for())
            }
        };
        if rest.is_zero() {
            return ServeError::Silent(limit);
        }
        tokio::time::sleep(rest).await;
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
            gateway.heard();
        }
        assert!(matches!(ended.await, ServeError::Silent(told) if told == limit));
        let never = silence(&gateway, SilenceLimit(None));
        assert!(tokio::time::timeout(limit * 2, never).await.is_err());
    }
}

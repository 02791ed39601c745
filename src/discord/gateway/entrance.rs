//! Sessions that this program begins: each waits for its turn, is remembered for later starts, and is
//! counted.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::sleep;

use crate::figures::{Figures, GatewayFigures, GatewayState};
use crate::identifies::Identifies;

/// A wait is told of from here on.
const TOLD: Duration = Duration::from_secs(3);

/// The sessions that were begun, and the figures of the gateway.
pub(in crate::discord) struct Starts {
    pub(in crate::discord) identifies: Identifies,
    pub(in crate::discord) figures: Arc<Figures>,
}

impl Starts {
    pub(super) fn gateway(&self) -> &GatewayFigures {
        &self.figures.gateway
    }

    /// Waits until a session may be begun, by those that were begun lately.
    pub(super) async fn turn(&self) {
        let wait = self.identifies.wait(now());
        if wait.is_zero() {
            return;
        }
        self.gateway().set_state(GatewayState::Waiting);
        if wait >= TOLD {
            tracing::warn!(
                seconds = wait.as_secs(),
                "this bot was started or connected anew many times within an hour; it waits, so that Discord does not reset its token"
            );
        }
        sleep(wait).await;
        self.gateway().set_state(GatewayState::Connecting);
    }

    /// Notes a session that is begun now.
    pub(super) fn note(&mut self) {
        self.gateway().identified();
        if let Err(error) = self.identifies.note(now()) {
            tracing::debug!(%error, "that a session was begun cannot be remembered");
        }
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

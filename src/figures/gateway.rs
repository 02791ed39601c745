//! The connection to Discord's gateway: how it stands, and when it last gave a sign.

use std::sync::atomic::{AtomicI64, AtomicU64};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// How the connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayState {
    /// It is made, or made anew.
    Connecting,
    /// Events come.
    Ready,
    /// It is not made yet on purpose: Discord allows no more sessions now, or too many were begun.
    Waiting,
}

/// The state, and since when there was no sign of life.
#[derive(Debug)]
struct Life {
    state: GatewayState,
    last_sign: Instant,
    /// How far apart heartbeats are, as Discord asked for.
    beat_every: Duration,
}

/// The connection to the gateway.
#[derive(Debug)]
pub struct GatewayFigures {
    /// A lock, because who watches reads while the connection writes; held for a look.
    life: Mutex<Life>,
    connected: Gauge,
    connections: Counter,
    identifies: Counter,
    identifies_left: Gauge<i64, AtomicI64>,
    heartbeat_seconds: Gauge<f64, AtomicU64>,
}

impl Default for GatewayFigures {
    fn default() -> GatewayFigures {
        let life = Life {
            state: GatewayState::Connecting,
            last_sign: Instant::now(),
            beat_every: Duration::ZERO,
        };
        let identifies_left = Gauge::default();
        // Not known before Discord has said.
        identifies_left.set(-1);
        GatewayFigures {
            life: Mutex::new(life),
            connected: Gauge::default(),
            connections: Counter::default(),
            identifies: Counter::default(),
            identifies_left,
            heartbeat_seconds: Gauge::default(),
        }
    }
}

impl GatewayFigures {
    fn change(&self, change: impl FnOnce(&mut Life)) {
        change(&mut self.life.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Notes how the connection stands now. Being ready is a sign of life, and so are the beginning
    /// and the end of a wait.
    pub fn set_state(&self, state: GatewayState) {
        self.connected.set(i64::from(state == GatewayState::Ready));
        self.change(|life| {
            let is_sign = state != GatewayState::Connecting || life.state == GatewayState::Waiting;
            life.state = state;
            if is_sign {
                life.last_sign = Instant::now();
            }
        });
    }

    /// Notes that something was heard.
    pub fn heard(&self) {
        self.change(|life| life.last_sign = Instant::now());
    }

    /// Notes how far apart heartbeats are: so long a silence is usual.
    pub fn set_beat_every(&self, interval: Duration) {
        self.change(|life| life.beat_every = interval);
    }

    /// The shortest silence that is none: two heartbeats, where there is a connection.
    pub fn usual_silence(&self) -> Duration {
        let life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
        if life.state == GatewayState::Ready { life.beat_every * 2 } else { Duration::ZERO }
    }

    /// Counts a connection that was made. That alone is no sign of life.
    pub fn connected(&self) {
        self.connections.inc();
    }

    /// Counts a session that is begun.
    pub fn identified(&self) {
        self.identifies.inc();
    }

    /// Notes how many sessions Discord still allows today.
    pub fn set_identifies_left(&self, left: u64) {
        self.identifies_left.set(i64::try_from(left).unwrap_or(i64::MAX));
    }

    /// Notes how long Discord took to answer a heartbeat.
    pub fn beat_answered(&self, took: Duration) {
        self.heartbeat_seconds.set(took.as_secs_f64());
    }

    /// How the connection stands.
    pub fn state(&self) -> GatewayState {
        self.life.lock().unwrap_or_else(PoisonError::into_inner).state
    }

    /// For how long there was no sign of life.
    pub fn silent_for(&self) -> Duration {
        self.life.lock().unwrap_or_else(PoisonError::into_inner).last_sign.elapsed()
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let mut gauge = |name, help, gauge: &Gauge| registry.register(name, help, gauge.clone());
        gauge("verbatim_gateway_connected", "1 while events come from Discord", &self.connected);
        let help = "Sessions that Discord still allows today; -1 where it has not said";
        gauge("verbatim_gateway_identifies_left", help, &self.identifies_left);
        let mut count = |name, help, count: &Counter| registry.register(name, help, count.clone());
        let help = "Connections to Discord's gateway that were made";
        count("verbatim_gateway_connections", help, &self.connections);
        let help = "Sessions that were begun (IDENTIFY)";
        count("verbatim_gateway_identifies", help, &self.identifies);
        let help = "Seconds until Discord answered the last heartbeat";
        registry.register(
            "verbatim_gateway_heartbeat_seconds",
            help,
            self.heartbeat_seconds.clone(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_on_purpose_is_no_silence_and_connecting_again_and_again_is() {
        let gateway = GatewayFigures::default();
        let past = Instant::now().checked_sub(Duration::from_secs(60)).expect("up for a minute");
        let silent = || gateway.silent_for() >= Duration::from_secs(60);
        for (state, is_silent) in [
            (GatewayState::Connecting, true),
            (GatewayState::Ready, false),
            (GatewayState::Waiting, false),
        ] {
            gateway.change(|life| life.last_sign = past);
            gateway.set_state(state);
            assert_eq!((gateway.state(), silent()), (state, is_silent));
        }
        gateway.change(|life| life.last_sign = past);
        gateway.set_state(GatewayState::Connecting);
        assert!(!silent(), "the wait has just ended");
        gateway.change(|life| life.last_sign = past);
        gateway.heard();
        assert!(!silent());
    }
}

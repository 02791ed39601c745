//! The connection to Discord's gateway: how it stands, and when it last gave a sign.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicU64};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// How a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayState {
    /// It is made, or made anew.
    Connecting,
    /// Events come.
    Ready,
    /// It is not made yet on purpose: Discord allows no more sessions now, or too many were begun.
    Waiting,
}

/// How a shard's connection stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShardState {
    /// How it stands.
    pub state: GatewayState,
    /// For how long there was no sign of life.
    pub silent_for: Duration,
    /// The shortest silence that is none: two heartbeats, where there is a connection.
    pub usual_silence: Duration,
}

/// A shard's state, and since when there was no sign of life.
#[derive(Debug, Clone, Copy)]
struct Life {
    state: GatewayState,
    last_sign: Instant,
    /// How far apart heartbeats are, as Discord asked for.
    beat_every: Duration,
}

/// The connection to the gateway, or several where the servers are shared out over shards.
#[derive(Debug)]
pub struct GatewayFigures {
    /// The shards of this process by their numbers; never none. A lock, because who watches reads while
    /// connections write; held for a look.
    lives: Mutex<BTreeMap<u32, Life>>,
    connected: Gauge,
    shards: Gauge,
    shards_ready: Gauge,
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
        let figures = GatewayFigures {
            // How many there are is not known yet either.
            lives: Mutex::new(BTreeMap::from([(0, life)])),
            connected: Gauge::default(),
            shards: Gauge::default(),
            shards_ready: Gauge::default(),
            connections: Counter::default(),
            identifies: Counter::default(),
            identifies_left,
            heartbeat_seconds: Gauge::default(),
        };
        figures.shards.set(1);
        figures
    }
}

impl GatewayFigures {
    fn change(&self, shard: u32, change: impl FnOnce(&mut Life)) {
        let mut lives = self.lives.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(life) = lives.get_mut(&shard) {
            change(life);
        }
        self.count(&lives);
    }

    fn count(&self, lives: &BTreeMap<u32, Life>) {
        let n_ready = lives.values().filter(|life| life.state == GatewayState::Ready).count();
        self.connected.set(i64::from(n_ready == lives.len()));
        self.shards.set(i64::try_from(lives.len()).unwrap_or(i64::MAX));
        self.shards_ready.set(i64::try_from(n_ready).unwrap_or(i64::MAX));
    }

    /// From now on these are the shards, none of them connected. One that was not there before has been
    /// silent for as long as those that were.
    pub fn set_shards(&self, numbers: impl IntoIterator<Item = u32>) {
        let mut lives = self.lives.lock().unwrap_or_else(PoisonError::into_inner);
        let state = GatewayState::Connecting;
        let last_sign = lives.values().map(|life| life.last_sign).max();
        let last_sign = last_sign.unwrap_or_else(Instant::now);
        let life = Life { state, last_sign, beat_every: Duration::ZERO };
        let new: BTreeMap<u32, Life> = numbers.into_iter().map(|number| (number, life)).collect();
        if !new.is_empty() {
            *lives = new;
        }
        self.count(&lives);
    }

    /// Notes how a shard's connection stands now. Being ready is a sign of life, and so are the
    /// beginning and the end of a wait.
    pub fn set_state(&self, shard: u32, state: GatewayState) {
        self.change(shard, |life| {
            let is_sign = state != GatewayState::Connecting || life.state == GatewayState::Waiting;
            life.state = state;
            if is_sign {
                life.last_sign = Instant::now();
            }
        });
    }

    /// Notes that something was heard on a shard's connection.
    pub fn heard(&self, shard: u32) {
        self.change(shard, |life| life.last_sign = Instant::now());
    }

    /// Notes how far apart a shard's heartbeats are: so long a silence is usual.
    pub fn set_beat_every(&self, shard: u32, interval: Duration) {
        self.change(shard, |life| life.beat_every = interval);
    }

    /// How the shards stand, by their numbers; never none.
    pub fn states(&self) -> Vec<ShardState> {
        let lives = self.lives.lock().unwrap_or_else(PoisonError::into_inner);
        let state = |life: &Life| ShardState {
            state: life.state,
            silent_for: life.last_sign.elapsed(),
            usual_silence: match life.state {
                GatewayState::Ready => life.beat_every * 2,
                GatewayState::Connecting | GatewayState::Waiting => Duration::ZERO,
            },
        };
        lives.values().map(state).collect()
    }

    /// For how long the shard gave no sign of life that has been silent longest.
    pub fn silent_for(&self) -> Duration {
        self.states().iter().map(|shard| shard.silent_for).max().unwrap_or_default()
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

    pub(super) fn register(&self, registry: &mut Registry) {
        let mut gauge = |name, help, gauge: &Gauge| registry.register(name, help, gauge.clone());
        let help = "1 while events come from Discord, on all shards of this process";
        gauge("verbatim_gateway_connected", help, &self.connected);
        gauge("verbatim_gateway_shards", "Shards of this process", &self.shards);
        let help = "Shards of this process on which events come";
        gauge("verbatim_gateway_shards_ready", help, &self.shards_ready);
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
            gateway.change(0, |life| life.last_sign = past);
            gateway.set_state(0, state);
            assert_eq!((gateway.states()[0].state, silent()), (state, is_silent));
        }
        gateway.change(0, |life| life.last_sign = past);
        gateway.set_state(0, GatewayState::Connecting);
        assert!(!silent(), "the wait has just ended");
        gateway.change(0, |life| life.last_sign = past);
        gateway.heard(0);
        assert!(!silent());
    }

    #[test]
    fn each_shard_has_a_state_of_its_own() {
        let gateway = GatewayFigures::default();
        gateway.set_shards(4..6);
        gateway.set_state(5, GatewayState::Ready);
        gateway.set_state(0, GatewayState::Ready);
        let states: Vec<GatewayState> = gateway.states().iter().map(|shard| shard.state).collect();
        assert_eq!(states, [GatewayState::Connecting, GatewayState::Ready]);
        let figures = |gateway: &GatewayFigures| {
            [&gateway.connected, &gateway.shards, &gateway.shards_ready].map(Gauge::get)
        };
        assert_eq!(figures(&gateway), [0, 2, 1]);
        gateway.set_state(4, GatewayState::Ready);
        assert_eq!(figures(&gateway), [1, 2, 2]);
    }
}

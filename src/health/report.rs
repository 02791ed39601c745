//! What `/healthz` says: a line for each part, and whether all are well.

use std::fmt::Write;
use std::time::Duration;

use super::state::{Health, ModelState};
use crate::figures::GatewayState;

/// A gateway that says so little for so long is not well: heartbeats are 45 seconds apart at most.
const SILENCE: Duration = Duration::from_secs(120);

/// What is said, and whether all is well.
pub(super) struct Report {
    pub(super) is_well: bool,
    pub(super) text: String,
}

impl Report {
    /// Of a program as it is now. Reads the index.
    pub(super) fn of(health: &Health) -> Report {
        let mut report = Report { is_well: true, text: String::new() };
        let up = health.since.elapsed().as_secs();
        report.add("process", true, &format!("up for {up} s"));
        report.gateway(health);
        report.index(health);
        match health.model {
            ModelState::There => report.add("model", true, "reads questions"),
            ModelState::NotWanted => report.add("model", true, "none, as was chosen"),
        }
        report
    }

    fn gateway(&mut self, health: &Health) {
        let shards = health.figures.gateway.states();
        let silent = shards.iter().map(|shard| shard.silent_for).max().unwrap_or_default();
        let heard = format!("last heard of {} s ago", silent.as_secs());
        let n_in = |state| shards.iter().filter(|shard| shard.state == state).count();
        let n_ready = n_in(GatewayState::Ready);
        if n_ready == shards.len() {
            let of_shards = match shards.len() {
                1 => String::new(),
                n => format!("{n} shards, "),
            };
            return self.add("gateway", silent < SILENCE, &format!("{of_shards}{heard}"));
        }
        let waits = "waits: too many sessions were begun lately";
        let words = match (shards.len(), n_in(GatewayState::Waiting)) {
            (1, 0) => format!("not connected, {heard}"),
            (1, _) => waits.to_owned(),
            (n, n_waiting) => format!(
                "{n_ready} of {n} shards are connected, {n_waiting} wait for their turn, {heard}"
            ),
        };
        self.add("gateway", false, &words);
    }

    fn index(&mut self, health: &Health) {
        let (age, agrees) = health.figures.documents.agreed();
        let age = age.as_secs();
        match health.counted.of(&health.library) {
            Err(error) => {
                tracing::warn!(%error, "what the index holds cannot be counted");
                self.add("index", false, "cannot be read");
            }
            Ok(count) if count.documents == 0 => {
                self.add("index", false, "no document can be quoted")
            }
            Ok(_) if !agrees => {
                self.add("index", false, &format!("behind the documents for {age} s"));
            }
            Ok(count) => {
                let words = format!("documents: {}, looked at {age} s ago", count.documents);
                self.add("index", true, &words);
            }
        }
    }

    fn add(&mut self, part: &str, is_well: bool, words: &str) {
        self.is_well &= is_well;
        let mark = if is_well { "ok" } else { "wrong" };
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "{mark:5}  {part}: {words}");
    }
}

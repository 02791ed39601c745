//! The documents: how often they were looked at again, what came of it, and what the sentence model
//! has not read yet.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// What came of looking at the documents again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// Some changed.
    Changed,
    /// None changed.
    Unchanged,
    /// The index cannot follow them at present.
    Behind,
    /// They cannot be read.
    Failed,
}

/// Documents and their vectors.
#[derive(Debug)]
pub struct DocumentFigures {
    refreshes: Family<[(&'static str, &'static str); 1], Counter>,
    vectors_waiting: Gauge,
    /// When the index last agreed with the documents, and whether it did at the last look. A lock,
    /// because who watches reads while a refresh writes; held for a look.
    agreed: Mutex<(Instant, bool)>,
}

impl Default for DocumentFigures {
    fn default() -> DocumentFigures {
        DocumentFigures {
            refreshes: Family::default(),
            vectors_waiting: Gauge::default(),
            agreed: Mutex::new((Instant::now(), true)),
        }
    }
}

impl DocumentFigures {
    /// Counts a look at the documents.
    pub fn refreshed(&self, refreshed: Refreshed) {
        let (label, agrees) = match refreshed {
            Refreshed::Changed => ("changed", true),
            Refreshed::Unchanged => ("unchanged", true),
            Refreshed::Behind => ("behind", false),
            Refreshed::Failed => ("failed", false),
        };
        self.refreshes.get_or_create(&[("result", label)]).inc();
        let mut agreed = self.agreed.lock().unwrap_or_else(PoisonError::into_inner);
        *agreed = (if agrees { Instant::now() } else { agreed.0 }, agrees);
    }

    /// Notes how many units the sentence model has not read yet.
    pub fn set_vectors_waiting(&self, units: usize) {
        self.vectors_waiting.set(i64::try_from(units).unwrap_or(i64::MAX));
    }

    /// How long ago the index agreed with the documents, and whether it did at the last look.
    pub fn agreed(&self) -> (Duration, bool) {
        let (last, agrees) = *self.agreed.lock().unwrap_or_else(PoisonError::into_inner);
        (last.elapsed(), agrees)
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "Looks at the folder of documents, by what came of them";
        registry.register("verbatim_refreshes", help, self.refreshes.clone());
        let help = "Units that the sentence model has not read yet";
        registry.register("verbatim_vectors_waiting", help, self.vectors_waiting.clone());
    }
}

//! Requests to Discord's REST API, by what they were answered with.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// What an attempt at a request was answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusClass {
    /// An HTTP status.
    Status(u16),
    /// Nothing, or half of an answer.
    NoAnswer,
}

/// Requests to Discord.
#[derive(Debug, Default)]
pub struct RequestFigures {
    attempts: Family<[(&'static str, &'static str); 1], Counter>,
    retries: Counter,
}

impl RequestFigures {
    /// Counts an attempt.
    pub fn attempted(&self, status: StatusClass) {
        self.attempts.get_or_create(&[("status", status.label())]).inc();
    }

    /// Counts a request that is sent again.
    pub fn repeated(&self) {
        self.retries.inc();
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "Attempts at requests to Discord, by the class of their status";
        registry.register("verbatim_requests", help, self.attempts.clone());
        let help = "Requests that were sent again, since they failed in passing";
        registry.register("verbatim_request_retries", help, self.retries.clone());
    }
}

impl StatusClass {
    fn label(self) -> &'static str {
        match self {
            StatusClass::NoAnswer => "none",
            StatusClass::Status(429) => "429",
            StatusClass::Status(200..=299) => "2xx",
            StatusClass::Status(400..=499) => "4xx",
            StatusClass::Status(500..=599) => "5xx",
            StatusClass::Status(_) => "other",
        }
    }
}

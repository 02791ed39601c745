//! A session: what Discord keeps for a bot whose connection breaks, so that nothing is lost.

use serde_json::{Value, json};

/// A session that can be taken up again.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) id: String,
    /// Number of the last event.
    pub(super) sequence: u64,
    /// Where to connect for it; `None` where that is not known, or did not answer.
    pub(super) resume_url: Option<String>,
}

impl Session {
    /// The session that READY begins; `None` when it does not say which.
    pub(super) fn of_ready(ready: &Value, sequence: u64) -> Option<Session> {
        Some(Session {
            id: ready["session_id"].as_str()?.to_owned(),
            sequence,
            resume_url: ready["resume_gateway_url"].as_str().map(str::to_owned),
        })
    }

    /// The payload of RESUME.
    pub(super) fn resume(&self, token: &str) -> Value {
        json!({"token": token, "session_id": self.id, "seq": self.sequence})
    }
}

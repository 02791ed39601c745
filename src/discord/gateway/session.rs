//! A session: what Discord keeps for a bot whose connection breaks, so that nothing is lost.

use serde_json::{Value, json};

use crate::discord::watermark::Watermark;
use crate::sessions::KeptSession;

/// A session that can be taken up again.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) id: String,
    /// Number of the last event.
    pub(super) sequence: u64,
    /// Where to connect for it; `None` where that is not known, or did not answer.
    pub(super) resume_url: Option<String>,
    /// The last event before a frame that could not be read, where that was asked for again.
    garbled_after: Option<u64>,
    /// Which of its events were acted on.
    pub(super) watermark: Watermark,
}

impl Session {
    /// The session that READY begins; `None` when it does not say which.
    pub(super) fn of_ready(ready: &Value, sequence: u64) -> Option<Session> {
        Some(Session {
            id: ready["session_id"].as_str()?.to_owned(),
            sequence,
            resume_url: ready["resume_gateway_url"].as_str().map(str::to_owned),
            garbled_after: None,
            watermark: Watermark::at(sequence),
        })
    }

    /// The session that is remembered so.
    pub(super) fn of_kept(kept: &KeptSession) -> Session {
        Session {
            id: kept.id.clone(),
            sequence: kept.sequence,
            resume_url: kept.url.clone(),
            garbled_after: None,
            watermark: Watermark::at(kept.sequence),
        }
    }

    /// As it is remembered: what was not acted on to the end is to be told again.
    pub(super) fn kept(&self) -> KeptSession {
        KeptSession {
            id: self.id.clone(),
            sequence: self.watermark.reached(),
            url: self.resume_url.clone(),
        }
    }

    /// Notes a frame that cannot be read. Whether what was missed is to be asked for again: not twice
    /// behind the same event.
    pub(super) fn note_garbled(&mut self) -> bool {
        self.garbled_after.replace(self.sequence) != Some(self.sequence)
    }

    /// The payload of RESUME.
    pub(super) fn resume(&self, token: &str) -> Value {
        json!({"token": token, "session_id": self.id, "seq": self.sequence})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_asked_for_again_once() {
        let ready = json!({"session_id": "x"});
        let mut session = Session::of_ready(&ready, 1).expect("it says which session");
        assert!(session.note_garbled());
        assert!(!session.note_garbled());
        session.sequence += 1;
        assert!(session.note_garbled());
    }
}

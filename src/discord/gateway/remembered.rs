//! What is remembered of a shard's sessions: the one that it has, and those of earlier starts that are
//! still to be caught up with.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::session::Session;
use crate::sessions::{KeptSession, SessionFile};

/// The sessions of a shard.
pub(super) struct Remembered {
    /// A lock, because the shard and who catches up both note; held while the file is written.
    shard: Mutex<OfShard>,
}

struct OfShard {
    file: SessionFile,
    current: Option<KeptSession>,
    /// The newest first.
    earlier: Vec<KeptSession>,
}

impl Remembered {
    /// With those that an earlier process left.
    pub(super) fn of(file: SessionFile) -> Remembered {
        let earlier = file.read();
        Remembered { shard: Mutex::new(OfShard { file, current: None, earlier }) }
    }

    /// Those of earlier starts, the oldest first.
    pub(super) fn earlier(&self) -> Vec<KeptSession> {
        let shard = self.lock();
        shard.earlier.iter().rev().cloned().collect()
    }

    /// Whether the shard has this session now.
    pub(super) fn is_current(&self, id: &str) -> bool {
        self.lock().current.as_ref().is_some_and(|current| current.id == id)
    }

    /// Notes how far the shard's session is.
    pub(super) fn note(&self, session: &Session) {
        let mut shard = self.lock();
        shard.current = Some(session.kept());
        shard.write();
    }

    /// Notes how far it was caught up with an earlier one; wholly, where that is `None`.
    pub(super) fn note_earlier(&self, id: &str, sequence: Option<u64>) {
        let mut shard = self.lock();
        match sequence {
            None => shard.earlier.retain(|earlier| earlier.id != id),
            Some(sequence) => {
                for earlier in shard.earlier.iter_mut().filter(|earlier| earlier.id == id) {
                    earlier.sequence = earlier.sequence.max(sequence);
                }
            }
        }
        shard.write();
    }

    fn lock(&self) -> MutexGuard<'_, OfShard> {
        self.shard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OfShard {
    fn write(&mut self) {
        let all: Vec<KeptSession> = self.current.iter().chain(&self.earlier).cloned().collect();
        if let Err(error) = self.file.write(&all) {
            tracing::debug!(%error, "a session cannot be remembered");
        }
    }
}

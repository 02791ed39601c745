//! Which passages in the engine belong to which commit of the index folder. Each commit is a
//! **round**, and each write of a file in it a **generation** of that file's passages: they are put
//! into the engine before the commit, and are seen by it and later ones alone. Those that they
//! replace stay for the readers of earlier commits, and are removed by a later round.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::document::{FileName, HASH_DIGITS, TextHash};

/// For so long after they were replaced passages stay: longer than any question takes, and than
/// another process is behind.
const STAY: Duration = Duration::from_secs(60);

/// What a commit says of the engine.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Rounds {
    /// The number of the commit, from 1; 0 before the first.
    pub round: u64,
    /// What was replaced or removed, and may still be there.
    pub gone: Vec<Gone>,
}

/// The passages of one write of a file, which the commit no longer has.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gone {
    /// The write.
    pub generation: String,
    /// Their numbers.
    pub paragraphs: Vec<u32>,
    /// When they were replaced, in seconds since 1970.
    pub at: u64,
}

impl Gone {
    /// Passages that are replaced now.
    pub fn now(generation: String, paragraphs: Vec<u32>) -> Gone {
        Gone { generation, paragraphs, at: now() }
    }

    /// Whether nobody needs them any more.
    pub(super) fn is_due(&self) -> bool {
        now().saturating_sub(self.at) >= STAY.as_secs()
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The name of what one round writes of a file.
pub fn generation(round: u64, file: &FileName, text: &TextHash) -> String {
    format!("{round}.{:016x}.{}", file.order(), &text.as_str()[..HASH_DIGITS])
}

//! How often one person may ask.

use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A person may ask so often at once, and again each time so many seconds have passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pace {
    /// Questions at once.
    pub at_once: NonZeroU32,
    /// Seconds until the next.
    pub seconds: NonZeroU32,
}

impl Pace {
    /// What holds where nobody sets another.
    pub const DEFAULT: Pace = Pace::of(5, 6);

    /// Those that are offered, the quickest first.
    pub const OFFERED: [Pace; 4] =
        [Pace::of(10, 2), Pace::DEFAULT, Pace::of(3, 30), Pace::of(1, 60)];

    const fn of(at_once: u32, seconds: u32) -> Pace {
        match (NonZeroU32::new(at_once), NonZeroU32::new(seconds)) {
            (Some(at_once), Some(seconds)) => Pace { at_once, seconds },
            _ => panic!("a pace has no 0"),
        }
    }

    /// How long until the next question.
    pub fn each(self) -> Duration {
        Duration::from_secs(self.seconds.get().into())
    }
}

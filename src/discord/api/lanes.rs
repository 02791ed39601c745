//! How many requests are sent at once: each may take a connection, and a process has some thousand.

use tokio::sync::{Semaphore, SemaphorePermit};

use super::retry_limits::Lane;

/// First responses that are sent at once: at a tenth of a second each, more than there is computing for.
const FIRST_RESPONSES: usize = 128;
/// The same of those that only turn away.
const REFUSALS: usize = 128;
/// All else. Discord takes 50 of them a second; most wait for that.
const OTHERS: usize = 512;

/// The room in each lane.
pub(super) struct Lanes {
    first_responses: Semaphore,
    refusals: Semaphore,
    others: Semaphore,
}

impl Lanes {
    /// All empty.
    pub(super) fn new() -> Lanes {
        Lanes {
            first_responses: Semaphore::new(FIRST_RESPONSES),
            refusals: Semaphore::new(REFUSALS),
            others: Semaphore::new(OTHERS),
        }
    }

    /// Room in a lane, as soon as there is some, in the order of asking.
    pub(super) async fn enter(&self, lane: Lane) -> SemaphorePermit<'_> {
        let room = match lane {
            Lane::FirstResponse => &self.first_responses,
            Lane::Refusal => &self.refusals,
            Lane::Other => &self.others,
        };
        room.acquire().await.expect("it is never closed")
    }
}

//! What a test lets go wrong.

use super::FakeDiscord;
use crate::faults::Failure;

impl FakeDiscord {
    /// The next `times` requests that match fail so. Orders are used up one after the other; the
    /// failed requests are kept like all others.
    pub fn fail_next(&self, method: &str, path_contains: &str, times: usize, failure: Failure) {
        self.shared().change(|_, state| {
            state.faults.order(method, path_contains, times, failure);
        });
    }

    /// Closes the next IDENTIFY with this code, such as 4004 (wrong token) or 4014 (intents not
    /// granted).
    pub fn refuse_identify(&self, close_code: u16) {
        self.shared().change(|_, state| state.gateway.refusals.push(close_code));
    }
}

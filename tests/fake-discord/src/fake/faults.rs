//! What a test lets go wrong.

use super::FakeDiscord;
use crate::faults::Failure;
use crate::gateway::Trouble;

impl FakeDiscord {
    /// The next `times` requests that match fail so. Orders are used up one after the other; the
    /// failed requests are kept like all others.
    pub fn fail_next(&self, method: &str, path_contains: &str, times: usize, failure: Failure) {
        self.shared().change(|_, state| {
            state.faults.order(method, path_contains, times, failure);
        });
    }

    /// From now on this goes wrong with each connection to the gateway, or nothing any more.
    pub fn trouble_gateway(&self, trouble: Option<Trouble>) {
        self.shared().change(|_, state| state.gateway.trouble = trouble);
    }

    /// From now on so many sessions may be begun, and more after this many milliseconds. The fake
    /// takes others all the same: whoever begins them is counted ([`FakeDiscord::identifies`]).
    pub fn limit_sessions(&self, remaining: u64, reset_after: u64) {
        self.shared().change(|_, state| {
            state.gateway.session_starts = Some((remaining, reset_after));
        });
    }

    /// From now on the gateway is said to be there.
    pub fn move_gateway(&self, url: &str) {
        self.shared().change(|_, state| state.gateway.false_url = Some(url.to_owned()));
    }

    /// Closes the next IDENTIFY with this code, such as 4004 (wrong token) or 4014 (intents not
    /// granted).
    pub fn refuse_identify(&self, close_code: u16) {
        self.shared().change(|_, state| state.gateway.refusals.push(close_code));
    }

    /// From now on answers have this `Date` in their head, such as `Mon, 01 Jan 2024 00:00:00 GMT`.
    pub fn date_answers(&self, date: &str) {
        self.shared().change(|_, state| state.date = Some(date.to_owned()));
    }
}

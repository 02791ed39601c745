//! What a test lets go wrong.

use std::time::Duration;

use twilight_model::id::Id;

use super::FakeDiscord;
use crate::faults::Failure;
use crate::gateway::{self, Trouble};
use crate::wire::WireFault;

impl FakeDiscord {
    /// The next `times` requests that match fail so. Orders are used up one after the other; the
    /// failed requests are kept like all others.
    pub fn fail_next(&self, method: &str, path_contains: &str, times: usize, failure: Failure) {
        self.shared().change(|_, state| {
            state.faults.order(method, path_contains, times, failure);
        });
    }

    /// The next requests of this method about an interaction or the answer to a message, which has
    /// this id, fail so, one after the other.
    pub fn fail_about<T>(
        &self,
        method: &str,
        id: Id<T>,
        failures: impl IntoIterator<Item = Failure>,
    ) {
        self.shared().change(|_, state| state.faults.order_about(method, id.get(), failures));
    }

    /// The next frames on the gateway break so; the ones after them are whole.
    pub fn break_wire(&self, fault: WireFault) {
        self.shared().change(|_, state| state.gateway.wire_fault = Some(fault));
    }

    /// Sends a frame of text to every connection to the gateway, whatever it holds.
    pub fn send_text(&self, text: &str) {
        self.shared().change(|_, state| state.gateway.send_all(&gateway::text(text)));
    }

    /// Sends a frame of bytes to every connection to the gateway.
    pub fn send_binary(&self, bytes: &[u8]) {
        self.shared().change(|_, state| state.gateway.send_all(&gateway::binary(bytes)));
    }

    /// From now on so many events that the bot has are sent again when a session goes on.
    pub fn replay_again(&self, n_events: u64) {
        self.shared().change(|_, state| state.gateway.replayed_again = n_events);
    }

    /// From now on this goes wrong with each connection to the gateway, or nothing any more.
    pub fn trouble_gateway(&self, trouble: Option<Trouble>) {
        self.shared().change(|_, state| state.gateway.trouble = trouble);
    }

    /// From now on so many sessions may be begun, and as many as usual after this many milliseconds.
    /// The fake takes others all the same, but they break Discord's rules
    /// ([`FakeDiscord::violations`]).
    pub fn limit_sessions(&self, remaining: u64, reset_after: u64) {
        self.shared().change(|_, state| {
            state.gateway.starts.limit(remaining, Duration::from_millis(reset_after));
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

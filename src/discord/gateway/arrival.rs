//! How far a session is that has begun: whether all servers have been told of that READY listed.

use std::collections::HashSet;

use serde_json::Value;
use tokio::sync::watch;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrived {
    /// There is none yet.
    Nothing,
    /// It has begun.
    Ready,
    /// It has told of all of its servers. It stays so.
    Servers,
}

/// Who follows the events of a session for that.
#[derive(Debug)]
pub(super) struct Arrival {
    told: watch::Sender<Arrived>,
    missing: HashSet<String>,
}

impl Arrival {
    /// None has begun.
    pub(super) fn new() -> Arrival {
        Arrival { told: watch::Sender::new(Arrived::Nothing), missing: HashSet::new() }
    }

    /// How far it is, and when that changes.
    pub(super) fn follow(&self) -> watch::Receiver<Arrived> {
        self.told.subscribe()
    }

    /// Notes which servers READY lists.
    pub(super) fn begin(&mut self, ready: &Value) {
        let listed = ready["guilds"].as_array().into_iter().flatten();
        self.missing = listed.filter_map(|guild| guild["id"].as_str()).map(str::to_owned).collect();
    }

    /// Notes that READY was acted on.
    pub(super) fn has_begun(&self) {
        self.tell(Arrived::Ready);
        if self.missing.is_empty() {
            self.tell(Arrived::Servers);
        }
    }

    /// Notes that what was told of a server was acted on.
    pub(super) fn server(&mut self, id: &str) {
        if self.missing.remove(id) && self.missing.is_empty() {
            self.tell(Arrived::Servers);
        }
    }

    fn tell(&self, now: Arrived) {
        self.told.send_if_modified(|known| {
            let is_new = *known != now && *known != Arrived::Servers;
            if is_new {
                *known = now;
            }
            is_new
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn servers_have_arrived_when_each_that_was_listed_was_told_of() {
        let mut arrival = Arrival::new();
        let arrived = arrival.follow();
        arrival.begin(&json!({"guilds": [{"id": "1"}, {"id": "2"}]}));
        assert_eq!(*arrived.borrow(), Arrived::Nothing);
        arrival.has_begun();
        arrival.server("1");
        arrival.server("7");
        assert_eq!(*arrived.borrow(), Arrived::Ready);
        arrival.server("2");
        assert_eq!(*arrived.borrow(), Arrived::Servers);
        arrival.has_begun();
        assert_eq!(*arrived.borrow(), Arrived::Servers);
        let mut none = Arrival::new();
        none.begin(&json!({"guilds": []}));
        none.has_begun();
        assert_eq!(*none.follow().borrow(), Arrived::Servers);
    }
}

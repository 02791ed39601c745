//! Everything that changes while a fake runs, behind one lock, with a signal at each
//! change.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::attachments::Attachments;
use crate::clock::Snowflakes;
use crate::faults::Faults;
use crate::gateway::Gateway;
use crate::interactions::Interactions;
use crate::messages::Messages;
use crate::requests::Requests;
use crate::rest::Commands;
use crate::world::World;

/// How long a test waits for the bot before it fails.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What the server's tasks and the test's handles share.
pub(crate) struct Shared {
    pub(crate) world: World,
    pub(crate) address: SocketAddr,
    // One lock for all: requests, gateway events and the test's acts must see one order of things.
    // It is never held across an await.
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

/// What changes.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) ids: Snowflakes,
    pub(crate) requests: Requests,
    pub(crate) faults: Faults,
    pub(crate) violations: Vec<String>,
    pub(crate) commands: Commands,
    pub(crate) messages: Messages,
    pub(crate) interactions: Interactions,
    pub(crate) gateway: Gateway,
    pub(crate) attachments: Attachments,
    pub(crate) is_stopped: bool,
    /// The `Date` of answers, where it is not the true one.
    pub(crate) date: Option<String>,
}

impl Shared {
    pub(crate) fn new(world: World, address: SocketAddr) -> Shared {
        Shared { world, address, state: Mutex::default(), changed: watch::Sender::new(()) }
    }

    /// Changes the state and wakes everybody who waits.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&World, &mut State) -> T) -> T {
        let result = act(&self.world, &mut self.lock());
        self.changed.send_replace(());
        result
    }

    /// Looks at the state.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Waits until `look` finds what it looks for.
    ///
    /// # Panics
    ///
    /// After ten seconds, with what was waited for and the requests that did come.
    pub(crate) async fn until<T>(
        &self,
        what: &str,
        mut look: impl FnMut(&mut State) -> Option<T>,
    ) -> T {
        let mut changes = self.changed.subscribe();
        let waiting = async {
            loop {
                changes.mark_unchanged();
                let found = look(&mut self.lock());
                if let Some(found) = found {
                    return found;
                }
                // The sender is a field of `self`, so the channel cannot be closed.
                let _ = changes.changed().await;
            }
        };
        match tokio::time::timeout(TIMEOUT, waiting).await {
            Ok(found) => found,
            Err(_) => {
                let requests = self.look(|state| state.requests.list());
                panic!("waited {TIMEOUT:?} for {what}; requests that did come:{requests}")
            }
        }
    }

    // A test that failed while it held the lock has already said why; the others may go on.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

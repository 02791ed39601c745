//! Adding documents: how many at once, and one at a time for each server.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::discord::api::Downloads;
use crate::uploads::Uploads;

/// Files that are in memory at a time, each at most as large as a document may be.
const AT_ONCE: usize = 2;

/// The documents of servers, and who is adding some.
pub(in crate::discord) struct Uploading {
    /// Where they are kept.
    pub(in crate::discord) uploads: Uploads,
    /// Where they come from.
    pub(in crate::discord) downloads: Downloads,
    room: Semaphore,
    /// A lock, because several tasks add documents; held for a look-up.
    busy: Mutex<BTreeSet<u64>>,
}

/// A server's turn to add or remove a document; it ends when this is dropped.
pub(in crate::discord) struct Turn<'u> {
    uploading: &'u Uploading,
    server: u64,
}

impl Uploading {
    /// For these documents, fetched from Discord or what stands in its place.
    pub(super) fn new(uploads: Uploads, proxy: Option<&str>) -> Uploading {
        Uploading {
            uploads,
            downloads: Downloads::new(proxy),
            room: Semaphore::new(AT_ONCE),
            busy: Mutex::default(),
        }
    }

    /// A turn for a server; `None` while it has one.
    pub(in crate::discord) fn turn(&self, server: u64) -> Option<Turn<'_>> {
        let is_first = self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(server);
        is_first.then_some(Turn { uploading: self, server })
    }

    /// Room for a file in memory, as soon as there is some.
    pub(in crate::discord) async fn room(&self) -> SemaphorePermit<'_> {
        self.room.acquire().await.expect("it is never closed")
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut busy = self.uploading.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.server);
    }
}

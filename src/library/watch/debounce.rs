//! Waiting until a change of the folder is complete.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind};

/// A change is complete when nothing has changed for this long.
const DEBOUNCE: Duration = Duration::from_millis(500);
/// A file that is being written is waited for, but not longer than this after its last change.
const MAX_WAIT_FOR_WRITER: Duration = Duration::from_secs(30);
/// Changes without a pause are read after this long all the same.
const MAX_DEBOUNCE: Duration = Duration::from_secs(60);

/// Whether a file may have other words than before. Reading it changes nothing.
pub(super) fn is_change(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

/// Waits until nothing changes any more and no file is being written; returns as well when events
/// end. The events are changes, all of them.
pub(super) fn debounce(first: Event, events: &Receiver<Event>) {
    let since = Instant::now();
    let mut writing = Writing::default();
    writing.note(&first);
    let mut last_change = Instant::now();
    while since.elapsed() < MAX_DEBOUNCE {
        match events.recv_timeout(DEBOUNCE) {
            Ok(event) => {
                writing.note(&event);
                last_change = Instant::now();
            }
            Err(RecvTimeoutError::Timeout)
                if writing.files.is_empty() || last_change.elapsed() >= MAX_WAIT_FOR_WRITER =>
            {
                return;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Files that were written to and not closed since.
#[derive(Default)]
struct Writing {
    files: BTreeSet<PathBuf>,
}

impl Writing {
    fn note(&mut self, event: &Event) {
        // Only where the system reports that a file was closed.
        let reports_closing = cfg!(target_os = "linux");
        for path in &event.paths {
            match event.kind {
                EventKind::Modify(ModifyKind::Data(_)) if reports_closing => {
                    self.files.insert(path.clone());
                }
                EventKind::Access(AccessKind::Close(AccessMode::Write))
                | EventKind::Remove(_)
                | EventKind::Modify(ModifyKind::Name(_)) => {
                    self.files.remove(path);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, RemoveKind};

    use super::*;

    #[test]
    fn a_file_is_whole_when_who_wrote_it_has_closed_it() {
        let event = |kind| Event::new(kind).add_path(PathBuf::from("a"));
        let written = event(EventKind::Modify(ModifyKind::Data(DataChange::Any)));
        for closed in [
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            EventKind::Remove(RemoveKind::File),
        ] {
            let mut writing = Writing::default();
            writing.note(&event(EventKind::Create(CreateKind::File)));
            assert!(writing.files.is_empty());
            writing.note(&written);
            assert_eq!(writing.files.is_empty(), !cfg!(target_os = "linux"));
            writing.note(&event(closed));
            assert!(writing.files.is_empty());
        }
        assert!(
            !is_change(&event(EventKind::Access(AccessKind::Open(AccessMode::Any))))
                && is_change(&written)
        );
    }
}

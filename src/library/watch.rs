//! Keeping up with the folder of documents while the program serves: what changes is noticed,
//! waited for until it is whole, and read. Where the system tells nothing (some network folders),
//! the folder is looked at now and then.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::handle::Library;
use super::mend::Damage;
use super::progress::Silent;

/// When nothing has changed for this long, what has changed is read.
const QUIET: Duration = Duration::from_millis(500);
/// A file that is being written is waited for, but not longer than this after its last change.
const UNFINISHED: Duration = Duration::from_secs(30);
/// Without a pause changes are read after this long all the same.
const AT_LATEST: Duration = Duration::from_secs(60);
/// The folder is looked at this often, whatever the system tells; and this often where it tells
/// nothing.
const NOW_AND_THEN: Duration = Duration::from_secs(10 * 60);
const WITHOUT_WATCHER: Duration = Duration::from_secs(10);
/// After a refresh that another process was in the way of.
const AFTER_ANOTHER: Duration = Duration::from_secs(2);

/// Keeps a library up to date until it is dropped.
pub struct Watch {
    /// Dropping it ends the thread, whose channel is then closed.
    _watcher: Option<RecommendedWatcher>,
    /// The same for a thread without a watcher.
    _stop: std::sync::mpsc::Sender<Event>,
}

/// Keeps the library up to date on a thread of its own. Problems are logged; the documents stay as
/// they were.
pub fn watch(library: Arc<Library>) -> Watch {
    let (tell, told) = channel();
    let teller = tell.clone();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Ok(event) = event {
            // Nobody listens when the watch has just ended.
            let _ = teller.send(event);
        }
    })
    .and_then(|mut watcher| {
        watcher.watch(&library.folders().seeds, RecursiveMode::Recursive).map(|()| watcher)
    });
    let watcher = match watcher {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            tracing::warn!(%error, "the system does not tell of changed documents; the folder is looked at every {} seconds", WITHOUT_WATCHER.as_secs());
            None
        }
    };
    let now_and_then = if watcher.is_some() { NOW_AND_THEN } else { WITHOUT_WATCHER };
    let kept = Arc::downgrade(&library);
    drop(library);
    thread::spawn(move || {
        // Not before questions can be asked: it reads the whole index.
        if let Some(library) = kept.upgrade()
            && let Err(error) = library.mend(Damage::Suspected)
        {
            tracing::warn!(%error, "the index is damaged and cannot be made anew");
        }
        let mut wait = now_and_then;
        loop {
            match told.recv_timeout(wait) {
                Ok(event) if !is_change(&event) => continue,
                Ok(event) => settle(event, &told),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let Some(library) = kept.upgrade() else { return };
            wait = match library.refresh(&mut Silent) {
                Ok(report) if report.left_to_another => AFTER_ANOTHER,
                Ok(report) => {
                    if report.read + report.removed > 0 {
                        tracing::info!(
                            read = report.read,
                            removed = report.removed,
                            "the documents have changed"
                        );
                    }
                    library.tidying_in().map_or(now_and_then, |soon| now_and_then.min(soon))
                }
                Err(error) => {
                    tracing::warn!(%error, "what changed could not be read; all stays as it was");
                    now_and_then
                }
            };
        }
    });
    Watch { _watcher: watcher, _stop: tell }
}

/// Whether something may read otherwise than before. Reading alone changes nothing.
fn is_change(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

/// Waits until nothing changes any more and no file is being written.
fn settle(first: Event, told: &Receiver<Event>) {
    let since = Instant::now();
    let mut writing = Writing::default();
    writing.note(&first);
    let mut last_change = Instant::now();
    while since.elapsed() < AT_LATEST {
        match told.recv_timeout(QUIET) {
            Ok(event) if is_change(&event) => {
                writing.note(&event);
                last_change = Instant::now();
            }
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout)
                if writing.files.is_empty() || last_change.elapsed() >= UNFINISHED =>
            {
                return;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Files that somebody has written to and not closed since.
#[derive(Default)]
struct Writing {
    files: BTreeSet<PathBuf>,
}

impl Writing {
    fn note(&mut self, event: &Event) {
        // Only where the system also tells when a file is closed.
        let is_told_of_closing = cfg!(target_os = "linux");
        for path in &event.paths {
            match event.kind {
                EventKind::Modify(ModifyKind::Data(_)) if is_told_of_closing => {
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

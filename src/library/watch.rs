//! Keeping up with the folder of documents while the program serves: a change is noticed, read once
//! it is complete, and committed. Where the system reports no changes (some network folders), the
//! folder is polled.

mod debounce;

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use self::debounce::{debounce, is_change};
use super::current::Library;
use super::progress::Silent;
use super::repair::Damage;
use super::report::{Behind, Report};
use crate::document::Escaped;
use crate::figures::{Figures, Refreshed};

/// The folder is scanned this often whatever the system reports, and this often where it reports
/// nothing.
const RESCAN_EVERY: Duration = Duration::from_secs(10 * 60);
const POLL_EVERY: Duration = Duration::from_secs(10);
/// After this long a refresh is tried again that another process was in the way of.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Keeps a library up to date until it is dropped.
pub struct Watch {
    /// Dropping it closes the channel of events, which ends the thread. A lock, because the thread puts it
    /// there where that takes long; held for that moment.
    _watcher: Arc<Mutex<Option<RecommendedWatcher>>>,
    /// The same for a thread without a watcher.
    _stop: Sender<Event>,
}

/// Keeps the library up to date on a thread of its own. Problems are logged, and counted in the
/// figures; the documents stay as they were.
pub fn watch(library: Arc<Library>, figures: Arc<Figures>) -> Watch {
    let (sender, events) = channel();
    let stop = sender.clone();
    let servers = library.folders().servers();
    // Where it cannot be made there will be no document of a server's own.
    let servers = fs::create_dir_all(&servers).is_ok().then_some(servers);
    let folders = [Some(library.folders().seeds.clone()), servers].into_iter().flatten().collect();
    let place = Arc::new(Mutex::new(None));
    let watching = Watching { folders, sender, place: Arc::downgrade(&place) };
    // All folders are gone through for it, which takes long where the library is large. What changes
    // before is seen by the first look, which comes behind.
    let begun = if library.is_unseen() { Err(watching) } else { Ok(watching.begin()) };
    let library = Arc::downgrade(&library);
    thread::spawn(move || {
        let scan_every = begun.unwrap_or_else(Watching::begin);
        keep_up(&library, &events, scan_every, &figures);
    });
    Watch { _watcher: place, _stop: stop }
}

/// Has the system tell of changes.
struct Watching {
    folders: Vec<PathBuf>,
    sender: Sender<Event>,
    place: Weak<Mutex<Option<RecommendedWatcher>>>,
}

impl Watching {
    /// Begins, and says how often the folder is to be scanned beside.
    fn begin(self) -> Duration {
        let watcher = watcher(self.folders.into_iter(), self.sender);
        let scan_every = if watcher.is_some() { RESCAN_EVERY } else { POLL_EVERY };
        if let Some(place) = self.place.upgrade() {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = watcher;
        }
        scan_every
    }
}

/// Sends the changes of folders, and nothing else; `None` where the system does not report any.
fn watcher(
    mut folders: impl Iterator<Item = PathBuf>,
    sender: Sender<Event>,
) -> Option<RecommendedWatcher> {
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Reading puts nothing off: neither a refresh that waits for a pause nor the next scan.
        if let Ok(event) = event
            && is_change(&event)
        {
            // It fails when the watch has just ended.
            let _ = sender.send(event);
        }
    })
    .and_then(|mut watcher| {
        folders.try_for_each(|folder| watcher.watch(&folder, RecursiveMode::Recursive))?;
        Ok(watcher)
    });
    match watcher {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            tracing::warn!(%error, "the system does not tell of changed documents; the folder is looked at every {} seconds", POLL_EVERY.as_secs());
            None
        }
    }
}

/// Refreshes after each change, and at least this often, until the library or the events end; at the
/// beginning where the folder has not been looked at yet.
fn keep_up(
    library: &Weak<Library>,
    events: &Receiver<Event>,
    scan_every: Duration,
    figures: &Figures,
) {
    let mut wait = scan_every;
    if let Some(library) = library.upgrade()
        && library.take_unseen()
    {
        wait = refresh(&library, scan_every, figures);
    }
    // Not before questions can be asked: it reads the whole index.
    if let Some(library) = library.upgrade()
        && let Err(error) = library.repair(Damage::Suspected)
    {
        tracing::warn!(error = %Escaped(error), "the index cannot be looked through, or is damaged and cannot be made anew");
    }
    loop {
        match events.recv_timeout(wait) {
            Ok(event) => debounce(event, events),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let Some(library) = library.upgrade() else { return };
        wait = refresh(&library, scan_every, figures);
    }
}

/// Refreshes, and says after how long to do so again when nothing changes.
fn refresh(library: &Library, scan_every: Duration, figures: &Figures) -> Duration {
    let refreshed = library.refresh(&mut Silent);
    figures.documents.refreshed(match &refreshed {
        Err(_) => Refreshed::Failed,
        Ok(Report { behind: Some(_), .. }) => Refreshed::Behind,
        Ok(report) if report.read + report.removed > 0 => Refreshed::Changed,
        Ok(_) => Refreshed::Unchanged,
    });
    match refreshed {
        Ok(Report { behind: Some(Behind::AnotherWrites), .. }) => RETRY_AFTER,
        Ok(report) => {
            let (read, removed) = (report.read, report.removed);
            if read + removed > 0 {
                tracing::info!(read, removed, "the documents have changed");
            }
            library.removal_due_in().map_or(scan_every, |due| scan_every.min(due))
        }
        Err(error) => {
            tracing::warn!(error = %Escaped(error), "what changed could not be read; all stays as it was");
            scan_every
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_are_told_so_that_reading_puts_off_no_scan() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "one").expect("written");
        let (sender, events) = channel();
        let _watcher = watcher([folder.path().to_path_buf()].into_iter(), sender)
            .expect("the system tells of changes");
        for _ in 0..20 {
            fs::read_dir(folder.path()).expect("a folder").for_each(drop);
            fs::read(&file).expect("read");
        }
        fs::remove_file(&file).expect("removed");
        let first = events.recv_timeout(Duration::from_secs(10)).expect("the removal is told");
        assert!(first.kind.is_remove(), "{first:?}");
    }
}

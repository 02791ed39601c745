//! The documents as they are now: opens the library, refreshes it, and hands out the current shelf.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::cleanup;
use super::error::LibraryError;
use super::folders::Folders;
use super::progress::Progress;
use super::refresh;
use super::report::Report;
use super::retention::{RETENTION, Retention};
use super::vector_keys::carried_over;
use crate::corpus::Shelf;
use crate::document::Texts;
use crate::index::Snapshot;
use crate::sources::Sources;

/// The documents of a folder, ready to be asked.
pub struct Library {
    pub(super) folders: Folders,
    pub(super) texts: Texts,
    /// A lock, because a refresh replaces the shelf while questions take it; held for that moment.
    pub(super) shelf: RwLock<Arc<Shelf>>,
    /// A lock, because several threads may refresh; held for a look-up.
    retention: Mutex<Retention>,
    /// When the index was last checked or repaired. A lock, held meanwhile, so that one thread does
    /// it.
    pub(super) last_repair: Mutex<Option<Instant>>,
    /// Whether the folder has not been looked at yet.
    is_unseen: AtomicBool,
    /// Whether another process keeps it; then, whether damage was seen that this one cannot mend.
    pub(super) kept_elsewhere: Option<AtomicBool>,
}

/// A library of at most so many files is looked at before anything is answered from it: that takes some
/// twentieth of a second.
const LOOKED_AT_FIRST: u64 = 20_000;

impl Library {
    /// Opens the library and brings the index up to date. While another process writes, or where
    /// data cannot be written, its last commit is used; where there is none yet, this waits for it.
    ///
    /// # Errors
    /// When the folder of documents or `sources.toml` cannot be read; when the data folder is not
    /// apart from it, or somebody else's; when there is no index yet and data cannot be written.
    pub fn open(
        folders: &Folders,
        progress: &mut dyn Progress,
    ) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::bring_up_to_date(folders, &texts, progress)?;
        let shelf = Shelf::new(index.snapshot()?, texts.clone(), sources);
        Ok((Library::with(folders, texts, shelf), report))
    }

    /// Opens the library to serve from it at once. A large one is used as the last commit has it: what
    /// changed since is read when it is [watched](super::watch), as other changes are. A small one, and
    /// where there is no commit that is whole, is brought up to date first.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn open_to_serve(
        folders: &Folders,
        progress: &mut dyn Progress,
    ) -> Result<Library, LibraryError> {
        Library::open_at_last(folders, LOOKED_AT_FIRST, progress)
    }

    /// The same; libraries of at most so many files are brought up to date first.
    fn open_at_last(
        folders: &Folders,
        looked_at_first: u64,
        progress: &mut dyn Progress,
    ) -> Result<Library, LibraryError> {
        let last = match refresh::last_commit(folders) {
            // It is looked at once more, under the lock.
            Err(error) if error.is_damage() => None,
            opened => opened?,
        };
        match last {
            Some((snapshot, sources)) if snapshot.n_files()? > looked_at_first => {
                let texts = Texts::new(folders.texts());
                let shelf = Shelf::new(snapshot, texts.clone(), sources);
                let library = Library::with(folders, texts, shelf);
                library.is_unseen.store(true, Ordering::Relaxed);
                Ok(library)
            }
            _ => Ok(Library::open(folders, progress)?.0),
        }
    }

    /// Whether the folder has not been looked at yet.
    pub(super) fn is_unseen(&self) -> bool {
        self.is_unseen.load(Ordering::Relaxed)
    }

    /// The same; from then on it has.
    pub(super) fn take_unseen(&self) -> bool {
        self.is_unseen.swap(false, Ordering::Relaxed)
    }

    /// Builds the index anew, and removes stored texts that no document has any more. Waits for
    /// another process that writes.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn rebuild(
        folders: &Folders,
        progress: &mut dyn Progress,
    ) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::rebuild(folders, &texts, progress)?;
        let shelf = Shelf::new(index.snapshot()?, texts.clone(), sources);
        Ok((Library::with(folders, texts, shelf), report))
    }

    pub(super) fn with(folders: &Folders, texts: Texts, shelf: Shelf) -> Library {
        Library {
            folders: folders.clone(),
            texts,
            shelf: RwLock::new(Arc::new(shelf)),
            retention: Mutex::default(),
            last_repair: Mutex::default(),
            is_unseen: AtomicBool::new(false),
            kept_elsewhere: None,
        }
    }

    /// The current shelf. A question keeps the one that it began with.
    pub fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where everything lies.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Brings the index up to date while questions are answered: reads what changed and commits it
    /// once; later questions see it. Texts that no document has any more are removed some time
    /// later.
    ///
    /// # Errors
    /// As [`Library::open`]; then everything stays as it was.
    pub fn refresh(&self, progress: &mut dyn Progress) -> Result<Report, LibraryError> {
        self.refresh_at(Instant::now(), progress)
    }

    fn refresh_at(
        &self,
        now: Instant,
        progress: &mut dyn Progress,
    ) -> Result<Report, LibraryError> {
        let (index, sources, report) =
            refresh::bring_up_to_date(&self.folders, &self.texts, progress)?;
        self.replace_shelf(index.snapshot()?, sources, now)?;
        if self.retention.lock().unwrap_or_else(PoisonError::into_inner).take_due(now) {
            cleanup::tidy(&self.folders, &index)?;
        }
        Ok(report)
    }

    /// Replaces the shelf that questions get, unless this state is the same.
    pub(super) fn replace_shelf(
        &self,
        snapshot: Snapshot,
        sources: Sources,
        now: Instant,
    ) -> Result<(), LibraryError> {
        let before = self.shelf();
        if !snapshot.is_same_commit(before.snapshot()) || sources != *before.sources() {
            self.put_shelf(snapshot, sources, now)?;
        }
        Ok(())
    }

    /// Replaces the shelf that questions get.
    pub(super) fn put_shelf(
        &self,
        snapshot: Snapshot,
        sources: Sources,
        now: Instant,
    ) -> Result<(), LibraryError> {
        let before = self.shelf();
        let vectors = carried_over(before.vectors(), &snapshot)?;
        let next = Shelf::new(snapshot, self.texts.clone(), sources).with_vectors(vectors);
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.retention.lock().unwrap_or_else(PoisonError::into_inner).note(&before, now);
        Ok(())
    }

    /// Removes the stored texts of a copy that no document has any more, some time after the last
    /// question that may have needed them. To be called by the process that makes the copy.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn remove_old_texts(&self) -> Result<(), LibraryError> {
        let is_due =
            self.retention.lock().unwrap_or_else(PoisonError::into_inner).take_due(Instant::now());
        match refresh::existing(&self.folders)?.filter(|_| is_due) {
            Some(index) => cleanup::remove_unused_texts(&self.folders, &index),
            None => Ok(()),
        }
    }

    /// In how long texts can be removed that no document has any more; `None` when there are none.
    pub(super) fn removal_due_in(&self) -> Option<Duration> {
        self.retention
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_pending()
            .then_some(RETENTION)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::library::progress::Silent;
    use crate::library::watch;

    /// An empty folder of documents, with its data beside.
    fn folders(root: &Path) -> Folders {
        let folders = Folders {
            seeds: root.join("seeds"),
            data: root.join("data"),
            program: None,
            engine: None,
        };
        fs::create_dir_all(&folders.seeds).expect("made");
        folders
    }

    #[test]
    fn a_large_library_answers_as_it_was_until_the_folder_was_looked_at() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folders = folders(folder.path());
        let open = |most| Library::open_at_last(&folders, most, &mut Silent).expect("opened");
        let n_listed = |library: &Library| library.shelf().snapshot().n_listed().expect("whole");
        fs::write(folders.seeds.join("a.txt"), "The yard closed in 1931.\n").expect("written");
        let first = open(0);
        assert_eq!((n_listed(&first), first.is_unseen()), (1, false), "there was no index");
        drop(first);
        fs::write(folders.seeds.join("b.txt"), "The ferry burned in 1911.\n").expect("written");
        let small = open(1);
        assert_eq!((n_listed(&small), small.is_unseen()), (2, false));
        drop(small);
        fs::write(folders.seeds.join("c.txt"), "The pier opened in 1887.\n").expect("written");
        let large = Arc::new(open(1));
        assert_eq!((n_listed(&large), large.is_unseen()), (2, true));
        let _watch = watch(Arc::clone(&large), Arc::default());
        let since = Instant::now();
        while n_listed(&large) == 2 {
            assert!(since.elapsed() < Duration::from_secs(20), "nobody looked at the folder");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_text_goes_a_minute_after_the_last_question_that_needed_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folders = folders(folder.path());
        for (name, words) in
            [("a.txt", "The yard closed in 1931.\n"), ("b.txt", "The ferry burned in 1911.\n")]
        {
            fs::write(folders.seeds.join(name), words).expect("written");
        }
        let (library, _) = Library::open(&folders, &mut Silent).expect("opened");
        let n_texts = || fs::read_dir(folders.texts()).expect("a folder").count();
        let now = Instant::now();
        fs::remove_file(folders.seeds.join("b.txt")).expect("removed");
        let under_way = library.shelf();
        for (after, expected) in [(0, 2), (59, 2), (61, 2)] {
            library.refresh_at(now + Duration::from_secs(after), &mut Silent).expect("refreshed");
            assert_eq!(n_texts(), expected, "{after} s, a question is under way");
        }
        assert!(library.removal_due_in().is_some());
        drop(under_way);
        library.refresh_at(now + Duration::from_secs(61), &mut Silent).expect("refreshed");
        assert_eq!((n_texts(), library.removal_due_in()), (1, None));
    }
}

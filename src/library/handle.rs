//! The library as the program holds it: the current shelf, which questions take, and its
//! replacement when the documents have changed.

use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use super::cleanup;
use super::error::LibraryError;
use super::folders::Folders;
use super::progress::Progress;
use super::refresh::{self, Report};
use crate::corpus::Shelf;
use crate::document::Texts;
use crate::index::Snapshot;
use crate::sources::Sources;

/// How long a text is kept that no document has any more: another process may be quoting from it.
const TEXT_STAYS: Duration = Duration::from_secs(60);

/// The documents of a folder, ready to be asked.
pub struct Library {
    pub(super) folders: Folders,
    pub(super) texts: Texts,
    /// A lock, because a refresh replaces the shelf while questions take it; held for that moment.
    shelf: RwLock<Arc<Shelf>>,
    /// A lock, because a refresh may be asked for from several threads; held for a look.
    replaced: Mutex<Replaced>,
    /// When it was last looked whether it must be mended. A lock, held while it is, so that one
    /// thread does it.
    pub(super) mended: Mutex<Option<Instant>>,
}

/// Shelves that were replaced.
#[derive(Default)]
struct Replaced {
    /// Those that questions under way may still hold.
    held: Vec<Weak<Shelf>>,
    /// When the last was replaced, as long as its texts were not tidied away.
    last: Option<Instant>,
}

impl Replaced {
    fn note(&mut self, shelf: &Arc<Shelf>, now: Instant) {
        self.held.retain(|held| held.strong_count() > 0);
        self.held.push(Arc::downgrade(shelf));
        self.last = Some(now);
    }

    /// Whether all of them are old and no question uses them; then they are forgotten.
    fn take_due(&mut self, now: Instant) -> bool {
        self.held.retain(|held| held.strong_count() > 0);
        let is_due = self.held.is_empty()
            && self.last.is_some_and(|last| now.saturating_duration_since(last) >= TEXT_STAYS);
        if is_due {
            self.last = None;
        }
        is_due
    }
}

impl Library {
    /// Opens the library and brings the index up to date. While another process writes, what it has
    /// committed is used; where there is nothing yet, it is waited for.
    ///
    /// # Errors
    /// When the folder of documents or `sources.toml` cannot be read, or data cannot be written.
    pub fn open(
        folders: &Folders,
        progress: &mut dyn Progress,
    ) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::bring_up_to_date(folders, &texts, progress)?;
        let shelf = Shelf::new(index.snapshot()?, texts.clone(), sources);
        Ok((Library::with(folders, texts, shelf), report))
    }

    /// Makes the index anew, and removes stored texts that no document has any more. Waits for
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

    fn with(folders: &Folders, texts: Texts, shelf: Shelf) -> Library {
        Library {
            folders: folders.clone(),
            texts,
            shelf: RwLock::new(Arc::new(shelf)),
            replaced: Mutex::default(),
            mended: Mutex::default(),
        }
    }

    /// The current state. A question keeps the one that it began with.
    pub fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where everything lies.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Brings the index up to date while questions are answered: what changed is read, one commit
    /// makes it visible, and questions from then on see it. Texts that are no longer used are
    /// removed some time later.
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
        self.put(index.snapshot()?, sources, now);
        if self.replaced.lock().unwrap_or_else(PoisonError::into_inner).take_due(now) {
            cleanup::tidy(&self.folders, &index)?;
        }
        Ok(report)
    }

    /// Puts a state in the place of the one that questions get, unless it is the same.
    pub(super) fn put(&self, snapshot: Snapshot, sources: Sources, now: Instant) {
        let before = self.shelf();
        if !snapshot.is_same_commit(before.snapshot()) || sources != *before.sources() {
            let next = Arc::new(Shelf::new(snapshot, self.texts.clone(), sources));
            *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = next;
            self.replaced.lock().unwrap_or_else(PoisonError::into_inner).note(&before, now);
        }
    }

    /// How long until texts that are no longer used can be removed; `None` when there are none.
    pub(super) fn tidying_in(&self) -> Option<Duration> {
        self.replaced.lock().unwrap_or_else(PoisonError::into_inner).last.map(|_| TEXT_STAYS)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::library::progress::Silent;

    #[test]
    fn a_text_goes_a_minute_after_the_last_question_that_needed_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folders = Folders {
            seeds: folder.path().join("seeds"),
            data: folder.path().join("data"),
            program: None,
        };
        fs::create_dir_all(&folders.seeds).expect("made");
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
        assert!(library.tidying_in().is_some());
        drop(under_way);
        library.refresh_at(now + Duration::from_secs(61), &mut Silent).expect("refreshed");
        assert_eq!((n_texts(), library.tidying_in()), (1, None));
    }
}

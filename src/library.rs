//! The library: the seeds folder, kept in the index. Brings the index up to date with the files, and
//! hands out the current state. One process writes at a time; the others read what it wrote.

mod refresh;
mod scan;
mod watch;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

pub use refresh::{Amount, Progress, Report};
pub use watch::{Watch, watch};

use crate::answer::Shelf;
use crate::document::Texts;
use crate::index::IndexError;
use crate::sources::SourcesError;

/// Where everything lies.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The documents; only read.
    pub seeds: PathBuf,
    /// What the program writes.
    pub data: PathBuf,
}

impl Folders {
    fn index(&self) -> PathBuf {
        self.data.join("index")
    }

    fn texts(&self) -> PathBuf {
        self.data.join("texts")
    }

    fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }
}

/// What the operator must mend.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is no folder of documents.
    #[error("{0}: no such folder: expected the folder of documents; make it and put documents in, or name another with --seeds DIR")]
    NoSeeds(PathBuf),
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// `sources.toml`.
    #[error(transparent)]
    Sources(#[from] SourcesError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// How long a text stays that no document has any more: another process may be quoting from it.
const TEXT_STAYS: Duration = Duration::from_secs(60);

/// The documents of a folder, ready to be asked.
pub struct Library {
    folders: Folders,
    texts: Texts,
    /// A lock, because a refresh puts another shelf in its place while questions take it; held for that moment.
    shelf: RwLock<Arc<Shelf>>,
    /// Shelves that were replaced, and when: questions under way may still hold them. A lock, because a refresh
    /// may be asked for from several threads; held for a look.
    replaced: Mutex<Vec<(Weak<Shelf>, Instant)>>,
}

impl Library {
    /// Opens the library and brings the index up to date. While another process writes, what it has
    /// committed is used; where there is nothing yet, it is waited for.
    ///
    /// # Errors
    /// When the folder of documents or `sources.toml` cannot be read, or data cannot be written.
    pub fn open(folders: &Folders, progress: &mut dyn Progress) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::bring_up_to_date(folders, &texts, progress)?;
        let shelf = Shelf::new(index.snapshot()?, texts.clone(), sources);
        Ok((Library::with(folders, texts, shelf), report))
    }

    /// Makes the index anew, and removes stored texts that no document has any more. Waits for another
    /// process that writes.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn rebuild(folders: &Folders, progress: &mut dyn Progress) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::rebuild(folders, &texts, progress)?;
        let shelf = Shelf::new(index.snapshot()?, texts.clone(), sources);
        Ok((Library::with(folders, texts, shelf), report))
    }

    fn with(folders: &Folders, texts: Texts, shelf: Shelf) -> Library {
        Library { folders: folders.clone(), texts, shelf: RwLock::new(Arc::new(shelf)), replaced: Mutex::default() }
    }

    /// The current state. A question keeps the one that it began with.
    pub fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where everything lies.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Brings the index up to date while questions are answered: what changed is read, one commit makes it
    /// visible, and questions from then on see it. Texts that nobody needs any more go some time later.
    ///
    /// # Errors
    /// As [`Library::open`]; then everything stays as it was.
    pub fn refresh(&self, progress: &mut dyn Progress) -> Result<Report, LibraryError> {
        let (index, sources, report) = refresh::bring_up_to_date(&self.folders, &self.texts, progress)?;
        let (snapshot, before) = (index.snapshot()?, self.shelf());
        if !snapshot.is_same_commit(before.snapshot()) || sources != *before.sources() {
            let next = Arc::new(Shelf::new(snapshot, self.texts.clone(), sources));
            *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = next;
            self.replaced.lock().unwrap_or_else(PoisonError::into_inner).push((Arc::downgrade(&before), Instant::now()));
        }
        drop(before);
        if self.is_tidying_due() {
            refresh::tidy(&self.folders, &index)?;
        }
        Ok(report)
    }

    /// Whether shelves were replaced of which all are old and in nobody's hands; then they are forgotten.
    fn is_tidying_due(&self) -> bool {
        let mut replaced = self.replaced.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = !replaced.is_empty() && replaced.iter().all(|(shelf, since)| shelf.strong_count() == 0 && since.elapsed() >= TEXT_STAYS);
        if is_due {
            replaced.clear();
        }
        is_due
    }
}

/// Whether a folder can be written to: makes it if need be, and a file in it.
///
/// # Errors
/// What the system said.
pub fn try_writing(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)
}

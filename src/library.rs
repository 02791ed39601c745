//! The library: the seeds folder, kept in the index. Brings the index up to date with the files, and
//! hands out the current state. One process writes at a time; the others read what it wrote.

mod refresh;
mod scan;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

pub use refresh::{Progress, Report};

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

/// The documents of a folder, ready to be asked.
pub struct Library {
    folders: Folders,
    texts: Texts,
    /// A lock, because a refresh puts a new state in the old one's place; held to clone or store the
    /// pointer, never while a question is answered.
    shelf: RwLock<Arc<Shelf>>,
}

impl Library {
    /// Opens the library and brings the index up to date. While another process writes, what it has
    /// committed is used; where there is nothing yet, it is waited for.
    ///
    /// # Errors
    /// When the folder of documents or `sources.toml` cannot be read, or data cannot be written.
    pub fn open(folders: Folders, progress: &mut dyn Progress) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::bring_up_to_date(&folders, &texts, progress)?;
        let shelf = RwLock::new(Arc::new(Shelf::new(index.snapshot()?, texts.clone(), sources)));
        Ok((Library { folders, texts, shelf }, report))
    }

    /// Deletes the index and the stored texts, and makes them anew.
    ///
    /// # Errors
    /// As [`Library::open`]; also when another process writes.
    pub fn rebuild(folders: Folders, progress: &mut dyn Progress) -> Result<(Library, Report), LibraryError> {
        refresh::clear(&folders)?;
        Library::open(folders, progress)
    }

    /// The current state.
    pub fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at what changed in the folder and puts the new state in the place of the old.
    ///
    /// # Errors
    /// As [`Library::open`]; the old state stays.
    pub fn refresh(&self, progress: &mut dyn Progress) -> Result<Report, LibraryError> {
        let (index, sources, report) = refresh::bring_up_to_date(&self.folders, &self.texts, progress)?;
        let shelf = Arc::new(Shelf::new(index.snapshot()?, self.texts.clone(), sources));
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = shelf;
        Ok(report)
    }

    /// Where everything lies.
    pub fn folders(&self) -> &Folders {
        &self.folders
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

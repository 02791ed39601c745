//! The library: the seeds folder, kept in the index. Brings the index up to date with the files, and
//! hands out the current state. One process writes at a time; the others read what it wrote.

mod refresh;
mod scan;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    shelf: Arc<Shelf>,
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
        Ok((Library { shelf: Arc::new(Shelf::new(index.snapshot()?, texts, sources)) }, report))
    }

    /// Makes the index anew, and removes stored texts that no document has any more. Waits for another
    /// process that writes.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn rebuild(folders: &Folders, progress: &mut dyn Progress) -> Result<(Library, Report), LibraryError> {
        let texts = Texts::new(folders.texts());
        let (index, sources, report) = refresh::rebuild(folders, &texts, progress)?;
        Ok((Library { shelf: Arc::new(Shelf::new(index.snapshot()?, texts, sources)) }, report))
    }

    /// The state that the library was opened with.
    pub fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf)
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

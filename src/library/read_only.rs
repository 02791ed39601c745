//! A library that another process keeps: what it committed last is opened and followed, and nothing is
//! written, locked, mended or looked for in the folder of documents.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::current::Library;
use super::error::LibraryError;
use super::folders::Folders;
use super::vector_keys::documents;
use crate::corpus::Shelf;
use crate::document::{Text, Texts};
use crate::index::{Compared, Index, IndexError, Snapshot, Stamp};
use crate::sources::Sources;
use crate::vectors::VectorKey;

/// While the other process commits, a file of the last commit may go before it is opened: then it is
/// tried again so often, after so long.
const N_TRIES: usize = 20;
const RETRY_AFTER: Duration = Duration::from_millis(50);

/// Which commit of a library that another process keeps was opened last.
pub struct Followed {
    compared: Compared,
    /// Of the file that each commit replaces; `None` before the first.
    commit: Option<Stamp>,
}

impl Library {
    /// Opens the last commit, to read alone.
    ///
    /// # Errors
    /// When there is none yet, or it is damaged or cannot be read.
    pub fn open_read_only(folders: &Folders) -> Result<(Library, Followed), LibraryError> {
        let compared = Compared::noted_in(&folders.index());
        let mut followed = Followed { compared, commit: None };
        let texts = Texts::new(folders.texts());
        let (snapshot, sources) = followed.open(folders, &texts)?;
        let shelf = Shelf::new(snapshot, texts.clone(), sources);
        let mut library = Library::with(folders, texts, shelf);
        library.kept_elsewhere = Some(AtomicBool::new(false));
        Ok((library, followed))
    }

    /// Whether another process keeps it.
    pub fn is_kept_elsewhere(&self) -> bool {
        self.kept_elsewhere.is_some()
    }

    /// Whether something was read since the last call that is not what was written.
    pub fn take_damage(&self) -> bool {
        self.kept_elsewhere.as_ref().is_some_and(|damaged| damaged.swap(false, Ordering::Relaxed))
    }

    /// Shows questions the last commit, opened anew.
    ///
    /// # Errors
    /// As [`Library::follow`].
    pub fn reopen(&self, followed: &mut Followed) -> Result<(), LibraryError> {
        *followed = Followed { compared: Compared::default(), commit: None };
        let (snapshot, sources) = followed.open(&self.folders, &self.texts)?;
        self.put_shelf(snapshot, sources, Instant::now())
    }

    /// The keys of the vectors of all documents.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn vector_keys(&self) -> Result<BTreeSet<VectorKey>, LibraryError> {
        Ok(documents(self.shelf().snapshot())?.into_values().map(|(key, _)| key).collect())
    }

    /// Shows questions the last commit, if another one is in place now. Whether there was one.
    ///
    /// # Errors
    /// When it is damaged or cannot be read; then questions see what they saw.
    pub fn follow(&self, followed: &mut Followed) -> Result<bool, LibraryError> {
        if followed.commit.is_some() && followed.commit == commit(&self.folders) {
            return Ok(false);
        }
        let before = followed.commit.take();
        let opened = followed.open(&self.folders, &self.texts);
        let (snapshot, sources) = opened.inspect_err(|_| followed.commit = before)?;
        self.replace_shelf(snapshot, sources, Instant::now())?;
        Ok(true)
    }
}

impl Followed {
    fn open(
        &mut self,
        folders: &Folders,
        texts: &Texts,
    ) -> Result<(Snapshot, Sources), LibraryError> {
        let mut tries = 1;
        loop {
            let before = commit(folders);
            match self.open_once(folders, texts) {
                Ok(opened) => {
                    // One that came meanwhile is opened the next time.
                    self.commit = before;
                    return Ok(opened);
                }
                Err(LibraryError::Index(IndexError::Missing(path))) => {
                    return Err(IndexError::Missing(path).into());
                }
                Err(error) if tries == N_TRIES => return Err(error),
                Err(_) => thread::sleep(RETRY_AFTER),
            }
            tries += 1;
        }
    }

    fn open_once(
        &mut self,
        folders: &Folders,
        texts: &Texts,
    ) -> Result<(Snapshot, Sources), LibraryError> {
        let index =
            Index::open_read_only(&folders.index(), folders.engine.as_ref(), &mut self.compared)?;
        let snapshot = index.snapshot()?;
        let sources = match snapshot.citations() {
            None => Sources::default(),
            Some(hash) => Sources::of_commit(Text::load(texts.folder(), hash)?)?,
        };
        Ok((snapshot, sources))
    }
}

/// The stamp of the file that each commit replaces; `None` where there is none.
fn commit(folders: &Folders) -> Option<Stamp> {
    fs::metadata(Index::commit_file(&folders.index())).ok().map(|file| Stamp::of(&file))
}

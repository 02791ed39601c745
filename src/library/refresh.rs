//! Bringing the index up to date: what changed is read, one commit makes it visible.

use std::fs;

use super::diff::Diff;
use super::error::LibraryError;
use super::file_indexer::FileIndexer;
use super::folders::Folders;
use super::lock::{DataLock, lock};
use super::ownership::claim;
use super::progress::Progress;
use super::report::{Behind, Report};
use super::{batches, cleanup};
use crate::document::{Text, Texts};
use crate::index::{self, Index, IndexError, Snapshot};
use crate::sources::Sources;

/// Reads what changed into the index, and returns the index as it is then. While another process
/// writes, or the data folder cannot be written, that is its last commit.
///
/// # Errors
/// As [`super::Library::open`].
pub fn bring_up_to_date(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check(folders)?;
    let before = match open_with_diff(folders, &sources) {
        // Looked at once more under the lock: another process may be replacing it at this moment.
        Err(error) if error.is_damage() => None,
        opened => opened?,
    };
    if let Some((index, diff)) = &before
        && diff.is_empty()
        && has_citations(index, &sources)?
    {
        let report = Report { unchanged: diff.n_known, ..Report::default() };
        return Ok((index.clone(), sources, report));
    }
    // An index without a file is being built by somebody else, or never was: worth waiting for.
    let before = before.filter(|(_, diff)| diff.n_known > 0);
    let usable = before.as_ref().map(|(index, _)| index.clone());
    let written = match lock(folders, usable.is_none()) {
        Ok(Some(_lock)) => {
            let before = before.map(|(_, diff)| diff);
            write_changes(folders, texts, &sources, before, progress).map(Some)
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match (written, usable) {
        (Ok(Some((index, report))), _) => Ok((index, sources, report)),
        (Ok(None), index) => {
            tracing::warn!(
                "another process is writing the index; its last commit is in use, which may be behind the documents"
            );
            let index = index.expect("without an index the lock was waited for");
            Ok((index, sources, behind(Behind::AnotherWrites)))
        }
        (Err(error), Some(index)) if error.is_refused() => {
            tracing::warn!(
                %error,
                "the documents look changed, and the index cannot follow; its last commit is in use"
            );
            Ok((index, sources, behind(Behind::Unwritable)))
        }
        (Err(error), _) => Err(error),
    }
}

fn behind(why: Behind) -> Report {
    Report { behind: Some(why), ..Report::default() }
}

/// Reads what changed into the index, which is made where it is missing or damaged. The lock on the
/// data folder is held. `before` is what had changed before it was: that holds as long as nobody committed
/// meanwhile.
fn write_changes(
    folders: &Folders,
    texts: &Texts,
    sources: &Sources,
    before: Option<Diff>,
    progress: &mut dyn Progress,
) -> Result<(Index, Report), LibraryError> {
    cleanup::remove_leftovers(folders)?;
    let opened = match open_with(folders, sources, before) {
        Err(error) if error.is_damage() => {
            // Said only where it can be.
            index::check_removable(&folders.index())?;
            tracing::warn!(%error, "the index is damaged and is made anew");
            None
        }
        opened => opened?,
    };
    let (index, diff) = match opened {
        Some(opened) => opened,
        None => {
            let index = Index::create(&folders.index(), folders.engine.as_ref())?;
            let diff = Diff::of(folders, &index, sources)?;
            (index, diff)
        }
    };
    let read = if diff.is_empty() && has_citations(&index, sources)? {
        0
    } else {
        let indexer = FileIndexer::new(folders, texts, diff.snapshot.clone(), sources);
        batches::write(&index, &indexer, &diff, progress)?
    };
    let (removed, unchanged) = (diff.removed.len(), diff.n_found - read);
    Ok((index, Report { read, removed, unchanged, behind: None }))
}

/// The folders must be there and apart, and what `sources.toml` says must be right.
fn check(folders: &Folders) -> Result<Sources, LibraryError> {
    if !folders.seeds.is_dir() {
        return Err(LibraryError::NoSeeds(folders.seeds.clone()));
    }
    claim(folders)?;
    Ok(Sources::read(&folders.seeds)?)
}

/// The index and what changed since its last commit; `None` when there is none of this version.
fn open_with_diff(
    folders: &Folders,
    sources: &Sources,
) -> Result<Option<(Index, Diff)>, LibraryError> {
    open_with(folders, sources, None)
}

/// The same; what changed is `known` already where that commit is still the last.
fn open_with(
    folders: &Folders,
    sources: &Sources,
    known: Option<Diff>,
) -> Result<Option<(Index, Diff)>, LibraryError> {
    let Some(index) = existing(folders)? else { return Ok(None) };
    let last = index.snapshot()?;
    let diff = match known.filter(|diff| diff.snapshot.is_same_commit(&last)) {
        Some(diff) => diff,
        None => Diff::of(folders, &index, sources)?,
    };
    Ok(Some((index, diff)))
}

/// What the last commit holds, with what `sources.toml` says now; `None` when there is no index of this
/// version. The folder is not looked at.
///
/// # Errors
/// As [`super::Library::open`], and when the index is damaged.
pub fn last_commit(folders: &Folders) -> Result<Option<(Snapshot, Sources)>, LibraryError> {
    let sources = check(folders)?;
    let Some(index) = existing(folders)? else { return Ok(None) };
    Ok(Some((index.snapshot()?, sources)))
}

/// The index; `None` when there is none of this version.
///
/// # Errors
/// When it is damaged, or the system refuses.
pub fn existing(folders: &Folders) -> Result<Option<Index>, LibraryError> {
    match Index::open(&folders.index(), folders.engine.as_ref()) {
        Ok(index) => Ok(Some(index)),
        Err(IndexError::Missing(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether the last commit belongs to these citations.
fn has_citations(index: &Index, sources: &Sources) -> Result<bool, LibraryError> {
    Ok(index.snapshot()?.citations() == sources.text().map(Text::hash))
}

/// An index that was made anew beside the current one.
pub struct NextIndex {
    /// It.
    pub index: Index,
    /// What `sources.toml` says.
    pub sources: Sources,
    report: Report,
    lock: Option<DataLock>,
}

/// Makes the index anew, and removes the stored texts that no document has any more.
pub fn rebuild(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<(Index, Sources, Report), LibraryError> {
    build_next(folders, texts, progress)?.put_in_place(folders)
}

/// Makes the index anew beside the current one. As long as it lives nobody else writes.
pub fn build_next(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<NextIndex, LibraryError> {
    let sources = check(folders)?;
    let lock = lock(folders, true)?;
    // Beside the one that is there, which goes on answering, and stays when this fails.
    index::check_removable(&folders.index())?;
    cleanup::remove_leftovers(folders)?;
    let index = Index::create(&folders.next_index(), folders.engine.as_ref())?;
    let diff = Diff::of(folders, &index, &sources)?;
    let indexer = FileIndexer::new(folders, texts, diff.snapshot.clone(), &sources);
    let read = batches::write(&index, &indexer, &diff, progress)?;
    let unchanged = diff.n_found - read;
    let report = Report { read, unchanged, ..Report::default() };
    Ok(NextIndex { index, sources, report, lock })
}

impl NextIndex {
    /// Puts it in the place of the current one, and removes the stored texts that no document has any
    /// more.
    pub fn put_in_place(self, folders: &Folders) -> Result<(Index, Sources, Report), LibraryError> {
        let NextIndex { index, sources, report, lock } = self;
        drop(index);
        let unreadable = |cause| LibraryError::Unreadable { path: folders.index(), cause };
        if folders.index().exists() {
            fs::rename(folders.index(), folders.last_index()).map_err(unreadable)?;
        }
        fs::rename(folders.next_index(), folders.index()).map_err(unreadable)?;
        cleanup::remove_leftovers(folders)?;
        let index = Index::open(&folders.index(), folders.engine.as_ref())?;
        cleanup::remove_unused_texts(folders, &index)?;
        drop(lock);
        Ok((index, sources, report))
    }

    /// Removes it, and the stored texts that only it has. The current index stays as it is.
    pub fn discard(self, folders: &Folders, current: Option<&Index>) -> Result<(), LibraryError> {
        let NextIndex { index, lock, .. } = self;
        drop(index);
        cleanup::remove_leftovers(folders)?;
        if let Some(current) = current {
            cleanup::remove_unused_texts(folders, current)?;
        }
        drop(lock);
        Ok(())
    }
}

//! Bringing the index up to date: what changed is read, one commit makes it visible.

use std::fs;

use super::diff::Diff;
use super::error::LibraryError;
use super::file_indexer::FileIndexer;
use super::folders::Folders;
use super::lock::lock;
use super::progress::Progress;
use super::{batches, cleanup};
use crate::document::Texts;
use crate::index::{Index, IndexError};
use crate::sources::Sources;

/// What a refresh found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that were read, new or changed.
    pub read: usize,
    /// Documents that are gone.
    pub removed: usize,
    /// Documents that stayed as they were.
    pub unchanged: usize,
    /// Whether another process is writing: its last commit is used, which may be behind the folder.
    pub left_to_another: bool,
}

/// Reads what changed into the index, if no other process is writing, and returns the index as it
/// is then.
///
/// # Errors
/// As [`super::Library::open`].
pub fn bring_up_to_date(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check_seeds(folders)?;
    let before = open_with_diff(folders, &sources)?;
    if let Some((index, diff)) = &before
        && diff.is_empty()
    {
        let report = Report { unchanged: diff.known.len(), ..Report::default() };
        return Ok((index.clone(), sources, report));
    }
    // An index without a file is being built by somebody else, or never was: worth waiting for.
    let usable = before.filter(|(_, diff)| !diff.known.is_empty());
    let Some(_lock) = lock(folders, usable.is_none())? else {
        let (index, _) = usable.expect("without an index the lock was waited for");
        tracing::warn!(
            "another process is writing the index; its last commit is in use, which may be behind the documents"
        );
        return Ok((index, sources, Report { left_to_another: true, ..Report::default() }));
    };
    cleanup::remove_leftovers(folders)?;
    // Opened again under the lock: another process may have just made what is missing.
    let (index, diff) = match open_with_diff(folders, &sources)? {
        Some(opened) => opened,
        None => {
            let index = Index::create(&folders.index())?;
            let diff = Diff::of(folders, &index, &sources)?;
            (index, diff)
        }
    };
    let removed = diff.removed.len();
    let read = if diff.is_empty() {
        0
    } else {
        let indexer = FileIndexer::new(folders, texts, index.snapshot()?, &sources);
        batches::write(&index, &indexer, &diff, progress)?
    };
    let report =
        Report { read, removed, unchanged: diff.found.len() - read, left_to_another: false };
    Ok((index, sources, report))
}

/// The folder of documents must be there, and what `sources.toml` says must be right.
fn check_seeds(folders: &Folders) -> Result<Sources, LibraryError> {
    if !folders.seeds.is_dir() {
        return Err(LibraryError::NoSeeds(folders.seeds.clone()));
    }
    Ok(Sources::read(&folders.seeds)?)
}

/// The index and what changed since its last commit; `None` when there is none, or a damaged one.
fn open_with_diff(
    folders: &Folders,
    sources: &Sources,
) -> Result<Option<(Index, Diff)>, LibraryError> {
    let Some(index) = existing(folders)? else { return Ok(None) };
    match Diff::of(folders, &index, sources) {
        Ok(diff) => Ok(Some((index, diff))),
        Err(LibraryError::Index(
            error @ (IndexError::Broken { .. } | IndexError::Entry { .. }),
        )) => {
            tracing::warn!(%error, "the index is damaged and is made anew");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The index, when there is one of this version that opens.
pub fn existing(folders: &Folders) -> Result<Option<Index>, LibraryError> {
    match Index::open(&folders.index()) {
        Ok(index) => Ok(Some(index)),
        Err(IndexError::Missing(_)) => Ok(None),
        Err(error @ IndexError::Broken { .. }) => {
            tracing::warn!(%error, "the index is damaged and is made anew");
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the index anew, and removes the stored texts that no document has any more.
pub fn rebuild(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check_seeds(folders)?;
    let lock = lock(folders, true)?;
    // Beside the one that is there, which goes on answering, and stays when this fails.
    cleanup::remove_leftovers(folders)?;
    let index = Index::create(&folders.next_index())?;
    let diff = Diff::of(folders, &index, &sources)?;
    let indexer = FileIndexer::new(folders, texts, index.snapshot()?, &sources);
    let read = batches::write(&index, &indexer, &diff, progress)?;
    let unreadable = |cause| LibraryError::Unreadable { path: folders.index(), cause };
    if folders.index().exists() {
        fs::rename(folders.index(), folders.last_index()).map_err(unreadable)?;
    }
    fs::rename(folders.next_index(), folders.index()).map_err(unreadable)?;
    cleanup::remove_leftovers(folders)?;
    let index = Index::open(&folders.index())?;
    cleanup::remove_unused_texts(folders, &index)?;
    drop(lock);
    Ok((
        index,
        sources,
        Report { read, removed: 0, unchanged: diff.found.len() - read, left_to_another: false },
    ))
}

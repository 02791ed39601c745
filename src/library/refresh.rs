//! Bringing the index up to date: what changed is read, one commit makes it visible.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};

use rayon::prelude::*;

use super::prepare::{Prepared, Preparing};
use super::scan::scan;
use super::{Folders, LibraryError};
use crate::document::{FileName, Texts};
use crate::index::{FileRecord, Index, IndexError, Stamp};
use crate::sources::{self, Sources};

/// Is told how far a refresh has come.
pub trait Progress {
    /// So much of all that changed has been read.
    fn step(&mut self, done: Amount, total: Amount);
}

/// Tells nobody.
pub(super) struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
}

/// An amount of documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub documents: usize,
    /// Their size in bytes.
    pub bytes: u64,
}

/// Much to read is committed in pieces of this many bytes, so that an interrupted refresh goes on
/// where it was; less is committed at once.
const PIECE: u64 = 256 << 20;

/// At most so many files are read before they are put into the index, in their order.
const AT_ONCE: usize = 256;
/// The same in bytes, but for one file that is larger.
const BYTES_AT_ONCE: u64 = 64 << 20;

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

/// What the folder holds against what the index knows.
struct Changes {
    found: BTreeMap<FileName, Result<Stamp, String>>,
    known: BTreeMap<FileName, FileRecord>,
    /// Files to read.
    changed: Vec<FileName>,
    gone: Vec<FileName>,
}

pub(super) fn bring_up_to_date(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check_seeds(folders)?;
    let before = open_with_changes(folders, &sources)?;
    if let Some((index, changes)) = &before
        && changes.changed.is_empty()
        && changes.gone.is_empty()
    {
        let report = Report { unchanged: changes.known.len(), ..Report::default() };
        return Ok((index.clone(), sources, report));
    }
    // An index without a file is being built by somebody else, or never was: worth waiting for.
    let usable = before.filter(|(_, changes)| !changes.known.is_empty());
    let Some(_lock) = lock(folders, usable.is_none())? else {
        let (index, _) = usable.expect("without an index the lock was waited for");
        tracing::warn!(
            "another process is writing the index; its last commit is in use, which may be behind the documents"
        );
        return Ok((index, sources, Report { left_to_another: true, ..Report::default() }));
    };
    remove_leftovers(folders)?;
    // Opened again under the lock: another process may have just made what is missing.
    let (index, changes) = match open_with_changes(folders, &sources)? {
        Some(opened) => opened,
        None => {
            let index = Index::create(&folders.index())?;
            let changes = compare(folders, &index, &sources)?;
            (index, changes)
        }
    };
    let removed = changes.gone.len();
    let read = if changes.changed.len() + removed > 0 {
        write(folders, texts, &index, &sources, &changes, progress)?
    } else {
        0
    };
    let report =
        Report { read, removed, unchanged: changes.found.len() - read, left_to_another: false };
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
fn open_with_changes(
    folders: &Folders,
    sources: &Sources,
) -> Result<Option<(Index, Changes)>, LibraryError> {
    let Some(index) = existing(folders)? else { return Ok(None) };
    match compare(folders, &index, sources) {
        Ok(changes) => Ok(Some((index, changes))),
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
pub(super) fn existing(folders: &Folders) -> Result<Option<Index>, LibraryError> {
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

/// Takes the lock on the data folder. When another process has it: waits if `wait`, else `None`.
pub(super) fn lock(folders: &Folders, wait: bool) -> Result<Option<File>, LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.lock(), cause };
    fs::create_dir_all(&folders.data)
        .map_err(|cause| LibraryError::Unreadable { path: folders.data.clone(), cause })?;
    let file =
        File::options().create(true).append(true).open(folders.lock()).map_err(unreadable)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) if wait => {
            tracing::info!("another process is building the index; waiting for it");
            file.lock().map_err(unreadable)?;
            Ok(Some(file))
        }
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(unreadable(cause)),
    }
}

/// Makes the index anew, and removes the stored texts that no document has any more.
pub(super) fn rebuild(
    folders: &Folders,
    texts: &Texts,
    progress: &mut dyn Progress,
) -> Result<(Index, Sources, Report), LibraryError> {
    let sources = check_seeds(folders)?;
    let lock = lock(folders, true)?;
    // Beside the one that is there, which goes on answering, and stays when this fails.
    remove_leftovers(folders)?;
    let index = Index::create(&folders.next_index())?;
    let changes = compare(folders, &index, &sources)?;
    let read = write(folders, texts, &index, &sources, &changes, progress)?;
    let unreadable = |cause| LibraryError::Unreadable { path: folders.index(), cause };
    if folders.index().exists() {
        fs::rename(folders.index(), folders.last_index()).map_err(unreadable)?;
    }
    fs::rename(folders.next_index(), folders.index()).map_err(unreadable)?;
    remove_leftovers(folders)?;
    let index = Index::open(&folders.index())?;
    remove_texts_of_nobody(folders, &index)?;
    drop(lock);
    Ok((
        index,
        sources,
        Report { read, removed: 0, unchanged: changes.found.len() - read, left_to_another: false },
    ))
}

/// Removes what a rebuild that was interrupted has left.
fn remove_leftovers(folders: &Folders) -> Result<(), LibraryError> {
    for path in [folders.next_index(), folders.last_index()] {
        if path.exists() {
            fs::remove_dir_all(&path).map_err(|cause| LibraryError::Unreadable { path, cause })?;
        }
    }
    Ok(())
}

/// Removes the stored texts that no document has any more, if no other process is writing.
pub(super) fn tidy(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    match lock(folders, false)? {
        Some(_lock) => remove_texts_of_nobody(folders, index),
        None => Ok(()),
    }
}

fn remove_texts_of_nobody(folders: &Folders, index: &Index) -> Result<(), LibraryError> {
    let unreadable = |cause| LibraryError::Unreadable { path: folders.texts(), cause };
    let files = index.snapshot()?.files()?;
    let needed: BTreeSet<String> = files
        .values()
        .filter_map(|record| record.hash.as_ref())
        .map(|hash| format!("{hash}.txt"))
        .collect();
    if !folders.texts().is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folders.texts()).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !needed.contains(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path()).map_err(unreadable)?;
        }
    }
    Ok(())
}

fn compare(folders: &Folders, index: &Index, sources: &Sources) -> Result<Changes, LibraryError> {
    let found = scan(&folders.seeds);
    let known = index.snapshot()?.files()?;
    let is_known = |file: &FileName, state: &Result<Stamp, String>| {
        known.get(file).is_some_and(|record| {
            let same_file = match state {
                Ok(stamp) => record.stamp == *stamp,
                Err(reason) => record.warning.as_deref() == Some(reason),
            };
            same_file && record.citation == sources::fingerprint(&sources.of(file))
        })
    };
    let changed = found
        .iter()
        .filter(|(file, state)| !is_known(file, state))
        .map(|(file, _)| file.clone())
        .collect();
    let gone = known.keys().filter(|file| !found.contains_key(file)).cloned().collect();
    Ok(Changes { found, known, changed, gone })
}

/// How many of the first files are read before they are put into the index: few large ones.
fn n_at_once(files: &[FileName], n_bytes: impl Fn(&FileName) -> u64) -> usize {
    let mut sum = 0;
    let fits = |file: &&FileName| {
        sum += n_bytes(file);
        sum <= BYTES_AT_ONCE
    };
    files.iter().take(AT_ONCE).take_while(fits).count().max(1)
}

/// Reads what changed, several files at once, and puts it into the index in the order of the files'
/// names. How many were other than before.
fn write(
    folders: &Folders,
    texts: &Texts,
    index: &Index,
    sources: &Sources,
    changes: &Changes,
    progress: &mut dyn Progress,
) -> Result<usize, LibraryError> {
    let n_bytes = |file: &FileName| changes.found[file].as_ref().map_or(0, |stamp| stamp.bytes);
    let total = Amount {
        documents: changes.changed.len(),
        bytes: changes.changed.iter().map(n_bytes).sum(),
    };
    let mut writer = index.writer(total.bytes)?;
    for file in &changes.gone {
        writer.remove(file.as_str());
    }
    let preparing = Preparing::new(folders, texts, index.snapshot()?, sources);
    let (mut read, mut done, mut committed) = (0, Amount::default(), 0);
    let mut rest = changes.changed.as_slice();
    while !rest.is_empty() {
        let (files, behind) = rest.split_at(n_at_once(rest, n_bytes));
        rest = behind;
        progress.step(done, total);
        let known = |file| changes.known.get(file);
        let prepared: Vec<Prepared> = files
            .par_iter()
            .map(|file| preparing.prepare(file, &changes.found[file], known(file)))
            .collect::<Result<_, _>>()?;
        for (file, prepared) in files.iter().zip(prepared) {
            read += usize::from(matches!(prepared, Prepared::Words(_)));
            match prepared {
                Prepared::Stamp(entries) => writer.stamp(entries)?,
                Prepared::Words(entries) if known(file).is_none() => writer.put(entries)?,
                Prepared::Words(entries) => writer.replace(entries)?,
            }
        }
        done = Amount {
            documents: done.documents + files.len(),
            bytes: done.bytes + files.iter().map(n_bytes).sum::<u64>(),
        };
        if done.bytes - committed >= PIECE {
            preparing.sync()?;
            writer.commit_piece()?;
            committed = done.bytes;
        }
    }
    progress.step(total, total);
    preparing.sync()?;
    writer.commit()?;
    Ok(read)
}

//! Puts what changed into the index, batch by batch: the files of a batch are read several at once,
//! and their entries are written in the order of the files' names.

use rayon::prelude::*;

use super::diff::{Changed, Diff};
use super::error::LibraryError;
use super::file_indexer::{FileIndexer, FileUpdate};
use super::progress::{Amount, Progress};
use crate::index::Index;

/// A commit is made whenever so many bytes were read since the last one, so that an interrupted
/// refresh goes on where it was; less is committed at once.
const COMMIT_EVERY: u64 = 256 << 20;

/// A batch has at most this many files.
const MAX_BATCH_FILES: usize = 256;
/// A batch has at most this many bytes, unless its only file is larger.
const MAX_BATCH_BYTES: u64 = 64 << 20;

/// How many of the first files make a batch: few large ones; one at least.
fn batch_size(files: &[Changed]) -> usize {
    let mut sum = 0;
    let fits = |file: &&Changed| {
        sum += file.n_bytes();
        sum <= MAX_BATCH_BYTES
    };
    files.iter().take(MAX_BATCH_FILES).take_while(fits).count().max(1)
}

/// Removes and indexes the files of the diff and commits. Returns how many were other than before.
///
/// # Errors
/// When the index or the texts cannot be written.
pub fn write(
    index: &Index,
    indexer: &FileIndexer<'_>,
    diff: &Diff,
    progress: &mut dyn Progress,
) -> Result<usize, LibraryError> {
    let n_bytes = |files: &[Changed]| files.iter().map(Changed::n_bytes).sum::<u64>();
    let total = Amount { documents: diff.changed.len(), bytes: n_bytes(&diff.changed) };
    let mut writer = index.writer(total.bytes)?;
    writer.cite(indexer.store_citations()?);
    for file in &diff.removed {
        writer.remove(file)?;
    }
    let (mut read, mut done, mut committed) = (0, Amount::default(), 0);
    let mut rest = diff.changed.as_slice();
    while !rest.is_empty() {
        let (files, behind) = rest.split_at(batch_size(rest));
        rest = behind;
        progress.step(done, total);
        let updates: Vec<FileUpdate> =
            files.par_iter().map(|file| indexer.index_file(file)).collect::<Result<_, _>>()?;
        for (file, update) in files.iter().zip(updates) {
            read += usize::from(matches!(update, FileUpdate::Content(_)));
            match update {
                FileUpdate::Stamp(entries) => writer.stamp(entries)?,
                FileUpdate::Content(entries) if !file.is_known => writer.put(entries)?,
                FileUpdate::Content(entries) => writer.replace(entries)?,
            }
        }
        done =
            Amount { documents: done.documents + files.len(), bytes: done.bytes + n_bytes(files) };
        if done.bytes - committed >= COMMIT_EVERY {
            indexer.sync()?;
            writer.commit_piece()?;
            committed = done.bytes;
        }
    }
    progress.step(total, total);
    indexer.sync()?;
    writer.commit()?;
    Ok(read)
}

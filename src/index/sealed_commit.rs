//! Which files a commit consists of, with their sizes and checksums. tantivy's checksums lie in the files
//! themselves: files that were exchanged, or put back from an earlier commit, have them too, and a
//! commit's own file has none. So what a commit consists of is written before each commit, beside it.
//!
//! The seal of the commit before stays until the next one: which of both is in place is decided by
//! the moment in which tantivy renames its file.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksummed::Checksummed;
use crate::document::regular_file;

/// The file of tantivy's that names the segments of the last commit.
pub(super) const META: &str = "meta.json";
/// In the index folder: the seals of the last commit and of the one before it.
pub(super) const SEALS: &str = "verbatim-commits";

/// Endings of a segment's files, but for that of its deletions.
const ENDINGS: [&str; 6] = ["idx", "pos", "fast", "fieldnorm", "term", "store"];
/// How often the last commit is read again where another process commits meanwhile.
const N_TRIES: usize = 20;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    /// CRC-32 of what tantivy writes of it.
    meta: u32,
    /// Its files, by name.
    pub files: BTreeMap<String, Checksummed>,
}

impl Seal {
    /// Whether it is of the commit that tantivy writes so.
    pub fn is_of(&self, meta: &[u8]) -> bool {
        self.meta == crc32fast::hash(meta)
    }
}

/// What a commit says of its segments, as far as it matters here.
#[derive(Deserialize)]
struct Meta {
    segments: Vec<CommittedSegment>,
}

#[derive(Deserialize)]
struct CommittedSegment {
    /// With hyphens, which the files' names do not have.
    segment_id: String,
    deletes: Option<Deletions>,
}

/// Names the file of a segment's deletions: another one was left by an interrupted process.
#[derive(Deserialize)]
struct Deletions {
    opstamp: u64,
}

/// The seals that are to lie there while the next commit, which tantivy writes as `meta`, takes the place
/// of the last one.
///
/// # Errors
/// When a file cannot be read, or is none of tantivy's.
pub(super) fn seals_with(folder: &Path, meta: &[u8]) -> io::Result<Vec<u8>> {
    let next = Seal { meta: crc32fast::hash(meta), files: committed_files(folder, meta)? };
    let last = regular_file::read_to_string(&folder.join(META)).unwrap_or_default();
    let last = seal_of(&seals(folder)?, last.as_bytes()).cloned();
    let both: Vec<Seal> = last.into_iter().chain([next]).collect();
    Ok(serde_json::to_vec(&both)?)
}

/// The seal of the last commit; `None` when it has none, so that it is not what was written.
///
/// # Errors
/// When the commit cannot be read.
pub(super) fn last_seal(folder: &Path) -> io::Result<Option<Seal>> {
    let read = || regular_file::read_to_string(&folder.join(META));
    let mut meta = read()?;
    for _ in 0..N_TRIES {
        if let Some(seal) = seal_of(&seals(folder)?, meta.as_bytes()) {
            return Ok(Some(seal.clone()));
        }
        let again = read()?;
        if again == meta {
            break;
        }
        meta = again;
    }
    Ok(None)
}

/// What is missing or damaged seals nothing.
fn seals(folder: &Path) -> io::Result<Vec<Seal>> {
    match regular_file::read_to_string(&folder.join(SEALS)) {
        Ok(text) => Ok(serde_json::from_str(&text).unwrap_or_default()),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::InvalidData => Ok(Vec::new()),
            _ => Err(error),
        },
    }
}

fn seal_of<'s>(seals: &'s [Seal], meta: &[u8]) -> Option<&'s Seal> {
    seals.iter().find(|seal| seal.is_of(meta))
}

/// The files of the segments that a commit names.
fn committed_files(folder: &Path, meta: &[u8]) -> io::Result<BTreeMap<String, Checksummed>> {
    let meta: Meta = serde_json::from_slice(meta)?;
    let named = |segment: CommittedSegment| {
        let deletions = segment.deletes.map(|deletes| format!("{}.del", deletes.opstamp));
        (segment.segment_id.replace('-', ""), deletions)
    };
    let segments: BTreeMap<String, Option<String>> = meta.segments.into_iter().map(named).collect();
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_committed = name.split_once('.').is_some_and(|(segment, ending)| {
            segments.get(segment).is_some_and(|deletions| {
                ENDINGS.contains(&ending) || deletions.as_deref() == Some(ending)
            })
        });
        if is_committed {
            let said = Checksummed::said_by(&entry.path())?;
            let said = said.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?;
            files.insert(name, said);
        }
    }
    Ok(files)
}

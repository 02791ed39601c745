//! Whether the files of an index are what was written. tantivy puts a checksum at the end of each
//! file but compares it only when asked: a flipped bit in a dictionary makes a word unknown, one in
//! a posting list loses passages, without an error; others make it panic. So files are compared
//! before tantivy opens them.
//!
//! Reading all files of a large index at each start would take too long: files that have changed
//! since they were last compared are compared, and small indexes always.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crc32fast::Hasher;
use serde::{Deserialize, Serialize};

use super::record::Stamp;
use crate::document::regular_file;

/// An index of fewer bytes than this is compared each time it is opened: that takes milliseconds.
const SMALL: u64 = 64 << 20;

/// In the index folder: the files that were compared, with the stamps they had then.
pub(super) const COMPARED: &str = "verbatim-compared";
/// The same while it is written.
pub(super) const NEXT_COMPARED: &str = "verbatim-compared.new";

/// The file that names the segments of the last commit.
const META: &str = "meta.json";

/// Endings of a segment's files, but for that of its deletions.
const ENDINGS: [&str; 6] = ["idx", "pos", "fast", "fieldnorm", "term", "store"];

/// The last bytes of a file of tantivy's: how long its footer is, and this number (footer.rs).
const FOOTER_MAGIC: u32 = 1337;
const N_TAIL: u64 = 8;
/// A longer footer is none (footer.rs).
const MAX_FOOTER: u64 = 50_000;

/// Which files of an index are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that have changed since they were compared; all of a small index.
    Changed,
    /// All.
    All,
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

/// The footer of a file, as far as it matters here.
#[derive(Deserialize)]
struct Footer {
    /// CRC-32 of all bytes before the footer.
    crc: u32,
}

/// Files by name, with their stamps.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stamps(BTreeMap<String, Stamp>);

/// Whether the files of the last commit match their checksums.
///
/// # Errors
/// When the folder or a file cannot be read.
pub(super) fn matches_checksums(folder: &Path, extent: Extent) -> io::Result<bool> {
    let files = committed_files(folder)?;
    let before = compared(folder);
    let is_small = files.0.values().map(|stamp| stamp.bytes).sum::<u64>() < SMALL;
    let is_known = |file: &String, stamp: &Stamp| {
        extent == Extent::Changed && !is_small && before.0.get(file) == Some(stamp)
    };
    for (file, _) in files.0.iter().filter(|(file, stamp)| !is_known(file, stamp)) {
        match file_matches(&folder.join(file)) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            // Another process has committed meanwhile, and removed the file.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    if files != before {
        note_compared(folder, &files);
    }
    Ok(true)
}

/// The files of the segments that the last commit names.
fn committed_files(folder: &Path) -> io::Result<Stamps> {
    let meta: Meta = serde_json::from_str(&regular_file::read_to_string(&folder.join(META))?)?;
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
        if is_committed && let Ok(metadata) = entry.metadata() {
            files.insert(name, Stamp::of(&metadata));
        }
    }
    Ok(Stamps(files))
}

/// Whether a file has the checksum that its footer says.
fn file_matches(path: &Path) -> io::Result<bool> {
    let mut file = regular_file::open(path, File::options().read(true))?;
    let n_bytes = file.metadata()?.len();
    let Some(tail_at) = n_bytes.checked_sub(N_TAIL) else { return Ok(false) };
    file.seek(SeekFrom::Start(tail_at))?;
    let (mut n_footer, mut magic) = ([0; 4], [0; 4]);
    file.read_exact(&mut n_footer)?;
    file.read_exact(&mut magic)?;
    let n_footer = u64::from(u32::from_le_bytes(n_footer));
    let footer_at = tail_at.checked_sub(n_footer).filter(|_| n_footer <= MAX_FOOTER);
    let Some(footer_at) = footer_at.filter(|_| u32::from_le_bytes(magic) == FOOTER_MAGIC) else {
        return Ok(false);
    };
    file.seek(SeekFrom::Start(footer_at))?;
    let mut footer = vec![0; n_footer as usize];
    file.read_exact(&mut footer)?;
    let Ok(footer) = serde_json::from_slice::<Footer>(&footer) else { return Ok(false) };
    file.seek(SeekFrom::Start(0))?;
    Ok(crc(file.take(footer_at))? == footer.crc)
}

fn crc(mut bytes: impl Read) -> io::Result<u32> {
    let mut hasher = Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match bytes.read(&mut buffer)? {
            0 => return Ok(hasher.finalize()),
            n => hasher.update(&buffer[..n]),
        }
    }
}

fn compared(folder: &Path) -> Stamps {
    let text = regular_file::read_to_string(&folder.join(COMPARED)).unwrap_or_default();
    // What cannot be read was not compared.
    serde_json::from_str(&text).unwrap_or_default()
}

/// Where this cannot be written, all is compared again the next time.
fn note_compared(folder: &Path, files: &Stamps) {
    let Ok(text) = serde_json::to_vec(files) else { return };
    let next = folder.join(NEXT_COMPARED);
    let _ = regular_file::check(&next)
        .and_then(|()| regular_file::check(&folder.join(COMPARED)))
        .and_then(|()| fs::write(&next, text))
        .and_then(|()| fs::rename(&next, folder.join(COMPARED)));
}

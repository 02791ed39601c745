//! Whether the files of an index are what was written. tantivy puts a checksum at the end of each
//! file but compares it only when asked: a flipped bit in a dictionary makes a word unknown, one in
//! a posting list loses passages, without an error; others make it panic, and so does a file in the
//! place of another. So files are held against the seal of their commit before tantivy opens them.
//!
//! Reading all files of a large index at each start would take too long: files that have changed
//! since they were last compared are compared, and small indexes always.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::record::Stamp;
use super::sealed_commit::last_seal;
use crate::document::regular_file;

/// An index of fewer bytes than this is compared each time it is opened: that takes milliseconds.
const SMALL: u64 = 64 << 20;

/// In the index folder: the files that were compared, with the stamps they had then.
pub(super) const COMPARED: &str = "verbatim-compared";
/// The same while it is written.
pub(super) const NEXT_COMPARED: &str = "verbatim-compared.new";

/// Which files of an index are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that have changed since they were compared; all of a small index.
    Changed,
    /// All.
    All,
}

/// Files by name, with their stamps.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stamps(BTreeMap<String, Stamp>);

/// The files of an index that were compared, remembered by the process alone.
#[derive(Default)]
pub struct Compared(Stamps);

impl Compared {
    /// Those that the folder says were compared, by whoever may write there.
    pub fn noted_in(folder: &Path) -> Compared {
        Compared(compared(folder))
    }

    /// Whether the last commit and its files are what was written: those that have changed since they
    /// were compared; all of a small index.
    ///
    /// # Errors
    /// When the folder or a file cannot be read.
    pub(super) fn matches_checksums(&mut self, folder: &Path) -> io::Result<bool> {
        let now = compare(folder, Extent::Changed, &self.0)?;
        Ok(now.map(|stamps| self.0 = stamps).is_some())
    }
}

/// Whether the last commit and its files are what was written. Notes in the folder which were compared.
///
/// # Errors
/// When the folder or a file cannot be read.
pub(super) fn matches_checksums(folder: &Path, extent: Extent) -> io::Result<bool> {
    let before = compared(folder);
    let Some(files) = compare(folder, extent, &before)? else { return Ok(false) };
    if files != before {
        note_compared(folder, &files);
    }
    Ok(true)
}

/// The files of the last commit with the stamps that they have now; `None` when one of them is not what
/// was written. `before` are those that were compared before.
fn compare(folder: &Path, extent: Extent, before: &Stamps) -> io::Result<Option<Stamps>> {
    let Some(seal) = last_seal(folder)? else { return Ok(None) };
    let stamp = |name: &String| {
        let metadata = fs::metadata(folder.join(name)).ok()?;
        Some((name.clone(), Stamp::of(&metadata)))
    };
    let files = Stamps(seal.files.keys().filter_map(stamp).collect());
    let is_small = files.0.values().map(|stamp| stamp.bytes).sum::<u64>() < SMALL;
    let is_known = |file: &String| {
        let stamp = files.0.get(file);
        extent == Extent::Changed && !is_small && stamp.is_some() && before.0.get(file) == stamp
    };
    for (file, written) in seal.files.iter().filter(|(file, _)| !is_known(file)) {
        match written.is(&folder.join(file)) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            // Another process has committed meanwhile, and removed the file; else opening fails.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(files))
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

//! Which files in an index folder are this program's, and removing them. Nothing else is ever
//! removed: a folder without the program's mark, or with anything else in it, is left as it is.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::engine::{Engine, RemoteIndex};
use super::error::IndexError;
use super::integrity::{COMPARED, NEXT_COMPARED};
use super::sealed_commit::SEALS;
use crate::document::regular_file;

/// The file that marks an index folder, and holds the version of what lies in it. It is made first
/// and removed last, so that a folder is known whenever the program is interrupted.
const MARK: &str = "verbatim-version";

/// What tantivy names its other files, and this program.
const NAMES: &[&str] = &[
    "meta.json",
    ".managed.json",
    ".tantivy-meta.lock",
    ".tantivy-writer.lock",
    COMPARED,
    NEXT_COMPARED,
    SEALS,
];
/// How the files of a segment end (tantivy, `SegmentComponent`).
const ENDINGS: &[&str] = &["idx", "pos", "term", "store", "temp", "fast", "fieldnorm", "del"];
/// Hexadecimal digits of a segment's name.
const SEGMENT_DIGITS: usize = 32;
/// What tantivy writes under a name like `.tmpAbC123` and renames when it is whole.
const UNFINISHED: &str = ".tmp";
const UNFINISHED_CHARACTERS: usize = 6;

/// What the mark of an index folder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The version of what lies there; empty until it is whole.
    pub version: String,
    /// The name of the index in the engine that has the posting lists; `None` without one.
    pub remote: Option<String>,
}

/// What stands before the name of an index in an engine.
const IN_ENGINE: &str = " in engine ";

impl Mark {
    /// Reads the mark of a folder.
    pub fn read(folder: &Path) -> io::Result<Mark> {
        let text = regular_file::read_to_string(&mark(folder))?;
        let (version, remote) = match text.split_once(IN_ENGINE) {
            Some((version, name)) => (version.to_owned(), Some(name.to_owned())),
            None => (text, None),
        };
        Ok(Mark { version, remote })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mark { version, remote } = self;
        match remote {
            Some(name) => write!(formatter, "{version}{IN_ENGINE}{name}"),
            None => write!(formatter, "{version}"),
        }
    }
}

/// Where the mark of an index folder lies.
pub(super) fn mark(folder: &Path) -> PathBuf {
    folder.join(MARK)
}

/// Whether this program has made the folder as an index.
pub fn is_index_folder(folder: &Path) -> bool {
    regular_file::is_there(&mark(folder))
}

/// Whether a file of this name belongs to a segment: `<32 hexadecimal digits>.<ending>`, or
/// `<32 hexadecimal digits>.<digits>.del`; or was not finished.
pub(super) fn is_of_segment(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    if let Some(random) = name.strip_prefix(UNFINISHED) {
        return random.len() == UNFINISHED_CHARACTERS
            && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    }
    let mut pieces = name.split('.');
    let segment = pieces.next().unwrap_or_default();
    let is_segment = segment.len() == SEGMENT_DIGITS
        && segment.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let is_number = |piece: &str| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<&str> = pieces.collect();
    is_segment
        && match rest.as_slice() {
            [ending] => ENDINGS.contains(ending),
            [commit, "del"] => is_number(commit),
            _ => false,
        }
}

/// Checks that the folder is missing, empty, or an index of this program with nothing else in it.
///
/// # Errors
/// [`IndexError::Foreign`] with what is not this program's.
pub fn check_removable(folder: &Path) -> Result<(), IndexError> {
    own_files(folder).map(drop)
}

/// Removes an index folder, if there is one, and its index in the engine, where one is named: when
/// that does not answer it stays, which is said.
///
/// # Errors
/// As [`check_removable`]; then nothing was removed. And when the system refuses.
pub fn remove_folder(folder: &Path, engine: Option<&Engine>) -> Result<(), IndexError> {
    let unreadable = |cause| IndexError::Unreadable { path: folder.to_path_buf(), cause };
    let Some(files) = own_files(folder)? else { return Ok(()) };
    let remote = Mark::read(folder).ok().and_then(|mark| mark.remote);
    for file in files.iter().filter(|file| **file != mark(folder)) {
        remove(file).map_err(unreadable)?;
    }
    remove(&mark(folder)).map_err(unreadable)?;
    fs::remove_dir(folder).map_err(unreadable)?;
    if let Some((engine, name)) = engine.zip(remote)
        && let Err(error) = RemoteIndex::named(engine, &name).remove()
    {
        tracing::warn!(%error, index = name, "an index that is no longer used stays in the engine");
    }
    Ok(())
}

/// Removes a file that may have gone by itself.
fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// The files of an index folder; `None` when there is no folder.
fn own_files(folder: &Path) -> Result<Option<Vec<PathBuf>>, IndexError> {
    let unreadable = |cause| IndexError::Unreadable { path: folder.to_path_buf(), cause };
    let foreign = |path: &Path| Err(IndexError::Foreign(path.to_path_buf()));
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
        Ok(metadata) if !metadata.is_dir() => return foreign(folder),
        Ok(_) => {}
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let is_named = name == MARK || NAMES.iter().any(|own| name == *own) || is_of_segment(&name);
        if !is_named || !entry.file_type().map_err(unreadable)?.is_file() {
            return foreign(&entry.path());
        }
        files.push(entry.path());
    }
    if !files.is_empty() && !is_index_folder(folder) {
        return foreign(folder);
    }
    Ok(Some(files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_what_was_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for remote in [None, Some("verbatim-00ff".to_owned())] {
            let written = Mark { version: "20.1.2".to_owned(), remote };
            fs::write(mark(folder.path()), written.to_string()).expect("written");
            assert_eq!(Mark::read(folder.path()).expect("read"), written);
        }
    }

    #[test]
    fn only_names_that_tantivy_gives_are_of_a_segment() {
        let segment = "0123456789abcdef0123456789abcdef";
        for name in [
            format!("{segment}.idx"),
            format!("{segment}.15.del"),
            format!("{segment}.fieldnorm"),
            ".tmpAb3dE9".to_owned(),
        ] {
            assert!(is_of_segment(OsStr::new(&name)), "{name}");
        }
        for name in [
            "meta.json".to_owned(),
            "notes.store".to_owned(),
            segment.to_owned(),
            format!("{segment}.md"),
            format!("{segment}.x.del"),
            format!("{segment}.1.idx"),
            format!("{}.idx", segment.to_uppercase()),
            format!("{}.idx", &segment[1..]),
            ".tmp".to_owned(),
            ".tmp-notes.txt".to_owned(),
        ] {
            assert!(!is_of_segment(OsStr::new(&name)), "{name}");
        }
    }
}

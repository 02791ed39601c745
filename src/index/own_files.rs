//! Which files in an index folder are this program's, and removing them. Nothing else is ever
//! removed: a folder without the program's mark, or with anything else in it, is left as it is.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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

/// Removes an index folder, if there is one.
///
/// # Errors
/// As [`check_removable`]; then nothing was removed. And when the system refuses.
pub fn remove_folder(folder: &Path) -> Result<(), IndexError> {
    let unreadable = |cause| IndexError::Unreadable { path: folder.to_path_buf(), cause };
    let Some(files) = own_files(folder)? else { return Ok(()) };
    for file in files.iter().filter(|file| **file != mark(folder)) {
        remove(file).map_err(unreadable)?;
    }
    remove(&mark(folder)).map_err(unreadable)?;
    fs::remove_dir(folder).map_err(unreadable)
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

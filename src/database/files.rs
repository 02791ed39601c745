//! The files that a SQLite file consists of.

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::document::regular_file;

/// How SQLite names the files beside one.
pub(super) const BESIDE: &[&str] = &["", "-wal", "-shm", "-journal"];

/// Whether the file ends within a page: SQLite reads zeros for the rest. Not while there is a log of changes,
/// from which the page may be written once more.
pub(super) fn is_cut(path: &Path) -> io::Result<bool> {
    let mut head = [0; 18];
    let mut file = regular_file::open(path, OpenOptions::new().read(true))?;
    let n_bytes = file.metadata()?.len();
    let has_log = fs::metadata(beside(path, BESIDE[1])).is_ok_and(|log| log.len() > 0);
    if has_log || file.read_exact(&mut head).is_err() {
        return Ok(false);
    }
    // The size of a page; 1 stands for 65,536 (SQLite, "Database File Format").
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 1 << 16,
        size => u64::from(size),
    };
    Ok(!n_bytes.is_multiple_of(page.max(1)))
}

/// The name of a file beside another.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes what may not be there; where that fails, what comes next says so.
pub(super) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

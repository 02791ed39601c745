//! Where everything lies.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folders of a library.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The documents; only read.
    pub seeds: PathBuf,
    /// What the program writes.
    pub data: PathBuf,
    /// This program, of which processes are started that read PDF and archives; without it they are
    /// read in this one.
    pub program: Option<PathBuf>,
}

impl Folders {
    pub(super) fn index(&self) -> PathBuf {
        self.data.join("index")
    }

    /// Where an index is made that is to take the place of the other.
    pub(super) fn next_index(&self) -> PathBuf {
        self.data.join("index.new")
    }

    /// Where the other goes before it is removed.
    pub(super) fn last_index(&self) -> PathBuf {
        self.data.join("index.old")
    }

    pub(super) fn texts(&self) -> PathBuf {
        self.data.join("texts")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }
}

/// Checks that a folder can be written to: makes it if need be, and a file in it.
///
/// # Errors
/// What the system said.
pub fn try_writing(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)
}

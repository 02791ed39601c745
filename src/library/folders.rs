//! The folders that the program reads and writes.

use std::path::{Path, PathBuf};

use crate::document::{FileName, SERVERS_FOLDER};
use crate::index::Engine;

/// Where everything lies.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The documents; only read.
    pub seeds: PathBuf,
    /// What the program writes.
    pub data: PathBuf,
    /// This program, which is started to read documents in processes of their own; without it they
    /// are read in this one.
    pub program: Option<PathBuf>,
    /// The engine on other machines that has the posting lists of passages; without, the data folder
    /// has them.
    pub engine: Option<Engine>,
}

impl Folders {
    /// The folder that the path of a document starts from: that of the seeds, or for a server's own
    /// document that of the data.
    pub fn root_of(&self, file: &FileName) -> &Path {
        if file.server().is_some() { &self.data } else { &self.seeds }
    }

    /// Where servers' own documents lie.
    pub fn servers(&self) -> PathBuf {
        self.data.join(SERVERS_FOLDER)
    }

    /// Where the index lies.
    pub fn index(&self) -> PathBuf {
        self.data.join("index")
    }

    /// Where an index is built that will replace the current one.
    pub(super) fn next_index(&self) -> PathBuf {
        self.data.join("index.new")
    }

    /// Where the replaced index is moved before it is removed.
    pub(super) fn last_index(&self) -> PathBuf {
        self.data.join("index.old")
    }

    /// Where the stored texts lie.
    pub fn texts(&self) -> PathBuf {
        self.data.join("texts")
    }

    /// Where vectors lie.
    pub fn vectors(&self) -> PathBuf {
        self.data.join("vectors")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }
}

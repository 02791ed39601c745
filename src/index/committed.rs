//! What a commit consists of, so that it can be had in another folder: the files of its segments, which
//! never change, and the one that names them, which makes a copy whole and comes last.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksummed::Checksummed;
use super::error::IndexError;
use super::own_files::{is_of_segment, mark};
use super::sealed_commit::{META, last_seal};
use super::store::version;
use crate::document::regular_file;

/// How often a commit is looked at again that another one replaced meanwhile.
const N_TRIES: usize = 20;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committed {
    /// By which program it can be read.
    version: String,
    /// What tantivy wrote of it.
    pub(super) meta: String,
    /// The files of its segments, by name.
    pub(super) files: BTreeMap<String, Checksummed>,
}

impl Committed {
    /// The last commit of the index in this folder; `None` when there is none.
    ///
    /// # Errors
    /// When the folder cannot be read, or the commit is not what was written.
    pub fn last(folder: &Path) -> Result<Option<Committed>, IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: folder.to_path_buf(), cause };
        if !regular_file::is_there(&mark(folder)) {
            return Ok(None);
        }
        let read = |file: &Path| regular_file::read_to_string(file).map_err(unreadable);
        let version = read(&mark(folder))?;
        for _ in 0..N_TRIES {
            let meta = read(&folder.join(META))?;
            let seal = last_seal(folder).map_err(unreadable)?;
            if let Some(seal) = seal.filter(|seal| seal.is_of(meta.as_bytes())) {
                return Ok(Some(Committed { version, meta, files: seal.files }));
            }
        }
        let cause = "the last commit is not what was written".to_owned();
        Err(IndexError::Entry { path: folder.to_path_buf(), cause })
    }

    /// The names of its files, each with its size in bytes.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file.bytes()))
    }

    /// Whether it has a file of this name.
    pub fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// Whether its file of this name lies here as it was written; all of its bytes are read.
    ///
    /// # Errors
    /// When the system does not let it be read.
    pub fn is_file(&self, name: &str, path: &Path) -> Result<bool, IndexError> {
        let Some(written) = self.files.get(name) else { return Ok(false) };
        match written.is(path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(false),
            looked => {
                looked.map_err(|cause| IndexError::Unreadable { path: path.to_path_buf(), cause })
            }
        }
    }

    /// Whether this program can read it.
    pub fn is_readable(&self) -> bool {
        self.version == version()
    }

    /// Whether its files have names that lead nowhere else: it may come from elsewhere.
    pub fn has_own_names(&self) -> bool {
        self.files.keys().all(|name| is_of_segment(name.as_ref()))
    }
}

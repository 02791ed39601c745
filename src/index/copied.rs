//! An index folder that is a copy of another one's last commit: files come first, the commit last, so
//! that whoever opens the folder finds a whole commit at any moment.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tantivy::{Directory, Index};

use super::committed::Committed;
use super::directory::IndexDirectory;
use super::error::{IndexError, broken};
use super::interrupted::remove_uncommitted;
use super::own_files::{is_index_folder, mark, remove_folder};
use super::sealed_commit::META;
use super::store::version;
use crate::document::regular_file;

/// The folder of a copy.
pub struct CopiedIndex {
    path: PathBuf,
}

impl CopiedIndex {
    /// The copy in this folder, which is made where it is missing; an index of another version goes.
    ///
    /// # Errors
    /// When the folder cannot be written, or anything lies in it that is not this program's.
    pub fn open(path: &Path) -> Result<CopiedIndex, IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: path.to_path_buf(), cause };
        let found = regular_file::read_to_string(&mark(path)).ok();
        if !is_index_folder(path) || found != Some(version()) {
            remove_folder(path, None)?;
            fs::create_dir_all(path).map_err(unreadable)?;
            fs::write(mark(path), version()).map_err(unreadable)?;
        }
        Ok(CopiedIndex { path: path.to_path_buf() })
    }

    /// The commit that is in place; `None` before the first, or where it is damaged.
    pub fn in_place(&self) -> Option<Committed> {
        regular_file::is_there(&self.path.join(META))
            .then(|| Committed::last(&self.path).ok().flatten())
            .flatten()
    }

    /// The names of a commit's files that do not lie here in their size. That they are what was written
    /// was checked when they came; [`CopiedIndex::remove_damaged`] looks again.
    pub fn lacks(&self, commit: &Committed) -> Vec<String> {
        let is_here = |name: &str, bytes| {
            fs::metadata(self.path.join(name)).is_ok_and(|file| file.len() == bytes)
        };
        let missing = commit.files().filter(|(name, bytes)| !is_here(name, *bytes));
        missing.map(|(name, _)| name.to_owned()).collect()
    }

    /// Where a file is written before it is whole.
    pub fn unfinished(&self) -> PathBuf {
        let random: String = std::iter::repeat_with(fastrand::alphanumeric).take(6).collect();
        self.path.join(format!(".tmp{random}"))
    }

    /// Puts a whole file of a commit in its place. Whether it was what was written; else it is removed.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn put(&self, commit: &Committed, name: &str, written: &Path) -> Result<bool, IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: written.to_path_buf(), cause };
        if !commit.is_file(name, written)? {
            fs::remove_file(written).map_err(unreadable)?;
            return Ok(false);
        }
        File::open(written).and_then(|file| file.sync_all()).map_err(unreadable)?;
        fs::rename(written, self.path.join(name)).map_err(unreadable)?;
        Ok(true)
    }

    /// Makes the commit, whose files and texts are here, the one that is opened from now on, and removes
    /// what no commit has any more.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn commit(&self, commit: &Committed) -> Result<(), IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: self.path.clone(), cause };
        let library = |cause| broken(&self.path, cause);
        let directory = IndexDirectory::open(&self.path).map_err(|cause| library(cause.into()))?;
        directory.sync_directory().map_err(unreadable)?;
        directory.atomic_write(Path::new(META), commit.meta.as_bytes()).map_err(unreadable)?;
        let index = Index::open(directory).map_err(library)?;
        remove_uncommitted(&index, &self.path)
    }

    /// Removes the files that are not what was written of a commit. How many there were.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove_damaged(&self, commit: &Committed) -> Result<usize, IndexError> {
        let mut n_removed = 0;
        for (name, _) in commit.files() {
            let path = self.path.join(name);
            if !commit.is_file(name, &path)? && path.exists() {
                let unreadable = |cause| IndexError::Unreadable { path: path.clone(), cause };
                fs::remove_file(&path).map_err(unreadable)?;
                n_removed += 1;
            }
        }
        Ok(n_removed)
    }
}

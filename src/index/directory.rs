//! The index folder as tantivy sees it: its own directory, but that a pipe in the place of a file
//! is an error instead of a wait without end, that a folder that this process cannot write can be
//! read, and that each commit is sealed.

use std::fs::OpenOptions;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Directory;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::refusal::forbids_writing;
use super::refused::{NotingWriter, Refused};
use super::sealed_commit::{META, SEALS, seals_with};
use crate::document::regular_file;

/// The index folder.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    inner: MmapDirectory,
    path: PathBuf,
    refused: Refused,
    access: Access,
}

/// What may be done in the folder.
#[derive(Debug, Clone)]
enum Access {
    /// Whatever the system allows.
    All,
    /// Reading: no lock is left there.
    Reading,
    /// Reading, as if this commit were in place, whose files are there already.
    ReadingAs(Arc<[u8]>),
}

impl IndexDirectory {
    /// Opens a folder that exists.
    pub fn open(path: &Path) -> Result<IndexDirectory, OpenDirectoryError> {
        let (inner, path) = (MmapDirectory::open(path)?, path.to_path_buf());
        Ok(IndexDirectory { inner, path, refused: Refused::default(), access: Access::All })
    }

    /// Opens a folder that exists, to read alone.
    pub fn open_read_only(path: &Path) -> Result<IndexDirectory, OpenDirectoryError> {
        Ok(IndexDirectory { access: Access::Reading, ..IndexDirectory::open(path)? })
    }

    /// Opens a folder that exists, to read alone, as if this commit were in place there.
    pub fn open_as(path: &Path, meta: &[u8]) -> Result<IndexDirectory, OpenDirectoryError> {
        let access = Access::ReadingAs(meta.into());
        Ok(IndexDirectory { access, ..IndexDirectory::open(path)? })
    }

    /// What the system refuses while it is written.
    pub fn refused(&self) -> Refused {
        self.refused.clone()
    }

    /// That a pipe is not opened for reading.
    fn check(&self, file: &Path) -> Result<(), OpenReadError> {
        regular_file::check(&self.path.join(file))
            .map_err(|error| OpenReadError::wrap_io_error(error, file.to_path_buf()))
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.check(path)?;
        self.inner.get_file_handle(path).inspect_err(|error| {
            if let OpenReadError::IoError { io_error, .. } = error {
                self.refused.note(io_error);
            }
        })
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let inner = self.inner.open_write(path).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, .. } = error {
                self.refused.note(io_error);
            }
        })?;
        let noting = NotingWriter { inner, refused: self.refused.clone() };
        Ok(BufWriter::with_capacity(0, Box::new(noting)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if let Access::ReadingAs(meta) = &self.access
            && path == Path::new(META)
        {
            return Ok(meta.to_vec());
        }
        self.check(path)?;
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(META) {
            let seals = seals_with(&self.path, data)?;
            self.inner.atomic_write(Path::new(SEALS), &seals)?;
        }
        self.inner.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let path = self.path.join(&lock.filepath);
        regular_file::check(&path).map_err(LockError::wrap_io_error)?;
        if !matches!(self.access, Access::All) {
            return shared_lock(&path).map_err(LockError::wrap_io_error);
        }
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if lock.filepath == META_LOCK.filepath && forbids_writing(&error) =>
            {
                shared_lock(&path).map_err(LockError::wrap_io_error)
            }
            taken => taken,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

/// Keeps files from being removed while they are opened, as far as a process can that may not
/// write: by a shared lock on the file that writers lock. Where that file is missing or closed to
/// this process, nothing is locked; should a file go meanwhile, opening the index fails and says so.
fn shared_lock(path: &Path) -> io::Result<DirectoryLock> {
    match regular_file::open(path, OpenOptions::new().read(true)) {
        Ok(file) => {
            file.lock_shared()?;
            Ok(DirectoryLock::from(Box::new(file)))
        }
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
            ) =>
        {
            Ok(DirectoryLock::from(Box::new(())))
        }
        Err(error) => Err(error),
    }
}

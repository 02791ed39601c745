//! Where vectors are kept: a SQLite file for each model, a row for each document. Rows are written
//! as they are made, so that what was interrupted goes on; a file that is damaged is made anew, a
//! row that is damaged counts as missing. Losing all of it costs the time to make it again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, ffi, params};

use super::document_vectors::DocumentVectors;
use super::key::VectorKey;
use crate::document::regular_file;

/// How the files' names end, and how SQLite names those beside them.
const ENDING: &str = ".sqlite";
const BESIDE: &[&str] = &["", "-journal"];
/// One row a document.
const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, content BLOB NOT NULL)";
/// How long another process that writes is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// The vectors that one model made.
pub struct VectorStore {
    path: PathBuf,
    connection: Connection,
}

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum VectorStoreError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unwritable {
        /// The folder, or the file.
        path: PathBuf,
        /// What it said.
        cause: std::io::Error,
    },
    /// SQLite said no.
    #[error("{path}: {cause}")]
    Store {
        /// The file.
        path: PathBuf,
        /// What it said.
        cause: rusqlite::Error,
    },
}

impl VectorStore {
    /// Opens the file of a model in this folder, or makes it; one that is damaged is made anew.
    /// Where the folder cannot be written, what is there is only read.
    ///
    /// # Errors
    /// When there is none and it cannot be made.
    pub fn open(folder: &Path, model: &str) -> Result<VectorStore, VectorStoreError> {
        let path = folder.join(format!("{model}{ENDING}"));
        let unwritable = |cause| VectorStoreError::Unwritable { path: folder.to_path_buf(), cause };
        let store = |cause| VectorStoreError::Store { path: path.clone(), cause };
        let made = fs::create_dir_all(folder);
        regular_file::check(&path)
            .map_err(|cause| VectorStoreError::Unwritable { path: path.clone(), cause })?;
        match writable(&path) {
            Ok(connection) => Ok(VectorStore { path, connection }),
            Err(error) if is_damaged(&path, &error) => {
                tracing::warn!(%error, "the vectors are damaged and are made anew");
                let connection = anew(&path).map_err(store)?;
                Ok(VectorStore { path, connection })
            }
            Err(error) => match readable(&path) {
                Ok(connection) => Ok(VectorStore { path, connection }),
                Err(_) => Err(made.err().map_or_else(|| store(error), unwritable)),
            },
        }
    }

    /// Hands out the vectors of each of these documents that are there, in the order of their keys. A
    /// file that turns out to be damaged is made anew, and has none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(
        &mut self,
        wanted: &BTreeSet<VectorKey>,
        mut take: impl FnMut(VectorKey, DocumentVectors),
    ) -> Result<(), VectorStoreError> {
        let mut read = || -> rusqlite::Result<()> {
            let mut one = self.connection.prepare("SELECT content FROM vectors WHERE key = ?1")?;
            for key in wanted {
                let mut rows = one.query(params![key.as_bytes()])?;
                let Some(row) = rows.next()? else { continue };
                if let Some(vectors) = DocumentVectors::from_bytes(row.get_ref(0)?.as_blob()?) {
                    take(*key, vectors);
                }
            }
            Ok(())
        };
        match read() {
            Err(error) if is_damaged(&self.path, &error) => self.make_anew(&error),
            read => read.map_err(|cause| self.broken(cause)),
        }
    }

    /// Stores the vectors of documents, all or none of them. A file that turns out to be damaged is made
    /// anew, with these alone.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&mut self, made: &[(VectorKey, DocumentVectors)]) -> Result<(), VectorStoreError> {
        let write = |connection: &mut Connection| -> rusqlite::Result<()> {
            let transaction = connection.transaction()?;
            for (key, vectors) in made {
                transaction.execute(
                    "INSERT OR REPLACE INTO vectors VALUES (?1, ?2)",
                    params![key.as_bytes(), vectors.to_bytes()],
                )?;
            }
            transaction.commit()
        };
        match write(&mut self.connection) {
            Err(error) if is_damaged(&self.path, &error) => {
                self.make_anew(&error)?;
                write(&mut self.connection)
            }
            written => written,
        }
        .map_err(|cause| self.broken(cause))
    }

    /// Removes the vectors of all documents but these. Returns how many were removed. A file that turns out
    /// to be damaged is made anew, and has none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn retain(&mut self, wanted: &BTreeSet<VectorKey>) -> Result<usize, VectorStoreError> {
        let mut remove = || -> rusqlite::Result<usize> {
            let keys: Vec<Vec<u8>> = self
                .connection
                .prepare("SELECT key FROM vectors")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let is_unused = |key: &&Vec<u8>| {
                VectorKey::from_bytes(key).is_none_or(|key| !wanted.contains(&key))
            };
            let transaction = self.connection.transaction()?;
            let mut n_removed = 0;
            for key in keys.iter().filter(is_unused) {
                n_removed += transaction.execute("DELETE FROM vectors WHERE key = ?1", [key])?;
            }
            transaction.commit()?;
            Ok(n_removed)
        };
        match remove() {
            Err(error) if is_damaged(&self.path, &error) => self.make_anew(&error).map(|()| 0),
            removed => removed.map_err(|cause| self.broken(cause)),
        }
    }

    fn make_anew(&mut self, error: &rusqlite::Error) -> Result<(), VectorStoreError> {
        tracing::warn!(%error, "the vectors are damaged and are made anew");
        self.connection = anew(&self.path).map_err(|cause| self.broken(cause))?;
        Ok(())
    }

    fn broken(&self, cause: rusqlite::Error) -> VectorStoreError {
        VectorStoreError::Store { path: self.path.clone(), cause }
    }
}

/// Removes a damaged file, and makes a new one.
fn anew(path: &Path) -> rusqlite::Result<Connection> {
    for ending in BESIDE {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(name);
    }
    writable(path)
}

fn writable(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    // A power cut may take the last rows; a checksum tells what is left of them.
    connection.pragma_update(None, "synchronous", "normal")?;
    // Whoever only reads changes no byte.
    if !connection.table_exists(None, "vectors")? {
        connection.pragma_update(None, "auto_vacuum", "full")?;
        connection.execute_batch(TABLE)?;
    }
    Ok(connection)
}

fn readable(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(BUSY)?;
    connection.prepare("SELECT content FROM vectors WHERE key = ?1")?;
    Ok(connection)
}

/// Whether the file is not what was written. SQLite says so of a disk that fails as well: then the file
/// cannot be read through, or is whole when it is looked at once more. Where the file was cut within a
/// page, SQLite calls that an error of the disk for rows that reach there, and zeros when it checks the file.
fn is_damaged(path: &Path, error: &rusqlite::Error) -> bool {
    let is_whole = || -> rusqlite::Result<bool> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(BUSY)?;
        connection
            .query_row("PRAGMA quick_check(1)", [], |row| Ok(row.get_ref(0)?.as_str()? == "ok"))
    };
    let can_be_read =
        || File::open(path).and_then(|mut file| io::copy(&mut file, &mut io::sink())).is_ok();
    let is_cut = error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHORT_READ);
    let is_other = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    );
    (is_cut || is_other) && can_be_read() && (is_cut || !is_whole().unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_last_byte_is_made_anew() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let key = VectorKey::from_bytes(&[7; 32]).expect("a key");
        let store = VectorStore::open(folder.path(), "a").expect("made");
        let long = vec![1u8; 200_000];
        let row = params![key.as_bytes(), long];
        store.connection.execute("INSERT INTO vectors VALUES (?1, ?2)", row).expect("written");
        let path = store.path.clone();
        drop(store);
        let file = File::options().write(true).open(&path).expect("a file");
        file.set_len(file.metadata().expect("readable").len() - 1).expect("cut");
        for _ in 0..2 {
            let mut store = VectorStore::open(folder.path(), "a").expect("opened");
            store.read(&[key].into(), |_, _| {}).expect("made anew, or without the row");
        }
    }
}

//! Opening and creating the index. An index of another version, or a damaged one, is made anew: it
//! holds nothing that cannot be read from the documents again.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::error::DataCorruption;
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{IndexReader, ReloadPolicy};

use super::error::{IndexError, broken};
use super::integrity::{self, Extent};
use super::schema::{Fields, TERMS, schema};
use super::snapshot::Snapshot;
use super::writer::IndexWriter;
use crate::{extract, segment};

/// What entries store is compressed in blocks of about so many bytes: an answer decompresses one
/// for each passage that it looks at.
const BLOCK: usize = 4 << 10;

/// Counts up whenever the schema or the analysis of words changes.
const VERSION: u32 = 15;

/// An open index.
#[derive(Clone)]
pub struct Index {
    path: PathBuf,
    inner: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
}

impl Index {
    /// Opens the index in this folder.
    ///
    /// # Errors
    /// [`IndexError::Missing`] when there is none, or one of another version; else when it is
    /// damaged.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        if fs::read_to_string(version_file(path)).ok().as_deref() != Some(version().as_str()) {
            return Err(IndexError::Missing(path.to_path_buf()));
        }
        if !matches_checksums(path, Extent::Changed)? {
            let cause = DataCorruption::comment_only("a file does not match its checksum");
            return Err(broken(path, cause.into()));
        }
        let inner = tantivy::Index::open_in_dir(path).map_err(|cause| broken(path, cause))?;
        Index::with(path, inner)
    }

    /// Creates an empty index in this folder; whatever index was there is gone.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(path: &Path) -> Result<Index, IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: path.to_path_buf(), cause };
        if path.exists() {
            fs::remove_dir_all(path).map_err(unreadable)?;
        }
        fs::create_dir_all(path).map_err(unreadable)?;
        let directory = MmapDirectory::open(path).map_err(|cause| broken(path, cause.into()))?;
        let settings = tantivy::IndexSettings { docstore_blocksize: BLOCK, ..Default::default() };
        let inner = tantivy::Index::create(directory, schema().0, settings)
            .map_err(|cause| broken(path, cause))?;
        fs::write(version_file(path), version()).map_err(unreadable)?;
        Index::with(path, inner)
    }

    fn with(path: &Path, inner: tantivy::Index) -> Result<Index, IndexError> {
        let (expected, fields) = schema();
        if inner.schema() != expected {
            return Err(IndexError::Missing(path.to_path_buf()));
        }
        inner.tokenizers().register(TERMS, WhitespaceTokenizer::default());
        let reader = inner
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|cause| broken(path, cause))?;
        Ok(Index { path: path.to_path_buf(), inner, fields, reader })
    }

    /// A snapshot of the last commit. Later commits do not change it.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, IndexError> {
        self.reader.reload().map_err(|cause| broken(&self.path, cause))?;
        Snapshot::new(self.path.clone(), self.reader.searcher(), self.fields)
    }

    /// Whether its files still match their checksums: reads all of them.
    pub fn is_whole(&self) -> bool {
        matches_checksums(&self.path, Extent::All).unwrap_or(false)
    }

    /// A writer for about this many bytes of text; there can be one at a time over all processes.
    ///
    /// # Errors
    /// When another process writes, or the folder cannot be written.
    pub fn writer(&self, n_bytes: u64) -> Result<IndexWriter, IndexError> {
        IndexWriter::new(&self.inner, &self.path, self.fields, n_bytes)
    }
}

fn matches_checksums(path: &Path, extent: Extent) -> Result<bool, IndexError> {
    integrity::matches_checksums(path, extent).map_err(|cause| broken(path, cause.into()))
}

fn version() -> String {
    format!("{VERSION}.{}.{}", extract::VERSION, segment::VERSION)
}

fn version_file(path: &Path) -> PathBuf {
    path.join("verbatim-version")
}

//! Opening and creating the index. An index of another version, or a damaged one, is made anew: it
//! holds nothing that cannot be read from the documents again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenDirectoryError;
use tantivy::error::DataCorruption;
use tantivy::tokenizer::WhitespaceTokenizer;
use tantivy::{IndexReader, ReloadPolicy};

use super::directory::IndexDirectory;
use super::error::{IndexError, broken};
use super::integrity::{self, Compared, Extent};
use super::own_files::{mark, remove_folder};
use super::refused::Refused;
use super::schema::{Fields, TERMS, schema};
use super::sealed_commit::META;
use super::snapshot::Snapshot;
use super::writer::{IndexWriter, Writing};
use crate::document::{TextHash, regular_file};
use crate::{extract, segment};

/// What entries store is compressed in blocks of about so many bytes: an answer decompresses one
/// for each passage that it looks at.
const BLOCK: usize = 4 << 10;

/// Counts up whenever the schema or the analysis of words changes.
const VERSION: u32 = 21;

/// An open index.
#[derive(Clone)]
pub struct Index {
    path: PathBuf,
    inner: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    refused: Refused,
}

impl Index {
    /// Opens the index in this folder.
    ///
    /// # Errors
    /// [`IndexError::Missing`] when there is none, or one of another version; else when it is
    /// damaged.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        Index::open_with(path, IndexDirectory::open, |path| {
            matches_checksums(path, Extent::Changed)
        })
    }

    /// The same without writing a byte there: which files were compared is remembered by the caller.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_read_only(path: &Path, compared: &mut Compared) -> Result<Index, IndexError> {
        let matches = |path: &Path| {
            compared.matches_checksums(path).map_err(|cause| broken(path, cause.into()))
        };
        Index::open_with(path, IndexDirectory::open_read_only, matches)
    }

    fn open_with(
        path: &Path,
        directory: impl FnOnce(&Path) -> Result<IndexDirectory, OpenDirectoryError>,
        matches_checksums: impl FnOnce(&Path) -> Result<bool, IndexError>,
    ) -> Result<Index, IndexError> {
        match regular_file::read_to_string(&mark(path)) {
            Ok(found) if found == version() => {}
            Ok(_) => return Err(IndexError::Missing(path.to_path_buf())),
            Err(cause) => match cause.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::InvalidData => {
                    return Err(IndexError::Missing(path.to_path_buf()));
                }
                _ => return Err(IndexError::Unreadable { path: mark(path), cause }),
            },
        }
        if !matches_checksums(path)? {
            let cause = DataCorruption::comment_only("a file is not what was committed");
            return Err(broken(path, cause.into()));
        }
        let directory = directory(path).map_err(|cause| broken(path, cause.into()))?;
        let refused = directory.refused();
        let inner = tantivy::Index::open(directory).map_err(|cause| broken(path, cause))?;
        Index::with(path, inner, refused)
    }

    /// Creates an empty index in this folder; whatever index was there is gone.
    ///
    /// # Errors
    /// When the folder cannot be written; when anything lies in it that is not this program's, and
    /// then nothing was removed.
    pub fn create(path: &Path) -> Result<Index, IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: path.to_path_buf(), cause };
        remove_folder(path)?;
        fs::create_dir_all(path).map_err(unreadable)?;
        // Without a version until the index is there.
        fs::write(mark(path), "").map_err(unreadable)?;
        let directory = IndexDirectory::open(path).map_err(|cause| broken(path, cause.into()))?;
        let refused = directory.refused();
        let settings = tantivy::IndexSettings { docstore_blocksize: BLOCK, ..Default::default() };
        let inner = tantivy::Index::create(directory, schema().0, settings)
            .map_err(|cause| broken(path, cause))?;
        fs::write(mark(path), version()).map_err(unreadable)?;
        Index::with(path, inner, refused)
    }

    fn with(path: &Path, inner: tantivy::Index, refused: Refused) -> Result<Index, IndexError> {
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
        Ok(Index { path: path.to_path_buf(), inner, fields, reader, refused })
    }

    /// The file in an index folder that each commit replaces.
    pub fn commit_file(path: &Path) -> PathBuf {
        path.join(META)
    }

    /// A snapshot of the last commit. Later commits do not change it.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, IndexError> {
        let citations = || self.inner.load_metas().map(|metas| metas.payload);
        let library = |cause| broken(&self.path, cause);
        // A commit may come between what is read of it here and there.
        let mut said = citations().map_err(library)?;
        loop {
            self.reader.reload().map_err(library)?;
            let says = citations().map_err(library)?;
            if says == said {
                break;
            }
            said = says;
        }
        let citations = said.and_then(|hash| TextHash::parse(&hash).ok());
        Snapshot::new(self.path.clone(), self.reader.searcher(), self.fields)
            .map(|snapshot| snapshot.with_citations(citations))
    }

    /// Whether its files still match their checksums: reads all of them.
    ///
    /// # Errors
    /// When they cannot be read for another reason than damage.
    pub fn is_whole(&self) -> Result<bool, IndexError> {
        match matches_checksums(&self.path, Extent::All) {
            Err(error) if error.is_damage() => Ok(false),
            compared => compared,
        }
    }

    /// A writer for about this many bytes of text; there can be one at a time over all processes.
    ///
    /// # Errors
    /// When another process writes, or the folder cannot be written.
    pub fn writer(&self, n_bytes: u64) -> Result<IndexWriter, IndexError> {
        let writing = Writing { path: self.path.clone(), refused: self.refused.clone() };
        IndexWriter::new(&self.inner, writing, self.fields, n_bytes)
    }
}

fn matches_checksums(path: &Path, extent: Extent) -> Result<bool, IndexError> {
    integrity::matches_checksums(path, extent).map_err(|cause| broken(path, cause.into()))
}

/// What marks the folder of an index that this program reads and writes.
pub(super) fn version() -> String {
    format!("{VERSION}.{}.{}", extract::VERSION, segment::VERSION)
}

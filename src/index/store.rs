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
use super::engine::{Engine, RemoteIndex};
use super::error::{IndexError, broken};
use super::integrity::{self, Compared, Extent};
use super::own_files::{Mark, mark, remove_folder};
use super::refused::Refused;
use super::schema::{Fields, Postings, TERMS, schema};
use super::sealed_commit::META;
use super::snapshot::Snapshot;
use super::writer::{IndexWriter, Writing};
use crate::document::TextHash;
use crate::{extract, segment};

/// What entries store is compressed in blocks of about so many bytes: an answer decompresses one
/// for each passage that it looks at.
const BLOCK: usize = 4 << 10;

/// Counts up whenever the schema or the analysis of words changes.
const VERSION: u32 = 22;

/// An open index.
#[derive(Clone)]
pub struct Index {
    path: PathBuf,
    inner: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    refused: Refused,
    /// The index in the engine that has the posting lists of passages; `None` where this has them.
    remote: Option<RemoteIndex>,
}

impl Index {
    /// Opens the index in this folder, whose posting lists lie in the engine, where one is named.
    ///
    /// # Errors
    /// [`IndexError::Missing`] when there is none, one of another version, or one without an engine
    /// where one is named; [`IndexError::OfEngine`] the other way round; else when it is damaged, or
    /// the engine does not answer or lacks passages.
    pub fn open(path: &Path, engine: Option<&Engine>) -> Result<Index, IndexError> {
        let matches = |path: &Path| matches_checksums(path, Extent::Changed);
        Index::open_with((path, engine), IndexDirectory::open, matches)
    }

    /// The same without writing a byte there: which files were compared is remembered by the caller.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_read_only(
        path: &Path,
        engine: Option<&Engine>,
        compared: &mut Compared,
    ) -> Result<Index, IndexError> {
        let matches = |path: &Path| {
            compared.matches_checksums(path).map_err(|cause| broken(path, cause.into()))
        };
        Index::open_with((path, engine), IndexDirectory::open_read_only, matches)
    }

    fn open_with(
        (path, engine): (&Path, Option<&Engine>),
        directory: impl FnOnce(&Path) -> Result<IndexDirectory, OpenDirectoryError>,
        matches_checksums: impl FnOnce(&Path) -> Result<bool, IndexError>,
    ) -> Result<Index, IndexError> {
        let missing = || IndexError::Missing(path.to_path_buf());
        let found = match Mark::read(path) {
            Ok(found) if found.version == version() => found,
            Ok(_) => return Err(missing()),
            Err(cause) => match cause.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::InvalidData => return Err(missing()),
                _ => return Err(IndexError::Unreadable { path: mark(path), cause }),
            },
        };
        let remote = match (engine, &found.remote) {
            (None, None) => None,
            (Some(engine), Some(name)) => Some(RemoteIndex::named(engine, name)),
            (None, Some(_)) => return Err(IndexError::OfEngine(path.to_path_buf())),
            (Some(_), None) => return Err(missing()),
        };
        if !matches_checksums(path)? {
            let cause = DataCorruption::comment_only("a file is not what was committed");
            return Err(broken(path, cause.into()));
        }
        let directory = directory(path).map_err(|cause| broken(path, cause.into()))?;
        let refused = directory.refused();
        let inner = tantivy::Index::open(directory).map_err(|cause| broken(path, cause))?;
        let index = Index::with(path, inner, refused, remote)?;
        if index.remote.is_some() {
            index.snapshot()?.check_engine()?;
        }
        Ok(index)
    }

    /// Creates an empty index in this folder, and one in the engine where one is named; whatever
    /// index was there is gone.
    ///
    /// # Errors
    /// When the folder cannot be written; when anything lies in it that is not this program's, and
    /// then nothing was removed; when the engine does not answer.
    pub fn create(path: &Path, engine: Option<&Engine>) -> Result<Index, IndexError> {
        let unreadable = |cause| IndexError::Unreadable { path: path.to_path_buf(), cause };
        remove_folder(path, engine)?;
        let remote = engine.map(RemoteIndex::create).transpose()?;
        fs::create_dir_all(path).map_err(unreadable)?;
        let name = remote.as_ref().map(|remote| remote.name().to_owned());
        // Without a version until the index is there.
        let unfinished = Mark { version: String::new(), remote: name.clone() };
        fs::write(mark(path), unfinished.to_string()).map_err(unreadable)?;
        let directory = IndexDirectory::open(path).map_err(|cause| broken(path, cause.into()))?;
        let refused = directory.refused();
        let settings = tantivy::IndexSettings { docstore_blocksize: BLOCK, ..Default::default() };
        let inner = tantivy::Index::create(directory, schema(postings(&remote)).0, settings)
            .map_err(|cause| broken(path, cause))?;
        let whole = Mark { version: version(), remote: name };
        fs::write(mark(path), whole.to_string()).map_err(unreadable)?;
        Index::with(path, inner, refused, remote)
    }

    fn with(
        path: &Path,
        inner: tantivy::Index,
        refused: Refused,
        remote: Option<RemoteIndex>,
    ) -> Result<Index, IndexError> {
        let (expected, fields) = schema(postings(&remote));
        if inner.schema() != expected {
            return Err(IndexError::Missing(path.to_path_buf()));
        }
        inner.tokenizers().register(TERMS, WhitespaceTokenizer::default());
        let reader = inner
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|cause| broken(path, cause))?;
        Ok(Index { path: path.to_path_buf(), inner, fields, reader, refused, remote })
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
        let searcher = self.reader.searcher();
        Snapshot::new(self.path.clone(), searcher, self.fields, self.remote.as_ref())
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
    /// When another process writes, or the folder cannot be written; when the engine does not answer.
    pub fn writer(&self, n_bytes: u64) -> Result<IndexWriter, IndexError> {
        let writing = Writing { path: self.path.clone(), refused: self.refused.clone() };
        let before = self.remote.is_some().then(|| self.snapshot()).transpose()?;
        IndexWriter::new(&self.inner, writing, self.fields, n_bytes, before)
    }
}

fn matches_checksums(path: &Path, extent: Extent) -> Result<bool, IndexError> {
    integrity::matches_checksums(path, extent).map_err(|cause| broken(path, cause.into()))
}

fn postings(remote: &Option<RemoteIndex>) -> Postings {
    if remote.is_some() { Postings::InEngine } else { Postings::Embedded }
}

/// What marks the folder of an index that this program reads and writes.
pub(super) fn version() -> String {
    format!("{VERSION}.{}.{}", extract::VERSION, segment::VERSION)
}

//! The stored texts that questions quote from, cached in memory as long as their files do not
//! change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::cache::Cache;
use super::file_problem::FileProblem;
use super::regular_file;
use super::text::{Text, stored_path};
use super::text_error::TextError;
use super::text_hash::TextHash;

/// Capacity of the cache, in bytes of text.
const MAX_BYTES: usize = 64 << 20;

/// The folder of stored texts. Clones share one cache.
#[derive(Clone)]
pub struct Texts {
    folder: PathBuf,
    /// A lock, because a look-up on any thread changes which text was used last; held for the
    /// look-up only, never while a file is read.
    cache: Arc<Mutex<Cache<TextHash, (FileState, Text)>>>,
}

/// Size in bytes and modification time of a stored file when its hash was checked: while they stay,
/// so does the hash.
type FileState = (u64, Option<SystemTime>);

fn state(metadata: &fs::Metadata) -> FileState {
    (metadata.len(), metadata.modified().ok())
}

impl Texts {
    /// The texts stored in this folder; it need not exist yet.
    pub fn new(folder: PathBuf) -> Texts {
        Texts { folder, cache: Arc::new(Mutex::new(Cache::new(MAX_BYTES))) }
    }

    /// The folder that they are stored in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the text with this hash is stored.
    pub fn path(&self, hash: &TextHash) -> PathBuf {
        stored_path(&self.folder, hash)
    }

    /// Flushes the texts stored so far to the disk: all in one call, since one for each text takes
    /// longer than all else. On other systems than Linux the system does so in its own time; a text
    /// that was lost is recognised by its hash.
    ///
    /// # Errors
    /// When the system cannot write them.
    pub fn sync(&self) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if self.folder.is_dir() {
            rustix::fs::syncfs(fs::File::open(&self.folder)?)?;
        }
        Ok(())
    }

    /// Puts a copy of a text that another process stored under its hash. Whether the bytes have it; else
    /// nothing is written.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn put_copy(&self, hash: &TextHash, bytes: &[u8]) -> io::Result<bool> {
        if TextHash::of(bytes) != *hash {
            return Ok(false);
        }
        let path = stored_path(&self.folder, hash);
        let unfinished = path.with_extension("new");
        fs::create_dir_all(&self.folder)?;
        regular_file::check(&unfinished)?;
        fs::write(&unfinished, bytes)?;
        fs::rename(&unfinished, &path)?;
        Ok(true)
    }

    /// Removes the stored text under this hash where its bytes have another.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn remove_damaged(&self, hash: &TextHash) -> io::Result<()> {
        match Text::load(&self.folder, hash) {
            Err(TextError::Unreadable { cause, .. }) => Err(cause),
            Err(TextError::File { problem: FileProblem::Missing, .. }) | Ok(_) => Ok(()),
            Err(TextError::File { path, .. }) => fs::remove_file(path),
        }
    }

    /// The text with this hash. The hash is checked the first time, and again when the stored file
    /// has changed.
    ///
    /// # Errors
    /// When it cannot be read, or was altered.
    pub fn get(&self, hash: &TextHash) -> Result<Text, TextError> {
        let known = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned();
        if let Some((known, text)) = known {
            let path = stored_path(&self.folder, hash);
            let metadata = fs::metadata(&path)
                .map_err(|cause| TextError::Unreadable { path, cause }.of_stored())?;
            if state(&metadata) == known {
                return Ok(text);
            }
        }
        let (text, metadata) = Text::load_with_state(&self.folder, hash)?;
        let state = state(&metadata);
        let n_bytes = text.as_str().len();
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).put(
            hash.clone(),
            (state, text.clone()),
            n_bytes,
        );
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::file_name::FileName;
    use crate::document::file_problem::FileProblem;

    #[test]
    fn a_text_altered_after_its_first_use_is_refused_at_the_next() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("a.txt"), "A sentence.").expect("written");
        let text =
            Text::read(folder.path(), &FileName::new("a.txt").expect("a name")).expect("UTF-8");
        let texts = Texts::new(folder.path().join("texts"));
        text.store(texts.folder()).expect("stored");
        assert_eq!(texts.get(text.hash()).expect("whole"), text);
        fs::write(stored_path(texts.folder(), text.hash()), "Another one.").expect("written");
        assert!(matches!(
            texts.get(text.hash()),
            Err(TextError::File { problem: FileProblem::Altered, .. })
        ));
    }
}

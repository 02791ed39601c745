//! The stored texts that questions quote from, kept in memory as long as their files stay what they
//! were.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::cache::Cache;
use super::text::{Text, stored_path};
use super::text_error::TextError;
use super::text_hash::TextHash;

/// Texts in memory together hold at most this many bytes; the least recently used go first.
const MAX_BYTES: usize = 64 << 20;

/// The folder of stored texts. Clones share one memory.
#[derive(Clone)]
pub struct Texts {
    folder: PathBuf,
    /// A lock, because questions on several threads move entries to the front; held for a look-up
    /// only, never while a file is read.
    cache: Arc<Mutex<Cache<TextHash, (FileState, Text)>>>,
}

/// By what a stored file is told to be the one that was checked.
type FileState = (u64, Option<SystemTime>);

fn state(metadata: &fs::Metadata) -> FileState {
    (metadata.len(), metadata.modified().ok())
}

impl Texts {
    /// The texts stored in this folder; it need not exist yet.
    pub fn new(folder: PathBuf) -> Texts {
        Texts { folder, cache: Arc::new(Mutex::new(Cache::new(MAX_BYTES))) }
    }

    /// Where they are stored.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Sees to it that the texts stored so far outlive a failure of the machine: all at once, since
    /// a call a text takes longer than all else. Elsewhere than on Linux the system does so in its
    /// own time; a text that was lost is told by its hash.
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

    /// The text with this hash. The hash is checked the first time, and again when the stored file
    /// changed.
    ///
    /// # Errors
    /// When it cannot be read, or was altered.
    pub fn get(&self, hash: &TextHash) -> Result<Text, TextError> {
        let known = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned();
        if let Some((known, text)) = known {
            let path = stored_path(&self.folder, hash);
            let metadata =
                fs::metadata(&path).map_err(|cause| TextError::Unreadable { path, cause })?;
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

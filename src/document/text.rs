//! The text of a document, unchanged. The only two ways to one: reading a file below the seeds
//! folder, and loading the stored copy, whose hash is checked. No other code can make words that
//! look quoted.

use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file_name::FileName;
use super::file_problem::FileProblem;
use super::range::ByteRange;
use super::refusal::Refusal;
use super::regular_file;
use super::text_error::TextError;
use super::text_hash::TextHash;

/// A larger file is refused rather than read into memory: 1 GiB.
const MAX_BYTES: u64 = 1 << 30;

const FORM_FEED: u8 = 0x0c;

/// A document's words: of UTF-8 text exactly as the file holds them, byte-order mark, carriage
/// returns and all; of other formats as they were extracted.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    words: Arc<str>,
    hash: TextHash,
}

impl Text {
    /// Reads a file below the seeds folder.
    ///
    /// # Errors
    /// When the file cannot be read, is no regular file, is empty (white space alone counts), too
    /// large, or not UTF-8.
    pub fn read(seeds: &Path, file: &FileName) -> Result<Text, TextError> {
        let path = file.below(seeds);
        let (bytes, _) = read_bytes(&path)?;
        if bytes.contains(&0) {
            let at = bytes.iter().position(|&byte| byte == 0).unwrap_or_default();
            return Err(TextError::File { path, problem: FileProblem::NotUtf8 { at } });
        }
        match String::from_utf8(bytes) {
            Ok(words) => Text::of(words, path),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                Err(TextError::File { path, problem: FileProblem::NotUtf8 { at } })
            }
        }
    }

    /// Reads a file below the seeds folder whose text may be other than its bytes. `admit` sees its
    /// first bytes (`n_head` of them, or all); `decode` makes the text of all bytes, and returns
    /// whatever else it found beside it.
    ///
    /// # Errors
    /// When the file cannot be read, is no regular file, is too large or empty, or is refused by
    /// `admit` or `decode`, which give the reason.
    pub(crate) fn read_as<F, T>(
        seeds: &Path,
        file: &FileName,
        n_head: usize,
        admit: impl FnOnce(&[u8]) -> Result<F, Refusal>,
        decode: impl FnOnce(Vec<u8>, F) -> Result<(String, T), Refusal>,
    ) -> Result<(Text, T), Refusal> {
        let path = file.below(seeds);
        let (mut open, metadata) = open(&path)?;
        let mut bytes = Vec::new();
        read_up_to(&mut open, n_head as u64, &mut bytes, &path)?;
        let format = admit(&bytes)?;
        // Only now: what is refused by its first bytes may say that it is large.
        bytes.reserve_exact(
            (metadata.len().min(MAX_BYTES) as usize + 1).saturating_sub(bytes.len()),
        );
        read_up_to(&mut open, MAX_BYTES + 1 - bytes.len() as u64, &mut bytes, &path)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(too_large(path, bytes.len()).into());
        }
        let (words, besides) = decode(bytes, format)?;
        Ok((Text::of(words, path)?, besides))
    }

    fn of(words: String, path: PathBuf) -> Result<Text, TextError> {
        if words.trim_start_matches('\u{feff}').trim().is_empty() {
            return Err(TextError::File { path, problem: FileProblem::Empty });
        }
        let hash = TextHash::of(words.as_bytes());
        Ok(Text { words: words.into(), hash })
    }

    /// Loads the stored copy of the text with this hash.
    ///
    /// # Errors
    /// When it cannot be read, or its bytes do not have this hash.
    pub fn load(texts: &Path, hash: &TextHash) -> Result<Text, TextError> {
        Text::load_with_state(texts, hash).map(|(text, _)| text)
    }

    /// The same, and what the system says of the file before it was read.
    pub(super) fn load_with_state(
        texts: &Path,
        hash: &TextHash,
    ) -> Result<(Text, fs::Metadata), TextError> {
        let path = stored_path(texts, hash);
        let (bytes, metadata) = read_bytes(&path).map_err(TextError::of_stored)?;
        if TextHash::of(&bytes) != *hash {
            return Err(TextError::File { path, problem: FileProblem::Altered });
        }
        match String::from_utf8(bytes) {
            Ok(words) => Ok((Text { words: words.into(), hash: hash.clone() }, metadata)),
            Err(_) => Err(TextError::File { path, problem: FileProblem::Altered }),
        }
    }

    /// Stores a copy under the text's hash, unless it is there and whole. A copy that was
    /// interrupted has another hash, and is written anew.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn store(&self, texts: &Path) -> Result<(), TextError> {
        let path = stored_path(texts, &self.hash);
        let unreadable = |cause| TextError::Unreadable { path: path.clone(), cause };
        if Text::load(texts, &self.hash).is_ok() {
            return Ok(());
        }
        fs::create_dir_all(texts).map_err(unreadable)?;
        regular_file::check(&path).map_err(unreadable)?;
        fs::write(&path, self.words.as_bytes()).map_err(unreadable)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// Its hash.
    pub fn hash(&self) -> &TextHash {
        &self.hash
    }

    /// The page that holds this byte, from 1: pages are parted by form feeds. `None` in a text
    /// without one.
    pub fn page(&self, at: usize) -> Option<u32> {
        let feeds = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == FORM_FEED).count();
        let before = feeds(&self.words.as_bytes()[..at.min(self.words.len())]);
        let has_pages = before > 0 || self.words.as_bytes().contains(&FORM_FEED);
        has_pages.then(|| u32::try_from(before + 1).unwrap_or(u32::MAX))
    }

    /// The words in the range; `None` when it leaves the text or splits a character.
    pub fn get(&self, range: ByteRange) -> Option<&str> {
        self.words.get(range.as_std())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes, {})", self.words.len(), self.hash)
    }
}

/// Where the stored copy with this hash lies.
pub fn stored_path(texts: &Path, hash: &TextHash) -> PathBuf {
    texts.join(format!("{hash}.txt"))
}

fn read_bytes(path: &Path) -> Result<(Vec<u8>, fs::Metadata), TextError> {
    let (mut file, metadata) = open(path)?;
    // One byte more than there should be, so that the first read reaches the end.
    let mut bytes = Vec::with_capacity(metadata.len().min(MAX_BYTES) as usize + 1);
    read_up_to(&mut file, MAX_BYTES + 1, &mut bytes, path)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(path.to_path_buf(), bytes.len()));
    }
    Ok((bytes, metadata))
}

fn too_large(path: PathBuf, n_bytes: usize) -> TextError {
    let problem = FileProblem::TooLarge { bytes: n_bytes as u64, most: MAX_BYTES };
    TextError::File { path, problem }
}

fn open(path: &Path) -> Result<(fs::File, fs::Metadata), TextError> {
    let unreadable = |cause| TextError::Unreadable { path: path.to_path_buf(), cause };
    // Asked before opening: opening a pipe would wait for its writer.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(TextError::File { path: path.to_path_buf(), problem: FileProblem::NotAFile });
    }
    Ok((fs::File::open(path).map_err(unreadable)?, metadata))
}

fn read_up_to(
    file: &mut fs::File,
    n_bytes: u64,
    bytes: &mut Vec<u8>,
    path: &Path,
) -> Result<(), TextError> {
    file.take(n_bytes)
        .read_to_end(bytes)
        .map(drop)
        .map_err(|cause| TextError::Unreadable { path: path.to_path_buf(), cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder(bytes: &[u8]) -> (tempfile::TempDir, FileName) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("a.txt"), bytes).expect("written");
        (folder, FileName::new("a.txt").expect("a plain name"))
    }

    #[test]
    fn a_text_keeps_every_byte_of_its_file() {
        let bytes = "\u{feff}one\r\ntwo\r\n".as_bytes();
        let (folder, name) = in_folder(bytes);
        assert_eq!(Text::read(folder.path(), &name).expect("UTF-8").as_str().as_bytes(), bytes);
    }

    #[test]
    fn pages_are_counted_from_form_feeds() {
        let (folder, name) = in_folder(b"one\x0ctwo\x0c\x0cfour");
        let text = Text::read(folder.path(), &name).expect("UTF-8");
        assert_eq!([0, 3, 4, 7, 9, 99].map(|at| text.page(at)), [1, 1, 2, 2, 4, 4].map(Some));
        let (folder, name) = in_folder(b"no page");
        assert_eq!(Text::read(folder.path(), &name).expect("UTF-8").page(3), None);
    }

    #[test]
    fn another_encoding_and_an_empty_file_are_refused_with_the_reason() {
        let (folder, name) = in_folder(b"caf\xe9");
        assert!(matches!(
            Text::read(folder.path(), &name),
            Err(TextError::File { problem: FileProblem::NotUtf8 { at: 3 }, .. })
        ));
        let (folder, name) = in_folder(b" \n");
        assert!(matches!(
            Text::read(folder.path(), &name),
            Err(TextError::File { problem: FileProblem::Empty, .. })
        ));
        let (folder, name) = in_folder(b"PK\x03\x04\x00\x00");
        assert!(matches!(
            Text::read(folder.path(), &name),
            Err(TextError::File { problem: FileProblem::NotUtf8 { at: 4 }, .. })
        ));
    }

    #[test]
    fn a_stored_text_that_was_altered_is_never_loaded() {
        let (folder, name) = in_folder(b"A sentence.");
        let text = Text::read(folder.path(), &name).expect("UTF-8");
        let texts = folder.path().join("texts");
        text.store(&texts).expect("stored");
        assert_eq!(Text::load(&texts, text.hash()).expect("unaltered"), text);
        fs::write(stored_path(&texts, text.hash()), b"A sentencE.").expect("written");
        assert!(matches!(
            Text::load(&texts, text.hash()),
            Err(TextError::File { problem: FileProblem::Altered, .. })
        ));
    }
}

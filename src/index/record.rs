//! What the index knows of a file: enough to tell whether it changed, and to quote from it.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::document::{ByteRange, FileName, Refusal, TextHash, Warning};

/// What identifies a file as unchanged without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its last modification, in nanoseconds since 1970.
    pub modified_ns: u128,
    /// The last change of its content or of what the system keeps of it, in nanoseconds since 1970:
    /// unlike the modification, nobody can set it back. 0 where the system does not say.
    pub changed_ns: i128,
    /// Its number in the file system; 0 where there is none.
    pub inode: u64,
}

impl Stamp {
    /// The stamp of a file that could not be looked at; no file that can be has it.
    pub const NONE: Stamp = Stamp { bytes: 0, modified_ns: 0, changed_ns: 0, inode: 0 };

    /// The stamp of a file as the system describes it.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified_ns = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .map_or(0, |since| since.as_nanos());
        #[cfg(unix)]
        let (changed_ns, inode) = {
            use std::os::unix::fs::MetadataExt;
            let seconds = i128::from(metadata.ctime());
            (seconds * 1_000_000_000 + i128::from(metadata.ctime_nsec()), metadata.ino())
        };
        #[cfg(not(unix))]
        let (changed_ns, inode) = (0, 0);
        Stamp { bytes: metadata.len(), modified_ns, changed_ns, inode }
    }

    /// Its last modification, in seconds since 1970.
    pub fn modified_s(&self) -> u64 {
        u64::try_from(self.modified_ns / 1_000_000_000).unwrap_or_default()
    }
}

/// One file of the seeds folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name.
    pub file: FileName,
    /// Its stamp when it was read.
    pub stamp: Stamp,
    /// The hash of its text; `None` when it could not be read.
    pub hash: Option<TextHash>,
    /// Its opening words, shown where no title is known; `None` when it has no sentence.
    pub opening: Option<ByteRange>,
    /// Markup within the opening words.
    pub opening_hidden: Vec<ByteRange>,
    /// Whether a title of it is known.
    pub is_titled: bool,
    /// Its date as far as it is known, else empty: for ordering files, never shown.
    pub date: String,
    /// The primary tag of its language (BCP 47); empty when it could not be read.
    pub language: String,
    /// How many passages may be quoted.
    pub n_passages: u32,
    /// How many sentences may be quoted.
    pub n_units: u32,
    /// Why it is not, or not wholly, usable.
    pub warning: Option<Warning>,
    /// Fingerprint of the citation that the entries of the file were made with.
    pub citation: String,
}

/// A file as it lies in its folder, under this citation, as one number: the first 64 bits of a hash of
/// its name, its stamp or why it is refused, and the citation's fingerprint. Files of the same number
/// need not be read again.
pub fn state_digest(file: &FileName, state: Result<&Stamp, &Refusal>, citation: &str) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(file.as_str());
    match state {
        Ok(stamp) => {
            hasher.update([0]);
            hasher.update(stamp.bytes.to_le_bytes());
            hasher.update(stamp.modified_ns.to_le_bytes());
            hasher.update(stamp.changed_ns.to_le_bytes());
            hasher.update(stamp.inode.to_le_bytes());
        }
        Err(refusal) => {
            hasher.update([1]);
            hasher.update(serde_json::to_vec(refusal).expect("a refusal is plain data"));
        }
    }
    hasher.update([0]);
    hasher.update(citation);
    let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hasher.finalize());
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

impl FileRecord {
    /// [`state_digest`] of the file as it was read: of one that could not be looked at, why.
    pub(super) fn state(&self) -> u64 {
        let state = match &self.warning {
            Some(Warning::Refused(refusal)) if self.stamp == Stamp::NONE => Err(refusal),
            _ => Ok(&self.stamp),
        };
        state_digest(&self.file, state, &self.citation)
    }

    /// What is known of a file before anything was read in it.
    pub fn unread(file: FileName, stamp: Stamp, citation: String) -> FileRecord {
        FileRecord {
            file,
            stamp,
            hash: None,
            opening: None,
            opening_hidden: Vec::new(),
            is_titled: false,
            date: String::new(),
            language: String::new(),
            n_passages: 0,
            n_units: 0,
            warning: None,
            citation,
        }
    }
}

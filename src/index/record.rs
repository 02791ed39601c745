//! What the index knows of a file: enough to tell whether it changed, and to quote from it.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::document::{ByteRange, FileName, TextHash, Warning};

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
    /// The words of its title, else of its opening words, folded, in order: for finding the file by
    /// name, never shown.
    pub called: Vec<String>,
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

impl FileRecord {
    /// What is known of a file before anything was read in it.
    pub fn unread(file: FileName, stamp: Stamp, citation: String) -> FileRecord {
        FileRecord {
            file,
            stamp,
            hash: None,
            opening: None,
            opening_hidden: Vec::new(),
            is_titled: false,
            called: Vec::new(),
            date: String::new(),
            language: String::new(),
            n_passages: 0,
            n_units: 0,
            warning: None,
            citation,
        }
    }
}

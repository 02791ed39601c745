//! What the vectors of a document depend on, beside the model.

use sha2::{Digest, Sha256};

use crate::document::TextHash;
use crate::{extract, segment};

/// Counts up whenever what is given to a model of a unit changes, so that vectors are made anew.
const VERSION: u32 = 2;

/// Names the vectors of a document: they change with its text, with what is known of its citation,
/// and with the rules by which units are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VectorKey([u8; 32]);

impl VectorKey {
    /// The key of a text under a citation with this fingerprint.
    pub fn of(text: &TextHash, citation: &str) -> VectorKey {
        let mut hasher = Sha256::new();
        hasher.update(format!("{VERSION}.{}.{}\n", extract::VERSION, segment::VERSION));
        hasher.update(format!("{}\n{citation}", text.as_str()));
        VectorKey(hasher.finalize().into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of these bytes; `None` when they are no key.
    pub fn from_bytes(bytes: &[u8]) -> Option<VectorKey> {
        bytes.try_into().ok().map(VectorKey)
    }
}

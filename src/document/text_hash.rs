//! The hash of a text, which names its stored copy.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 of a text's bytes, as 64 lower-case hexadecimal digits. Names the stored copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TextHash(String);

impl TextHash {
    pub(super) fn of(bytes: &[u8]) -> TextHash {
        TextHash(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads a hash as it was written.
    ///
    /// # Errors
    /// When it is not 64 lower-case hexadecimal digits; such a name could lead anywhere.
    pub fn parse(digits: &str) -> Result<TextHash, TextHashError> {
        let valid = digits.len() == 64
            && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if valid { Ok(TextHash(digits.to_owned())) } else { Err(TextHashError(digits.to_owned())) }
    }

    /// Its first 64 bits.
    pub fn digest(&self) -> u64 {
        u64::from_str_radix(&self.0[..16], 16).expect("a hash is hexadecimal digits")
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is no hash.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is no hash: expected 64 lower-case hexadecimal digits")]
pub struct TextHashError(String);

impl TryFrom<String> for TextHash {
    type Error = TextHashError;

    fn try_from(digits: String) -> Result<TextHash, TextHashError> {
        TextHash::parse(&digits)
    }
}

impl From<TextHash> for String {
    fn from(hash: TextHash) -> String {
        hash.0
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

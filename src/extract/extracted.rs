//! What an extractor returns.

use serde::{Deserialize, Serialize};

use crate::document::{Markup, Refusal, Warning};

/// A longer text is refused, in bytes: no document that a person wrote is.
pub const MAX_TEXT: usize = 128 << 20;

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// Its text: the bytes themselves where the file is UTF-8 text.
    pub text: String,
    /// Whether its text is the file's bytes.
    pub is_own: bool,
    /// What that is written in.
    pub markup: Markup,
    /// What of the file could not be read.
    pub warning: Option<Warning>,
}

impl Extracted {
    /// The same.
    ///
    /// # Errors
    /// When the text is longer than [`MAX_TEXT`].
    pub(super) fn of_bounded_length(self) -> Result<Extracted, Refusal> {
        if self.text.len() > MAX_TEXT {
            return Err(Refusal::TextTooLong { bytes: self.text.len(), most: MAX_TEXT });
        }
        Ok(self)
    }
}

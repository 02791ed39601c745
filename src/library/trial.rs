//! Reading a document on trial: what could be quoted from it, before it is one of the library's.

use super::current::Library;
use super::file_indexer::read;
use crate::document::{FileName, Refusal, Warning};
use crate::reading::Readers;

/// What could be quoted from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its units.
    pub n_units: usize,
    /// Its pages; `None` where it has none.
    pub n_pages: Option<u32>,
    /// What of it could not be read.
    pub warning: Option<Warning>,
}

impl Library {
    /// Reads a file as a refresh would, and keeps nothing of it. It may be hidden.
    ///
    /// # Errors
    /// With the reason why it has no text; [`Refusal::Interrupted`] is worth another try.
    pub fn try_reading(&self, file: &FileName) -> Result<Trial, Refusal> {
        let readers = Readers::new(self.folders.program.as_deref());
        let (text, (passages, warning)) = read(&self.folders, file, &readers)?;
        let n_units = passages.iter().map(|passage| passage.units.len()).sum();
        Ok(Trial { n_units, n_pages: text.page(text.as_str().len()), warning })
    }
}

//! What can be wrong with what is stored.

use crate::document::TextError;
use crate::index::IndexError;
use crate::quote::CutError;

/// Why the corpus cannot be read: something is broken.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A stored text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A stored range.
    #[error("{0}: run `verbatim index --rebuild`")]
    Cut(#[from] CutError),
}

impl CorpusError {
    /// Whether an engine on other machines does not answer, so that nothing here needs mending.
    pub fn is_of_engine(&self) -> bool {
        matches!(self, CorpusError::Index(error) if error.is_of_engine())
    }

    /// Whether something stored is not what was written, rather than out of reach for a moment.
    pub fn is_damage(&self) -> bool {
        match self {
            CorpusError::Index(error) => error.is_damage(),
            CorpusError::Text(TextError::Unreadable { .. }) => false,
            CorpusError::Text(TextError::File { .. }) | CorpusError::Cut(_) => true,
        }
    }
}

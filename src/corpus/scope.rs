//! Which documents an asker may see.

use std::sync::Arc;

use crate::document::FileName;

/// The documents that this asker, in this place, may see. Everything that looks at documents takes
/// it: quotes, missing words, spelling, counts, autocompletion.
#[derive(Debug, Clone)]
pub enum Scope {
    /// All of them.
    All,
    /// These.
    Files(Arc<[FileName]>),
}

impl Scope {
    /// The names of the documents; `None` when all are in scope.
    pub fn files(&self) -> Option<&[FileName]> {
        match self {
            Scope::All => None,
            Scope::Files(files) => Some(files),
        }
    }
}

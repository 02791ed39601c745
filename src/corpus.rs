//! The corpus as questions see it: one commit of the index, with the texts and citations that
//! belong to it, and which of the documents an asker may see. It finds nothing and ranks nothing.

mod cache;
mod document_name;
mod error;
mod passage;
mod scope;
mod shelf;
mod listing;
mod words;

pub use document_name::DocumentName;
pub use error::CorpusError;
pub use passage::{ShelvedPassage, context, headed, joined};
pub use scope::{Scope, ScopedFiles};
pub use shelf::{Shelf, ShelfView};
pub use words::{Context, PassageWords, UnitWords};

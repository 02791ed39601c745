//! The index on disk: which passages hold which words, and what is known of each file. It stores
//! ranges, never the words that are shown. This folder alone names tantivy.

mod entries;
mod known;
mod memo;
pub mod record;
mod schema;
mod segments;
pub mod snapshot;
pub mod search;
mod plain;
pub mod store;
pub mod writer;

pub use entries::{Entries, PassageEntry};
pub use known::KnownTerm;
pub use memo::Memo;
pub use record::{FileRecord, Stamp};
pub use schema::HASH_DIGITS;
pub use search::{Hit, WeightedTerm};
pub use snapshot::{Entry, PassageRecord, Snapshot};
pub use store::{Index, IndexError};
pub use writer::IndexWriter;

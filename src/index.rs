//! The index on disk: which passages hold which words, and what is known of each file. It stores ranges,
//! never the words that are shown. This folder alone names tantivy.

mod entries;
mod memo;
pub mod record;
mod schema;
pub mod snapshot;
mod plain;
pub mod store;
pub mod writer;

pub use entries::{Entries, PassageEntry};
pub use memo::Memo;
pub use record::{FileRecord, Stamp};
pub use snapshot::{Entry, Hit, PassageRecord, Snapshot};
pub use store::{Index, IndexError};
pub use writer::IndexWriter;

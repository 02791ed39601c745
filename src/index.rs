//! The index on disk: which passages hold which terms, and what is known of each file. It stores
//! ranges, never the words that are shown. This folder alone names tantivy.

mod schema;
mod sealed;
mod record;
mod error;
mod refusal;
mod refused;
mod checksummed;
mod sealed_commit;
mod own_files;
mod directory;
mod field_weights;
mod deletions;
mod integrity;
mod passage_columns;
mod segments;
mod snapshot;
mod files;
mod having;
mod passages;
mod term_lookup;
mod search;
mod acronyms;
mod spelling;
mod term_cache;
mod entries;
mod interrupted;
mod writer;
mod store;

pub use entries::{Entries, FileContent, PassageText};
pub use error::IndexError;
pub use having::{Having, PassagesHaving};
pub use own_files::{check_removable, is_index_folder, remove_folder};
pub use passages::{PassageId, PassageRecord};
pub use record::{FileRecord, Stamp};
pub use refusal::{forbids_writing, is_refused};
pub use search::{Hit, WeightedTerm};
pub use snapshot::Snapshot;
pub use store::Index;
pub use term_cache::TermCache;
pub use term_lookup::LookedUpTerm;
pub use writer::IndexWriter;

//! The library: the seeds folder, kept in the index. Brings the index up to date with the files,
//! and hands out the current state. One process writes at a time; the others read what it wrote.

mod folders;
mod error;
mod progress;
mod scan;
mod diff;
mod file_indexer;
mod batches;
mod lock;
mod cleanup;
mod refresh;
mod handle;
mod mend;
mod watch;

pub use error::LibraryError;
pub use folders::{Folders, try_writing};
pub use handle::Library;
pub use mend::Damage;
pub use progress::{Amount, Progress};
pub use refresh::Report;
pub use watch::{Watch, watch};

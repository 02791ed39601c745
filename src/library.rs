//! The library: the seeds folder, kept in the index. Brings the index up to date with the files,
//! and hands out the current state. One process writes at a time; the others read what it wrote.

mod folders;
mod error;
mod path_overlap;
mod ownership;
mod probe;
mod progress;
mod scan;
mod diff;
mod file_indexer;
mod batches;
mod lock;
mod cleanup;
mod report;
mod refresh;
mod retention;
mod current;
mod gate;
mod repair;
mod vector_keys;
mod vectors;
mod encoding;
mod watch;
mod read_only;
mod trial;

pub use current::Library;
pub use encoding::Reading;
pub use error::LibraryError;
pub use folders::Folders;
pub use gate::Candidates;
pub use lock::{DataLock, lock};
pub use ownership::claim;
pub use probe::try_writing;
pub use progress::{Amount, Progress, Silent};
pub use read_only::Followed;
pub use repair::Damage;
pub use report::{Behind, Report};
pub use trial::Trial;
pub use vectors::Encoded;
pub use watch::{Watch, watch};

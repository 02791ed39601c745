//! What is stored is not what was written, through a failing disk or somebody's hand: this is
//! noticed, and it is made anew from the documents while the last state goes on answering as well
//! as it can.

use std::time::{Duration, Instant};

use super::error::LibraryError;
use super::handle::Library;
use super::lock::lock;
use super::progress::Silent;
use super::refresh;

/// What was looked at or mended is not again before this has passed: a disk that fails for good is
/// not written to over and over.
const AT_MOST_EVERY: Duration = Duration::from_secs(60);

/// What is known of the damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// There may be some in the index: all of it is read and held against its checksums first.
    Suspected,
    /// Something was met that is not what was written.
    Seen,
}

impl Library {
    /// Makes the index and the stored texts anew where they are damaged. Whether it did: not when
    /// all is whole, when another thread is at it, or when that was done a minute ago.
    ///
    /// # Errors
    /// As [`Library::open`]; then everything stays as it was.
    pub fn mend(&self, damage: Damage) -> Result<bool, LibraryError> {
        let Ok(mut mended) = self.mended.try_lock() else { return Ok(false) };
        if mended.is_some_and(|last| last.elapsed() < AT_MOST_EVERY) {
            return Ok(false);
        }
        if damage == Damage::Suspected {
            // While another process writes, files come and go.
            let Some(_lock) = lock(&self.folders, false)? else { return Ok(false) };
            *mended = Some(Instant::now());
            if refresh::existing(&self.folders)?.is_some_and(|index| index.is_whole()) {
                return Ok(false);
            }
        }
        tracing::warn!("what is stored is damaged; it is made anew from the documents");
        *mended = Some(Instant::now());
        let (index, sources, report) = refresh::rebuild(&self.folders, &self.texts, &mut Silent)?;
        self.put(index.snapshot()?, sources, Instant::now());
        tracing::info!(read = report.read, "the index was made anew");
        Ok(true)
    }
}

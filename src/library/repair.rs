//! Repairing a damaged library: when what is stored is not what was written (a failing disk, a file
//! changed by hand), it is built anew from the documents, while the last shelf goes on answering as
//! well as it can.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::current::Library;
use super::error::LibraryError;
use super::lock::lock;
use super::progress::Silent;
use super::refresh;
use crate::index::Index;

/// At least this long passes between two checks or repairs: a disk that fails for good is not
/// written to over and over.
const COOLDOWN: Duration = Duration::from_secs(60);

/// What is known of the damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// There may be some in the index: all of it is read first and compared with its checksums.
    Suspected,
    /// Something was read that is not what was written.
    Seen,
}

impl Library {
    /// Builds the index and the stored texts anew when they are damaged. Whether it did: not when
    /// all is whole, when another thread is doing it, or when it was done less than a minute ago.
    ///
    /// # Errors
    /// As [`Library::open`]; then everything stays as it was.
    pub fn repair(&self, damage: Damage) -> Result<bool, LibraryError> {
        if let Some(is_damaged) = &self.kept_elsewhere {
            if damage == Damage::Seen && !is_damaged.swap(true, Ordering::Relaxed) {
                tracing::warn!("what is stored is damaged; the process that keeps it must mend it");
            }
            return Ok(false);
        }
        let Ok(mut last_repair) = self.last_repair.try_lock() else { return Ok(false) };
        if last_repair.is_some_and(|last| last.elapsed() < COOLDOWN) {
            return Ok(false);
        }
        if damage == Damage::Suspected {
            // While another process writes, files come and go.
            let _lock = match lock(&self.folders, false) {
                Ok(Some(lock)) => lock,
                Ok(None) => return Ok(false),
                // Nothing could be made anew.
                Err(error) if error.is_unwritable() => return Ok(false),
                Err(error) => return Err(error),
            };
            *last_repair = Some(Instant::now());
            if is_whole(refresh::existing(&self.folders))? {
                return Ok(false);
            }
        }
        tracing::warn!("what is stored is damaged; it is made anew from the documents");
        *last_repair = Some(Instant::now());
        let (index, sources, report) = refresh::rebuild(&self.folders, &self.texts, &mut Silent)?;
        self.replace_shelf(index.snapshot()?, sources, Instant::now())?;
        tracing::info!(read = report.read, "the index was made anew");
        Ok(true)
    }
}

/// Whether there is an index, and all of it is what was written.
fn is_whole(opened: Result<Option<Index>, LibraryError>) -> Result<bool, LibraryError> {
    match opened {
        Ok(Some(index)) => Ok(index.is_whole()?),
        Ok(None) => Ok(false),
        Err(error) if error.is_damage() => Ok(false),
        Err(error) => Err(error),
    }
}

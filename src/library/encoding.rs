//! Making vectors while the program serves, on half of the processors, so that questions have the
//! others. It begins again whenever the documents have changed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use super::current::Library;
use super::error::LibraryError;
use super::progress::{Amount, Progress};
use super::vectors::Encoded;
use crate::document::Escaped;
use crate::figures::Figures;
use crate::model::Encoder;

/// The library is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After a problem it is tried again this late.
const RETRY_AFTER: Duration = Duration::from_secs(60);

/// Has a model read the documents until it is dropped.
pub struct Reading {
    stop: Arc<AtomicBool>,
}

impl Reading {
    /// Begins, on threads of its own. Problems are logged; units without a vector are found by their
    /// words.
    pub fn start(library: Arc<Library>, encoder: Encoder, figures: Arc<Figures>) -> Reading {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let library = Arc::downgrade(&library);
        thread::spawn(move || {
            let n_threads = thread::available_parallelism().map_or(1, |n| n.get().div_ceil(2));
            match rayon::ThreadPoolBuilder::new().num_threads(n_threads).build() {
                Ok(pool) => {
                    let waiting = &mut Waiting(figures);
                    pool.install(|| keep_up(&library, &encoder, waiting, &stopped));
                }
                Err(error) => tracing::error!(%error, "the sentence model cannot read documents"),
            }
        });
        Reading { stop }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Tells the figures how many units wait.
struct Waiting(Arc<Figures>);

impl Progress for Waiting {
    fn step(&mut self, _: Amount, _: Amount) {}

    fn encoding(&mut self, done: usize, total: usize) {
        self.0.documents.set_vectors_waiting(total.saturating_sub(done));
    }
}

fn keep_up(library: &Weak<Library>, encoder: &Encoder, waiting: &mut Waiting, stop: &AtomicBool) {
    // The last state whose documents all have their vectors.
    let mut complete = None;
    while !stop.load(Ordering::Relaxed) {
        let Some(library) = library.upgrade() else { return };
        let snapshot = library.shelf().snapshot().clone();
        let is_complete =
            complete.as_ref().is_some_and(|complete| snapshot.is_same_commit(complete));
        let mut wait = LOOK_EVERY;
        if !is_complete {
            let goes_on = || !stop.load(Ordering::Relaxed);
            let made: Result<Encoded, LibraryError> =
                library.make_vectors(encoder, waiting, &goes_on);
            match made {
                Ok(Encoded::Complete) => complete = Some(snapshot),
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(error = %Escaped(error), "the sentence model cannot read the documents; they are found by their words");
                    wait = RETRY_AFTER;
                }
            }
        }
        drop(library);
        let until = std::time::Instant::now() + wait;
        while std::time::Instant::now() < until && !stop.load(Ordering::Relaxed) {
            thread::sleep(LOOK_EVERY.min(wait) / 4);
        }
    }
}

//! When this machine had no time: then an answer may be late, and it is nobody's fault.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

/// It is looked so often, and what is longer is a pause.
const EVERY: Duration = Duration::from_millis(20);
const PAUSE: Duration = Duration::from_millis(120);

/// The pauses so far, watched until this is dropped.
pub struct Pauses {
    /// From when until when. A lock, because a task of its own writes it; held for a moment.
    all: Arc<Mutex<Vec<(Instant, Instant)>>>,
    task: JoinHandle<()>,
}

impl Pauses {
    /// Watches from now on.
    pub fn watch() -> Pauses {
        let all: Arc<Mutex<Vec<(Instant, Instant)>>> = Arc::default();
        let kept = Arc::clone(&all);
        let task = tokio::spawn(async move {
            loop {
                let since = Instant::now();
                tokio::time::sleep(EVERY).await;
                if since.elapsed() >= PAUSE {
                    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                    kept.push((since, Instant::now()));
                }
            }
        });
        Pauses { all, task }
    }

    /// Whether there was one between a moment and so long after it.
    pub fn is_one(&self, from: Instant, within: Duration) -> bool {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().any(|(begin, end)| *end >= from && *begin <= from + within)
    }
}

impl Drop for Pauses {
    fn drop(&mut self) {
        self.task.abort();
    }
}

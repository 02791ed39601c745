//! Ends processes that do not answer in time. One thread looks at all of them now and then, so that
//! a file costs no more than noting when its answer is due.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(1);

/// Looks after the processes that read, until it is dropped.
pub struct Watchdog {
    shared: Arc<Shared>,
    /// Set when its thread was started: with the first process.
    is_started: OnceLock<()>,
}

#[derive(Default)]
struct Shared {
    /// A lock, because the thread looks through them while others come; held for that moment.
    watched: Mutex<List>,
    is_over: Condvar,
}

#[derive(Default)]
struct List {
    processes: Vec<Weak<Watched>>,
    is_over: bool,
}

/// A process that is looked after.
pub struct Watched {
    /// A lock, because the watchdog may end it while others wait for it; held for that moment.
    child: Mutex<Child>,
    /// When it must have answered; `None` while it is asked nothing.
    due: Mutex<Option<Instant>>,
}

impl Watchdog {
    /// One that looks after nothing yet.
    pub fn new() -> Watchdog {
        Watchdog { shared: Arc::default(), is_started: OnceLock::new() }
    }

    /// Looks after a process.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn watch(&self, child: Child) -> io::Result<Arc<Watched>> {
        let watched = Arc::new(Watched { child: Mutex::new(child), due: Mutex::default() });
        let mut list = lock(&self.shared.watched);
        list.processes.retain(|process| process.strong_count() > 0);
        list.processes.push(Arc::downgrade(&watched));
        if self.is_started.set(()).is_ok() {
            let shared = Arc::clone(&self.shared);
            thread::Builder::new().spawn(move || shared.look())?;
        }
        drop(list);
        Ok(watched)
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        lock(&self.shared.watched).is_over = true;
        self.shared.is_over.notify_all();
    }
}

impl Shared {
    /// Ends what is overdue, until the watchdog goes.
    fn look(&self) {
        let mut list = lock(&self.watched);
        while !list.is_over {
            for process in list.processes.iter().filter_map(Weak::upgrade) {
                process.end_if_overdue();
            }
            list = self.is_over.wait_timeout(list, EVERY).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Watched {
    /// Expects an answer within this time, or none any more.
    pub fn expect_within(&self, time: Option<Duration>) {
        *lock(&self.due) = time.map(|time| Instant::now() + time);
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        !matches!(lock(&self.child).try_wait(), Ok(None))
    }

    /// How it ended; waits for `patience` until it has, then ends it.
    ///
    /// # Errors
    /// What the system said.
    pub fn end(&self, patience: Duration) -> io::Result<ExitStatus> {
        let since = Instant::now();
        let mut pause = Duration::from_micros(200);
        while since.elapsed() < patience {
            if let Some(status) = lock(&self.child).try_wait()? {
                return Ok(status);
            }
            // The system tells of an end only to who waits for it without a limit.
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        }
        let mut child = lock(&self.child);
        child.kill()?;
        child.wait()
    }

    fn end_if_overdue(&self) {
        if lock(&self.due).is_some_and(|due| Instant::now() > due) {
            let _ = lock(&self.child).kill();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn what_does_not_answer_in_time_is_ended_and_what_is_asked_nothing_is_not() {
        let watchdog = Watchdog::new();
        let start = || {
            let child = Command::new("sleep").arg("1000").spawn().expect("a process");
            watchdog.watch(child).expect("a thread")
        };
        let (overdue, idle) = (start(), start());
        overdue.expect_within(Some(Duration::ZERO));
        let status = overdue.end(Duration::from_secs(60)).expect("ended");
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9));
        assert!(!idle.has_ended());
        idle.end(Duration::ZERO).expect("ended");
    }
}

//! Runs a library on a thread of its own: it may walk what it reads by recursion, which takes a
//! large stack, and it may panic, which must not end the program.

use std::panic::AssertUnwindSafe;
use std::thread;

use crate::document::{FileDamage, Refusal};

/// The stack of the thread, in bytes.
const STACK: usize = 64 << 20;

/// Runs `read` on a thread of its own. Its panic is a refusal.
///
/// # Errors
/// Those of `read`; when it panicked, or when there was no thread to be had.
pub fn on_own_thread<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let reading = thread::Builder::new()
        .stack_size(STACK)
        .spawn(|| catching(read))
        .map_err(|error| Refusal::System(error.to_string()))?;
    reading.join().unwrap_or_else(|_| Err(FileDamage::Panic.into()))
}

/// Runs `read`, on this thread. Its panic is a refusal.
///
/// # Errors
/// Those of `read`; when it panicked.
pub fn catching<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    std::panic::catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(FileDamage::Panic.into()))
}

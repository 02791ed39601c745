//! What the system last refused while an index was written. tantivy writes on threads of its own, and
//! of an error there it says only that there was one.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{AntiCallToken, TerminatingWrite, WritePtr};

/// The last refusal, if there was one. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Refused {
    /// A lock, because several threads write; held to put it or to take it.
    last: Arc<Mutex<Option<io::Error>>>,
}

impl Refused {
    /// Notes an error.
    pub fn note(&self, error: &io::Error) {
        let copy = error.raw_os_error().map_or_else(
            || io::Error::new(error.kind(), error.to_string()),
            io::Error::from_raw_os_error,
        );
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
    }

    /// What was noted since this was last asked.
    pub fn take(&self) -> Option<io::Error> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn noted<T>(&self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| self.note(error))
    }
}

/// A file that is written, and notes what the system refuses.
pub(super) struct NotingWriter {
    /// It has a buffer of its own.
    pub inner: WritePtr,
    pub refused: Refused,
}

impl Write for NotingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes);
        self.refused.noted(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.inner.flush();
        self.refused.noted(flushed)
    }
}

impl TerminatingWrite for NotingWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let terminated = self.inner.terminate_ref(token);
        self.refused.noted(terminated)
    }
}

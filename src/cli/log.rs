//! What is said on stderr. Where it cannot be written (a full disk, nobody reads it any more) it is
//! lost, and the program goes on: a log is no reason to stop answering.

use std::io::{self, Write};

/// stderr, as a writer that never fails.
#[derive(Debug, Clone, Copy)]
pub struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = io::stderr().write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = io::stderr().flush();
        Ok(())
    }
}

/// Writes a line that begins with the program's name.
pub fn line(text: &str) {
    // One write, so that lines of several threads do not mix.
    let _ = Log.write_all(format!("verbatim: {text}\n").as_bytes());
}

//! A process that reads files, as the program sees it: started, asked, and ended when it does not
//! answer.

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use super::limits::{MAX_MEMORY, MAX_SECONDS, MAX_WAIT};
use super::protocol::{self, Found, Request};
use super::watchdog::{Watchdog, Watched};
use super::worker::ARGUMENT;
use crate::document::Refusal;
use crate::extract::Format;

/// A process that has read so many bytes is replaced, lest what libraries keep adds up to its limit
/// of memory.
const MAX_READ: u64 = 64 << 20;

/// How long a process whose streams are closed may take to end.
const ENDING: Duration = Duration::from_secs(2);

/// A process that reads files.
pub struct Process {
    program: PathBuf,
    child: Arc<Watched>,
    /// `None` when it is to end.
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// Bytes of the files that it read.
    n_read: u64,
}

/// Why there is no answer.
pub enum Silence {
    /// It had ended before it was asked.
    WasGone,
    /// It cannot read this file.
    Refused(Refusal),
}

impl Process {
    /// Starts one: without an environment, in the root folder, so that it holds no secret.
    ///
    /// # Errors
    /// What the system said.
    pub fn start(program: &Path, watchdog: &Watchdog) -> io::Result<Process> {
        // Before the folder is another.
        let program = std::path::absolute(program)?;
        let mut child = Command::new(&program)
            .arg(ARGUMENT)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("its streams are not connected"));
        };
        let answers = BufReader::new(answers);
        let child = watchdog.watch(child)?;
        Ok(Process { program, child, requests: Some(requests), answers, n_read: 0 })
    }

    /// Whether it should read another file.
    pub fn is_fit(&self) -> bool {
        self.n_read < MAX_READ
    }

    /// What it finds in a file, and the text where it is not the file's bytes. After an error it
    /// reads no other.
    ///
    /// # Errors
    /// Why there is no answer, when it ends without one, says something else, or takes too long.
    pub fn ask(
        &mut self,
        bytes: &[u8],
        format: Format,
    ) -> Result<(Result<Found, Refusal>, Vec<u8>), Silence> {
        let is_first = self.n_read == 0;
        if !is_first && self.child.has_ended() {
            return Err(Silence::WasGone);
        }
        self.n_read += bytes.len() as u64 + 1;
        let request = Request { format, n_bytes: bytes.len() as u64 };
        let Some(requests) = self.requests.as_mut() else { return Err(Silence::WasGone) };
        self.child.expect_within(Some(MAX_WAIT));
        if protocol::write(requests, &request, bytes).is_err() && !is_first {
            return Err(Silence::WasGone);
        }
        // One that took no more has ended early, or said why: how it ended tells.
        let answer = protocol::answer(&mut self.answers);
        self.child.expect_within(None);
        answer.map_err(|error| Silence::Refused(self.refusal(&error)))
    }

    /// Why the file cannot be read, by how the process ended; `error` is what came of its answer.
    fn refusal(&mut self, error: &io::Error) -> Refusal {
        let status = match self.end() {
            Ok(status) => status,
            Err(error) => return interrupted(&error),
        };
        if is_interrupted(status) {
            Refusal::Interrupted
        } else if status.success() {
            let program = self.program.display().to_string();
            Refusal::Sandbox { program, cause: error.to_string() }
        } else {
            Refusal::OverLimits { seconds: MAX_SECONDS, gib: MAX_MEMORY >> 30 }
        }
    }

    /// Ends it: by itself when it can, since nothing more is asked of it.
    fn end(&mut self) -> io::Result<ExitStatus> {
        drop(self.requests.take());
        self.child.end(ENDING)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// The refusal where the system would not run a process; told in the log.
pub fn interrupted(error: &io::Error) -> Refusal {
    tracing::warn!(%error, "a process to read files in cannot be run");
    Refusal::Interrupted
}

/// Whether somebody else ended the process: whoever stops the program does so to all of its
/// processes.
fn is_interrupted(status: ExitStatus) -> bool {
    // SIGHUP, SIGINT, SIGTERM (POSIX, "kill").
    #[cfg(unix)]
    return matches!(std::os::unix::process::ExitStatusExt::signal(&status), Some(1 | 2 | 15));
    #[cfg(not(unix))]
    {
        let _ = status;
        false
    }
}

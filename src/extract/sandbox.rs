//! A sandbox for the libraries that read PDF and archives: another process of this program. They
//! meet files that nobody has checked: one that loops, overflows the stack or unpacks to more than
//! there is memory ends that process, and is a warning. The system enforces the limits.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use super::extracted::Extracted;
use super::format::Format;
use super::untrusted;
use crate::document::Refusal;

/// Seconds of computing that a file may take.
const MAX_SECONDS: u64 = 60;
/// Address space that reading a file may take, in bytes.
const MAX_MEMORY: u64 = 3 << 30;

/// The text of a file, read in a process of `program`, which is this program; in this process
/// without one.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text(bytes: Vec<u8>, format: Format, program: Option<&Path>) -> Result<Extracted, Refusal> {
    let Some(program) = program else { return untrusted::text(bytes, format) };
    let interrupted = |error: io::Error| {
        tracing::warn!(%error, "a process that reads a document cannot be run");
        Refusal::Interrupted
    };
    let mut command = Command::new(program);
    command
        .arg("read")
        .arg(format.name())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().map_err(interrupted)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A process that ended early took no more; how it ended tells.
        let _ = stdin.write_all(&bytes);
    }
    drop(bytes);
    let output = child.wait_with_output().map_err(interrupted)?;
    if is_interrupted(output.status) {
        return Err(Refusal::Interrupted);
    }
    if !output.status.success() {
        return Err(Refusal::OverLimits { seconds: MAX_SECONDS, gib: MAX_MEMORY >> 30 });
    }
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        Err(Refusal::Sandbox { program: program.display().to_string(), cause: error.to_string() })
    })
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

/// Runs in the sandbox: the file comes from standard input, what was extracted goes to standard
/// output as JSON.
///
/// # Errors
/// When they break.
pub fn serve(format: Format) -> io::Result<()> {
    #[cfg(unix)]
    {
        // Not above what is in force; some systems take no limit of memory.
        let limit = |what: rlimit::Resource, most: u64| {
            let hard = what.get_hard().unwrap_or(rlimit::INFINITY).min(most);
            let _ = what.set(hard, hard);
        };
        limit(rlimit::Resource::CPU, MAX_SECONDS);
        limit(rlimit::Resource::AS, MAX_MEMORY);
        limit(rlimit::Resource::CORE, 0);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let extracted = untrusted::text(bytes, format);
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &extracted)?;
    out.flush()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn how_the_process_ends_is_told() {
        let ended = |program: &str| {
            text(b"%PDF-".to_vec(), Format::Pdf, Some(Path::new(program))).expect_err("no reader")
        };
        assert_eq!(ended("/nonexistent/program"), Refusal::Interrupted);
        assert!(ended("/bin/false").to_string().contains("not readable within"));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let script = |name: &str, words: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{words}\n")).expect("written");
            std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755))
                .expect("made a program");
            ended(path.to_str().expect("UTF-8"))
        };
        assert_eq!(script("stopped", "kill -TERM $$"), Refusal::Interrupted);
        assert!(
            script("over_the_limit", "kill -XCPU $$").to_string().contains("not readable within")
        );
        assert!(script("broken", "echo no JSON").to_string().contains("broken"));
    }
}

//! Reading in a process apart. The libraries for PDF and archives meet files that nobody has checked: one that loops,
//! overflows the stack or unpacks to more than there is memory ends that process, and is a warning. The system holds
//! the limits.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Told, format::Format};

/// Seconds of computing that a file may take.
const MAX_SECONDS: u64 = 60;
/// Address space that reading a file may take, in bytes.
const MAX_MEMORY: u64 = 3 << 30;

/// Reads a file in a process of `program`, which is this program; in this process where there is none.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn read(bytes: Vec<u8>, format: Format, program: Option<&Path>) -> Result<Told, String> {
    let Some(program) = program else { return super::unpack(bytes, format) };
    let broken = |error: io::Error| format!("{}: {error}", program.display());
    let mut command = Command::new(program);
    command.arg("read").arg(format.name()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(broken)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A process that ended early took no more; how it ended tells.
        let _ = stdin.write_all(&bytes);
    }
    drop(bytes);
    let output = child.wait_with_output().map_err(broken)?;
    if !output.status.success() {
        let limits = format!("{MAX_SECONDS} s of computing and {} GiB", MAX_MEMORY >> 30);
        return Err(format!("damaged, or not readable within {limits} of memory"));
    }
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| Err(format!("{}: {error}", program.display())))
}

/// The other side: the file comes from standard input, what was read goes to standard output.
///
/// # Errors
/// When they break, or the limits cannot be set.
pub fn serve(format: Format) -> io::Result<()> {
    #[cfg(unix)]
    {
        rlimit::setrlimit(rlimit::Resource::CPU, MAX_SECONDS, MAX_SECONDS)?;
        rlimit::setrlimit(rlimit::Resource::AS, MAX_MEMORY, MAX_MEMORY)?;
        rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let told = super::unpack(bytes, format);
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &told)?;
    out.flush()
}

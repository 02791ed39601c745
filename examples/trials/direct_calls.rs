//! Calls that go to the system directly fail: strace has them.

use std::path::Path;
use std::process::Command;

use super::disk::{Disks, Doing};

/// Calls, and how they fail.
const CALLS: [(&str, &str); 5] = [
    ("rename,renameat,renameat2", "EIO"),
    ("rename,renameat,renameat2", "ENOSPC"),
    ("syncfs", "EIO"),
    ("syncfs", "ENOSPC"),
    ("flock", "EIO"),
];

/// Has each of them fail at its first `n` calls in each thread.
///
/// # Errors
/// When there is no strace.
pub fn run(disks: &mut Disks<'_>, n: usize, doings: &[Doing]) -> Result<(), String> {
    let found = Command::new("strace").arg("-V").output();
    found.map_err(|error| format!("strace: {error}: this trial needs it, and Linux"))?;
    let (data, program) = (disks.data(), disks.laid.program.clone());
    for doing in doings {
        for (calls, error) in CALLS {
            for at in 1..=n {
                disks.lay(*doing, &data);
                let command = |arguments: &[&str]| {
                    program.started_by(traced(calls, error, at, &program.file), &data, arguments)
                };
                disks.try_with(
                    (*doing, &format!("{error} of {calls} {at}")),
                    &data,
                    command,
                    || (),
                );
            }
        }
    }
    Ok(())
}

/// A command that strace starts, whose calls of this kind fail once in each thread.
fn traced(calls: &str, error: &str, at: usize, program: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
    strace.args(["-e", &format!("inject={calls}:error={error}:when={at}")]).arg(program);
    strace
}

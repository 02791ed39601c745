//! No file may become larger than so much, as where a quota is used up.

use std::process::Command;

use super::disk::{Disks, Doing};

/// Tries `n` sizes, from none on.
pub fn run(disks: &mut Disks<'_>, n: usize, doings: &[Doing]) {
    let (data, program) = (disks.data(), disks.laid.program.clone());
    for doing in doings {
        for at in 0..n {
            // Blocks of 512 bytes (POSIX, "ulimit"); without the signal the write fails.
            let blocks = at * at;
            disks.lay(*doing, &data);
            let command = |arguments: &[&str]| {
                let mut shell = Command::new("sh");
                let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
                shell.args(["-c", &limit]).arg(&program.file);
                program.started_by(shell, &data, arguments)
            };
            disks.try_with((*doing, &format!("files of {blocks} blocks")), &data, command, || ());
        }
    }
}

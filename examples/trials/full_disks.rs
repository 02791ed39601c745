//! A disk of its own with so much room and no more.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::disk::{Disks, Doing};

/// Tries `n` sizes of what is free, from nothing on.
///
/// # Errors
/// When none can be mounted here.
pub fn run(disks: &mut Disks<'_>, n: usize, doings: &[Doing]) -> Result<(), String> {
    let program = disks.laid.program.clone();
    for doing in doings {
        for at in 0..n {
            let disk = Disk::mount(&disks.laid.root().join("disk"))?;
            let data = disk.0.join("data");
            disks.lay(*doing, &data);
            let (free, filler) = ((at * at * 16) << 10, disk.0.join("filler"));
            disk.fill(&filler, free);
            let how = format!("{} KiB of room", free >> 10);
            let command = |arguments: &[&str]| program.command(&data, arguments);
            let mend = || fs::remove_file(&filler).expect("removed");
            disks.try_with((*doing, &how), &data, command, mend);
        }
    }
    Ok(())
}

/// A mounted tmpfs.
struct Disk(PathBuf);

impl Disk {
    fn mount(folder: &Path) -> Result<Disk, String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64m", "verbatim-trial"]).arg(folder);
        let mounted = mount.output().map_err(|error| format!("mount: {error}"))?;
        if mounted.status.success() {
            return Ok(Disk(folder.to_path_buf()));
        }
        let told = String::from_utf8_lossy(&mounted.stderr).trim().to_owned();
        Err(format!("no disk can be mounted here, which needs root: {told}"))
    }

    /// Leaves so many bytes.
    fn fill(&self, filler: &Path, free: usize) {
        let chunk = vec![0; 16 << 10];
        let mut file = fs::File::create(filler).expect("made");
        let mut n = 0;
        while file.write_all(&chunk).is_ok() {
            n += chunk.len();
        }
        file.set_len(n.saturating_sub(free) as u64).expect("cut");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

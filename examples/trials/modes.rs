//! Files and folders of the data folder, one at a time, that may not be written, or not be read either.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::geteuid;
use walkdir::WalkDir;

use super::disk::{Disks, Doing};

/// Permissions do not bind the superuser: then the program is run as this user ("nobody").
const OTHER_USER: u32 = 65534;
const MODES: [u32; 3] = [0o000, 0o444, 0o555];

/// Closes every `every`-th of them.
pub fn run(disks: &mut Disks<'_>, every: usize, doings: &[Doing]) {
    let (data, program) = (disks.data(), disks.laid.program.clone());
    chmod(disks.laid.root(), 0o755);
    chmod(&program.file, 0o755);
    open_to_read(&program.seeds);
    for doing in doings {
        let all =
            doing.begins_from(disks.laid).map_or_else(|| vec![PathBuf::new()], |from| below(&from));
        for (at, path) in all.iter().enumerate().step_by(every) {
            let mode = MODES[at % MODES.len()];
            disks.lay(*doing, &data);
            fs::create_dir_all(&data).expect("made");
            give_away(&data);
            let closed = data.join(path);
            let usual = if closed.is_dir() { 0o755 } else { 0o644 };
            chmod(&closed, mode);
            let how = format!("mode {mode:o} of {}", path.display());
            let command = |arguments: &[&str]| {
                let started = Command::new(&program.file);
                let mut command = program.started_by(started, &data, arguments);
                if geteuid().is_root() {
                    command.uid(OTHER_USER).gid(OTHER_USER);
                }
                command
            };
            let mend = || {
                // Some files go with the run.
                if closed.exists() {
                    chmod(&closed, usual);
                }
            };
            disks.try_with((*doing, &how), &data, command, mend);
        }
    }
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("changed");
}

/// All paths in a folder, itself among them, as seen from it.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("readable").into_path());
    paths.map(|path| path.strip_prefix(folder).expect("below").to_path_buf()).collect()
}

fn open_to_read(folder: &Path) {
    for path in below(folder) {
        let path = folder.join(path);
        chmod(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
}

/// To the user that the program is run as.
fn give_away(folder: &Path) {
    for path in below(folder).into_iter().filter(|_| geteuid().is_root()) {
        chown(folder.join(path), Some(OTHER_USER), Some(OTHER_USER)).expect("given away");
    }
}

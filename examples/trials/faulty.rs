//! Programs whose calls of the system fail: by a small library in C that is loaded before the C library
//! (`faults.c`), compiled when a trial begins. What it does not see goes to the system directly
//! (`direct_calls.rs`), or happens in the processes that read documents, which touch no file.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A kind of call, with what becomes of it.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// As `faults.c` calls it.
    pub call: &'static str,
    /// How the error is called.
    pub error: &'static str,
    /// Its number on Linux; 0 for half of what was asked for.
    pub number: i32,
    /// Whether it goes on, as on a full disk.
    pub lasts: bool,
}

const fn fault(call: &'static str, error: &'static str, number: i32, lasts: bool) -> Fault {
    Fault { call, error, number, lasts }
}

/// What is tried.
pub const FAULTS: &[Fault] = &[
    fault("open", "EIO", 5, false),
    fault("open", "EIO", 5, true),
    fault("open", "EINTR", 4, false),
    fault("create", "ENOSPC", 28, true),
    fault("read", "EIO", 5, false),
    fault("read", "EIO", 5, true),
    fault("read", "EINTR", 4, false),
    fault("read", "short", 0, false),
    fault("read", "short", 0, true),
    fault("write", "EIO", 5, false),
    fault("write", "EIO", 5, true),
    fault("write", "ENOSPC", 28, false),
    fault("write", "ENOSPC", 28, true),
    fault("write", "EINTR", 4, false),
    fault("write", "short", 0, false),
    fault("write", "short", 0, true),
    fault("sync", "EIO", 5, false),
    fault("sync", "ENOSPC", 28, true),
    fault("rename", "EIO", 5, false),
    fault("rename", "ENOSPC", 28, false),
    fault("mkdir", "EIO", 5, false),
    fault("mkdir", "ENOSPC", 28, true),
    fault("unlink", "EIO", 5, false),
    fault("unlink", "EIO", 5, true),
    fault("truncate", "EIO", 5, false),
    fault("truncate", "ENOSPC", 28, true),
    fault("map", "ENOMEM", 12, false),
    fault("map", "EIO", 5, true),
];

/// The compiled library.
#[derive(Debug)]
pub struct Faults(PathBuf);

impl Faults {
    /// Compiles it in this folder.
    ///
    /// # Errors
    /// What is needed and is not there.
    pub fn compile(source: &Path, folder: &Path) -> Result<Faults, String> {
        let library = folder.join("faults.so");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(source)
            .output()
            .map_err(|error| format!("cc: {error}: this trial needs a C compiler, and Linux"))?;
        if compiled.status.success() {
            Ok(Faults(library))
        } else {
            let told = String::from_utf8_lossy(&compiled.stderr).into_owned();
            Err(format!("cc: {}", told.lines().next().unwrap_or_default()))
        }
    }

    /// Has a command fail at its `at`-th call (from 1; 0: never) of files below `data`.
    pub fn inject(&self, command: &mut Command, data: &Path, fault: &Fault, at: usize) {
        command
            .env("LD_PRELOAD", &self.0)
            .env("FAULT_DIR", data)
            .env("FAULT_CALL", fault.call)
            .env("FAULT_ERRNO", fault.number.to_string())
            .env("FAULT_AT", at.to_string())
            .env("FAULT_LASTS", u8::from(fault.lasts).to_string())
            .env("FAULT_COUNT", self.count_file());
    }

    /// How many such calls the last command made.
    pub fn n_calls(&self) -> usize {
        let text = std::fs::read_to_string(self.count_file()).unwrap_or_default();
        text.parse().unwrap_or(0)
    }

    fn count_file(&self) -> PathBuf {
        self.0.with_extension("count")
    }
}

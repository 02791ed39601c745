//! Whether the data folder can be written: tried out, with a file that goes at once.

use std::fs::{self, File};
use std::io;

use super::folders::Folders;

/// How many names are tried: an interrupted process may have left files with some of them.
const N_NAMES: u32 = 100;

/// Checks that a file can be made in the data folder.
///
/// # Errors
/// What the system said.
pub fn try_writing(folders: &Folders) -> io::Result<()> {
    let process = std::process::id();
    for number in 0..N_NAMES {
        let probe = folders.data.join(format!(".probe-{process}-{number}"));
        match File::create_new(&probe) {
            Ok(_) => return fs::remove_file(&probe),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

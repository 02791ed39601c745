//! Opening what must be a regular file. A pipe in its place would be waited for without end, a
//! device may do anything: they are refused before a byte is read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Whether a regular file lies here, links followed; what cannot be looked at is none.
pub fn is_there(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// That nothing but a regular file lies here, or nothing at all.
///
/// # Errors
/// What the system says; [`io::ErrorKind::InvalidInput`] when it is no regular file.
pub fn check(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(not_regular()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens a file as the options say.
///
/// # Errors
/// As [`check`], and when the system refuses.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    check(path)?;
    // What lies there may be another thing by now.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_regular()) }
}

/// Reads a file as UTF-8.
///
/// # Errors
/// As [`open`], and [`io::ErrorKind::InvalidData`] when it is not UTF-8.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path, OpenOptions::new().read(true))?.read_to_string(&mut text)?;
    Ok(text)
}

fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "expected a regular file")
}

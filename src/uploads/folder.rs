//! The folder of one server's own documents: what lies in it, and how a file is put there. Nothing that
//! is no regular file is read, followed or written over.

use std::fs::{self, DirEntry, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::name::split;
use crate::document::{FileName, SERVERS_FOLDER};

/// What the names of files begin with that are not whole yet. They are hidden, and so no documents.
const UNFINISHED: &str = ".new-";

/// The folder of a server.
pub struct ServerFolder<'d> {
    data: &'d Path,
    server: u64,
}

/// What a server has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Its documents.
    pub n_documents: usize,
    /// Their bytes.
    pub n_bytes: u64,
}

impl ServerFolder<'_> {
    /// That of a server below this data folder.
    pub fn new(data: &Path, server: u64) -> ServerFolder<'_> {
        ServerFolder { data, server }
    }

    fn path(&self) -> PathBuf {
        self.data.join(SERVERS_FOLDER).join(self.server.to_string())
    }

    /// Makes the folder, and removes what an interrupted process left in it.
    ///
    /// # Errors
    /// What the system said; and when a link lies where it should.
    pub fn make(&self) -> io::Result<()> {
        for folder in [self.data.join(SERVERS_FOLDER), self.path()] {
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if !fs::symlink_metadata(&folder)?.is_dir() {
                        return Err(io::Error::new(
                            io::ErrorKind::InvalidInput,
                            format!("{}: expected a folder, and no link", folder.display()),
                        ));
                    }
                }
                made => made?,
            }
        }
        self.remove_unfinished()
    }

    /// What it holds beside a document of this name.
    ///
    /// # Errors
    /// What the system said.
    pub fn held_beside(&self, file: &FileName) -> io::Result<Held> {
        let mut held = Held::default();
        for entry in self.entries()? {
            let name = entry.file_name();
            let is_other = name != file.own() && !name.to_string_lossy().starts_with('.');
            let metadata = entry.metadata()?;
            if is_other && metadata.is_file() {
                held.n_documents += 1;
                held.n_bytes += metadata.len();
            }
        }
        Ok(held)
    }

    /// Whether a document of this name is there.
    ///
    /// # Errors
    /// When something else lies there, or the system refuses.
    pub fn has(&self, file: &FileName) -> io::Result<bool> {
        match fs::symlink_metadata(file.below(self.data)) {
            Ok(metadata) if metadata.is_file() => Ok(true),
            Ok(_) => {
                Err(io::Error::new(io::ErrorKind::InvalidInput, "expected a file, and no link"))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Writes a file that is no document yet, with the ending of this one, so that it outlives a
    /// failure of the machine. Its name.
    ///
    /// # Errors
    /// What the system said; then there is no such file.
    pub fn write_unfinished(&self, file: &FileName, bytes: &[u8]) -> io::Result<FileName> {
        let (_, ending) = split(file.own());
        let own = format!("{UNFINISHED}{}{ending}", fastrand::u64(..));
        let unfinished = FileName::of_server(self.server, &own);
        let unfinished = unfinished.expect("a plain name");
        let path = unfinished.below(self.data);
        // A link of that name is not followed either.
        let mut new = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let written = new.write_all(bytes).and_then(|()| new.sync_all());
        if written.is_err() {
            let _ = fs::remove_file(&path);
        }
        written.map(|()| unfinished)
    }

    /// Makes what was written a document, in the place of one that has its name.
    ///
    /// # Errors
    /// What the system said; then everything is as it was.
    pub fn finish(&self, unfinished: &FileName, file: &FileName) -> io::Result<()> {
        fs::rename(unfinished.below(self.data), file.below(self.data))?;
        self.sync()
    }

    /// Removes a file. Whether it was there.
    ///
    /// # Errors
    /// What the system said.
    pub fn remove(&self, file: &FileName) -> io::Result<bool> {
        match fs::remove_file(file.below(self.data)) {
            Ok(()) => self.sync().map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes all files in it, and the folder when nothing else is left.
    ///
    /// # Errors
    /// What the system said.
    pub fn remove_all(&self) -> io::Result<()> {
        for entry in self.entries()? {
            if !entry.file_type()?.is_dir() {
                fs::remove_file(entry.path())?;
            }
        }
        match fs::remove_dir(self.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    /// Removes what an interrupted process left.
    ///
    /// # Errors
    /// What the system said.
    pub fn remove_unfinished(&self) -> io::Result<()> {
        for entry in self.entries()? {
            let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
            if is_unfinished && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn entries(&self) -> io::Result<Vec<DirEntry>> {
        let path = self.path();
        if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir()) {
            return Ok(Vec::new());
        }
        fs::read_dir(path)?.collect()
    }

    /// Makes names in the folder outlive a failure of the machine, where the system can.
    fn sync(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(self.path())?.sync_all() } else { Ok(()) }
    }
}

/// The servers that have a folder.
pub fn servers(data: &Path) -> Vec<u64> {
    let entries = fs::read_dir(data.join(SERVERS_FOLDER));
    let entries = entries.into_iter().flatten().filter_map(Result::ok);
    let number = |entry: DirEntry| entry.file_name().to_str()?.parse().ok();
    entries.filter_map(number).collect()
}

/// Bytes that may still be written there; `None` where the system does not say.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let system = rustix::fs::statvfs(folder).ok()?;
        Some(system.f_bavail.saturating_mul(system.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

//! Adding and removing: a document is read on trial before it is one, and is quoted when this says that
//! it was added.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::folder::{ServerFolder, free_bytes, servers};
use super::limits::Limits;
use super::name::safe_name;
use crate::document::{FileName, Refusal, Warning};
use crate::environment::UploadServers;
use crate::index::forbids_writing;
use crate::library::{Behind, Library, Silent, Trial};

/// How long a refresh is waited for that something else is in the way of, and how long between two
/// tries.
const PATIENCE: Duration = Duration::from_secs(8 * 60);
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// The documents of all servers.
pub struct Uploads {
    library: Arc<Library>,
    servers: UploadServers,
    limits: Limits,
    /// A lock, so that limits hold, and that documents are read one after the other; held until a
    /// document is added or removed.
    turn: Mutex<()>,
}

/// A document that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its name.
    pub file: FileName,
    /// Whether it took the place of another of that name.
    pub has_replaced: bool,
    /// What can be quoted from it.
    pub trial: Trial,
    /// Whether it can be quoted already; else it will be, as soon as the index can be written.
    pub is_quoted: bool,
}

/// Why a document was not added.
#[derive(Debug, thiserror::Error)]
pub enum NotAdded {
    /// The operator allows it nowhere, or not on this server.
    #[error("documents cannot be added there")]
    NotAllowed,
    /// The file is over the limit, in bytes.
    #[error("a file of more than {0} bytes")]
    TooLarge(u64),
    /// The server has as many documents as it may.
    #[error("the server has {0} documents")]
    TooMany(usize),
    /// The server would have more bytes than it may.
    #[error("the server's documents would have more than {0} bytes")]
    TooMuch(u64),
    /// It cannot be read, or nothing of it can be quoted.
    #[error("{0}")]
    Unquotable(Warning),
    /// The data folder cannot be written, or less is free there than shall stay so.
    #[error("the data folder is full or cannot be written")]
    CannotStore,
    /// The system said something else.
    #[error("{0}")]
    Broken(io::Error),
}

impl From<io::Error> for NotAdded {
    fn from(error: io::Error) -> NotAdded {
        let is_too_large = error.kind() == io::ErrorKind::FileTooLarge;
        if is_too_large || forbids_writing(&error) {
            NotAdded::CannotStore
        } else {
            NotAdded::Broken(error)
        }
    }
}

impl Uploads {
    /// For a library, on these servers. What an interrupted process left is removed. Where another process
    /// keeps the library nothing is added and nothing removed.
    pub fn new(library: Arc<Library>, servers: UploadServers) -> Uploads {
        Uploads::with_limits(library, servers, Limits::USUAL)
    }

    /// The same with other limits.
    pub fn with_limits(library: Arc<Library>, allowed: UploadServers, limits: Limits) -> Uploads {
        if library.is_kept_elsewhere() {
            let (servers, turn) = (UploadServers::None, Mutex::default());
            return Uploads { library, servers, limits, turn };
        }
        let data = &library.folders().data;
        for server in servers(data) {
            if let Err(error) = ServerFolder::new(data, server).remove_unfinished() {
                tracing::warn!(server, %error, "what was left of an upload cannot be removed");
            }
        }
        Uploads { library, servers: allowed, limits, turn: Mutex::default() }
    }

    /// The limits.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Whether documents can be added on a server.
    pub fn are_allowed_on(&self, server: u64) -> bool {
        self.servers.contains(server)
    }

    /// Adds a document to a server's own, under the name that was given or one like it. One that had
    /// the name is replaced; it stays where this fails. Takes as long as reading it does.
    ///
    /// # Errors
    /// With the reason why it was not added; then nothing is left of it.
    pub fn add(&self, server: u64, given_name: &str, bytes: &[u8]) -> Result<Added, NotAdded> {
        if !self.servers.contains(server) {
            return Err(NotAdded::NotAllowed);
        }
        if bytes.len() as u64 > self.limits.document {
            return Err(NotAdded::TooLarge(self.limits.document));
        }
        let named = FileName::of_server(server, &safe_name(given_name));
        let file = named.ok_or(NotAdded::Broken(io::ErrorKind::InvalidFilename.into()))?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = ServerFolder::new(&self.library.folders().data, server);
        folder.make()?;
        let has_replaced = folder.has(&file)?;
        self.check_room(&folder, &file, bytes.len() as u64)?;
        let unfinished = folder.write_unfinished(&file, bytes)?;
        let trial = self.read(&unfinished);
        let finished =
            trial.and_then(|trial| Ok(folder.finish(&unfinished, &file).map(|()| trial)?));
        if finished.is_err() {
            folder.remove(&unfinished)?;
        }
        let trial = finished?;
        Ok(Added { file, has_replaced, trial, is_quoted: self.refresh() })
    }

    fn check_room(
        &self,
        folder: &ServerFolder<'_>,
        file: &FileName,
        n_bytes: u64,
    ) -> Result<(), NotAdded> {
        let held = folder.held_beside(file)?;
        if held.n_documents >= self.limits.n_documents {
            return Err(NotAdded::TooMany(self.limits.n_documents));
        }
        if held.n_bytes.saturating_add(n_bytes) > self.limits.server {
            return Err(NotAdded::TooMuch(self.limits.server));
        }
        // The file, its text, and the index of it.
        let needed = self.limits.free.saturating_add(n_bytes.saturating_mul(3));
        match free_bytes(&self.library.folders().data) {
            Some(free) if free < needed => Err(NotAdded::CannotStore),
            _ => Ok(()),
        }
    }

    /// What could be quoted from a file.
    fn read(&self, file: &FileName) -> Result<Trial, NotAdded> {
        let mut read = self.library.try_reading(file);
        if matches!(read, Err(Refusal::Interrupted)) {
            read = self.library.try_reading(file);
        }
        match read {
            Ok(trial) if trial.n_units > 0 => Ok(trial),
            Ok(Trial { warning, .. }) => {
                Err(NotAdded::Unquotable(warning.unwrap_or(Warning::NothingQuotable)))
            }
            Err(refusal) => Err(NotAdded::Unquotable(refusal.into())),
        }
    }

    /// Removes a server's own document. Whether it was there.
    ///
    /// # Errors
    /// When the system refuses; then it stays.
    pub fn remove(&self, server: u64, file: &FileName) -> io::Result<bool> {
        if file.server() != Some(server) || self.library.is_kept_elsewhere() {
            return Ok(false);
        }
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let was_there = ServerFolder::new(&self.library.folders().data, server).remove(file)?;
        self.refresh();
        Ok(was_there)
    }

    /// Removes all of a server's own documents.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn forget(&self, server: u64) -> io::Result<()> {
        if self.library.is_kept_elsewhere() {
            return Ok(());
        }
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = ServerFolder::new(&self.library.folders().data, server);
        folder.remove_all()?;
        self.refresh();
        Ok(())
    }

    /// The servers that have documents of their own.
    pub fn servers(&self) -> Vec<u64> {
        servers(&self.library.folders().data)
    }

    /// Brings the index up to date. While another refresh goes on, it is waited for. Whether it is up
    /// to date.
    fn refresh(&self) -> bool {
        let since = Instant::now();
        loop {
            match self.library.refresh(&mut Silent) {
                Ok(report) => match report.behind {
                    None => return true,
                    Some(Behind::AnotherWrites) if since.elapsed() < PATIENCE => {}
                    Some(_) => return false,
                },
                Err(error) => {
                    tracing::error!(%error, "what a server added or removed could not be read");
                    return false;
                }
            }
            thread::sleep(BETWEEN_TRIES);
        }
    }
}

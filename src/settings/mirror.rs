//! The rows of the file in memory: read again where another process wrote, and never changed there
//! without being written first.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{SettingsError, broken};
use super::server::ServerSettings;
use super::table::{self, BadRow};

/// The file, and what it says.
pub(super) struct Mirror {
    connection: Connection,
    /// Whether what is changed is kept.
    is_kept: bool,
    /// What is set for each server.
    pub(super) servers: Arc<BTreeMap<u64, Arc<ServerSettings>>>,
    /// SQLite's count of what other connections changed.
    version: i64,
    /// When it was last looked whether others changed it.
    pub(super) looked: Instant,
}

impl Mirror {
    /// What the file says. Where it is kept and was not sealed yet (an earlier form, or a new file), it is
    /// now.
    ///
    /// # Errors
    /// When it is damaged, or holds what this version does not know.
    pub(super) fn of(
        path: &Path,
        connection: Connection,
        is_kept: bool,
    ) -> Result<Mirror, SettingsError> {
        let (servers, looked) = (Arc::default(), Instant::now());
        let mut mirror = Mirror { connection, is_kept, servers, version: 0, looked };
        mirror.read_again(path)?;
        let sealed = table::is_sealed(&mirror.connection).map_err(|cause| broken(path, cause))?;
        if sealed.is_none() && is_kept {
            mirror.write(path, |_| Ok(()))?;
        }
        Ok(mirror)
    }

    /// Reads everything again if another process wrote.
    ///
    /// # Errors
    /// As [`Mirror::of`]; then what held goes on holding.
    pub(super) fn look(&mut self, path: &Path) -> Result<(), SettingsError> {
        self.looked = Instant::now();
        let version = table::version(&self.connection).map_err(|cause| broken(path, cause))?;
        if version == self.version { Ok(()) } else { self.read_again(path) }
    }

    /// Writes all or nothing, and reads what holds then. What is not as it was sealed is not written on:
    /// the new seal would hold for it too.
    ///
    /// # Errors
    /// When it is damaged, or cannot be kept; then everything stays as it was.
    pub(super) fn write(
        &mut self,
        path: &Path,
        write: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), SettingsError> {
        if !self.is_kept {
            return Err(SettingsError::NotKept(path.to_path_buf()));
        }
        let written = || -> rusqlite::Result<bool> {
            let behavior = TransactionBehavior::Immediate;
            let change = self.connection.transaction_with_behavior(behavior)?;
            if table::is_sealed(&change)? == Some(false) {
                return Ok(false);
            }
            write(&change)?;
            table::seal(&change)?;
            change.commit()?;
            // What is committed holds; where somebody reads meanwhile, the next change moves it.
            let _ = table::move_log(&self.connection);
            Ok(true)
        };
        if !written().map_err(|cause| broken(path, cause))? {
            return Err(SettingsError::damaged(path));
        }
        self.read_again(path)
    }

    fn read_again(&mut self, path: &Path) -> Result<(), SettingsError> {
        let broken = |cause| broken(path, cause);
        // Of one state, whoever writes meanwhile.
        let state = self.connection.transaction().map_err(broken)?;
        let version = table::version(&state).map_err(broken)?;
        let all = table::read(&state).map_err(broken)?;
        let all = all.map_err(|BadRow { server, channel, problem }| SettingsError::Row {
            path: path.to_path_buf(),
            server,
            channel,
            problem,
        })?;
        let sealed = table::is_sealed(&state).map_err(broken)?;
        state.finish().map_err(broken)?;
        if sealed == Some(false) {
            return Err(SettingsError::damaged(path));
        }
        self.servers = Arc::new(all);
        self.version = version;
        Ok(())
    }
}

//! Where settings are kept: a SQLite file in the data folder, all of it in memory too. What is changed
//! is written first, and holds from then on. Another process may change the file meanwhile (the
//! operator's import): it is read again within a second.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rusqlite::Connection;

use super::error::{SettingsError, broken};
use super::place::PlaceSettings;
use super::rules::{Place, PlaceRules};
use super::server::ServerSettings;
use super::table::{self, BadRow, FORM};
use crate::database;

/// How long the settings of a server are kept that the bot left, in days.
pub const KEPT_AFTER_LEAVING_DAYS: u64 = 30;

/// How old what is in memory may be.
const FRESH: Duration = Duration::from_secs(1);

/// The settings of all servers.
pub struct Settings {
    path: PathBuf,
    /// A lock, because handlers run on several threads; held for a statement or two.
    inner: Mutex<Inner>,
}

struct Inner {
    connection: Connection,
    /// Whether what is changed is kept.
    is_kept: bool,
    servers: Arc<BTreeMap<u64, Arc<ServerSettings>>>,
    /// SQLite's count of what other connections changed.
    version: i64,
    looked: Instant,
}

impl Settings {
    /// Opens the file in the data folder, or makes it. Where it cannot be written, what it says is
    /// only read, and nothing can be set.
    ///
    /// # Errors
    /// When it is damaged, or holds what this version does not know: what may be quoted where is not
    /// guessed.
    pub fn open(data: &Path) -> Result<Settings, SettingsError> {
        let path = data.join(FORM.file);
        let (connection, is_kept) = match database::open(data, &FORM) {
            Ok(connection) => (connection, true),
            Err(error) if error.is_unwritable() => {
                let read = database::open_read_only(data, &FORM);
                if read.is_none() && path.exists() {
                    return Err(error.into());
                }
                tracing::warn!(%error, "servers cannot be given other settings in this run");
                let memory = || database::in_memory(&FORM).map_err(|cause| broken(&path, cause));
                (read.map_or_else(memory, Ok)?, false)
            }
            Err(error) => return Err(error.into()),
        };
        let mut inner = Inner {
            connection,
            is_kept,
            servers: Arc::default(),
            version: 0,
            looked: Instant::now(),
        };
        inner.read_again(&path)?;
        Ok(Settings { path, inner: Mutex::new(inner) })
    }

    /// What holds at a place.
    pub fn at(&self, place: Place) -> PlaceRules {
        let Some(server) = place.server.map(|server| self.server(server)) else {
            return ServerSettings::default().rules_in(0);
        };
        match place.channel {
            Some(channel) => server.rules_in(channel),
            None => server.rules_anywhere(),
        }
    }

    /// What is set for a server.
    pub fn server(&self, server: u64) -> Arc<ServerSettings> {
        self.all().get(&server).cloned().unwrap_or_default()
    }

    /// What is set for all servers, by their numbers.
    pub fn all(&self) -> Arc<BTreeMap<u64, Arc<ServerSettings>>> {
        let mut inner = self.lock();
        if inner.looked.elapsed() >= FRESH
            && let Err(error) = inner.look(&self.path)
        {
            // What held goes on holding.
            tracing::error!(%error, "settings cannot be read again");
        }
        Arc::clone(&inner.servers)
    }

    /// Sets all of what is set for a server, or for a channel of it.
    ///
    /// # Errors
    /// When it cannot be kept; then everything stays as it was.
    pub fn set(
        &self,
        server: u64,
        channel: Option<u64>,
        settings: &PlaceSettings,
    ) -> Result<(), SettingsError> {
        self.write(|connection| {
            table::replace(connection, (server, channel.unwrap_or(0)), settings)
        })
    }

    /// Changes what is set for a server, or for a channel of it.
    ///
    /// # Errors
    /// When it cannot be kept; then everything stays as it was.
    pub fn change(
        &self,
        server: u64,
        channel: Option<u64>,
        change: impl FnOnce(&mut PlaceSettings),
    ) -> Result<(), SettingsError> {
        let before = self.server(server);
        let mut settings = match channel {
            None => before.server.clone(),
            Some(channel) => before.channels.get(&channel).cloned().unwrap_or_default(),
        };
        change(&mut settings);
        self.set(server, channel, &settings)
    }

    /// Sets everything anew, for all servers.
    ///
    /// # Errors
    /// When it cannot be kept; then everything stays as it was.
    pub fn replace(&self, all: &BTreeMap<u64, ServerSettings>) -> Result<(), SettingsError> {
        self.write(|connection| {
            table::clear(connection)?;
            for (server, settings) in all {
                table::replace(connection, (*server, 0), &settings.server)?;
                for (channel, of_channel) in &settings.channels {
                    table::replace(connection, (*server, *channel), of_channel)?;
                }
            }
            Ok(())
        })
    }

    /// Notes in which servers the bot is: one that it left is forgotten some time later
    /// ([`KEPT_AFTER_LEAVING_DAYS`]), unless it comes back. Returns the servers that were forgotten.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn is_in(&self, servers: &[u64], known: &[u64]) -> Result<Vec<u64>, SettingsError> {
        self.note_left(servers, known, unix_seconds())
    }

    fn note_left(
        &self,
        servers: &[u64],
        known: &[u64],
        now: i64,
    ) -> Result<Vec<u64>, SettingsError> {
        let kept_s = (KEPT_AFTER_LEAVING_DAYS * 24 * 60 * 60) as i64;
        let mut known: Vec<u64> = known.iter().chain(self.all().keys()).copied().collect();
        known.retain(|server| !servers.contains(server));
        known.sort_unstable();
        known.dedup();
        let mut forgotten = Vec::new();
        self.write(|connection| {
            for server in servers {
                table::note_there(connection, *server)?;
            }
            for server in &known {
                if now - table::left_since(connection, *server, now)? >= kept_s {
                    table::forget(connection, *server)?;
                    forgotten.push(*server);
                }
            }
            Ok(())
        })?;
        Ok(forgotten)
    }

    /// Writes all or nothing, and reads what holds then.
    fn write(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), SettingsError> {
        let mut inner = self.lock();
        if !inner.is_kept {
            return Err(SettingsError::NotKept(self.path.clone()));
        }
        let written = || -> rusqlite::Result<()> {
            let change = inner.connection.transaction()?;
            write(&change)?;
            change.commit()
        };
        written().map_err(|cause| broken(&self.path, cause))?;
        inner.read_again(&self.path)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Reads everything again if another process wrote.
    fn look(&mut self, path: &Path) -> Result<(), SettingsError> {
        self.looked = Instant::now();
        let version = table::version(&self.connection).map_err(|cause| broken(path, cause))?;
        if version == self.version { Ok(()) } else { self.read_again(path) }
    }

    fn read_again(&mut self, path: &Path) -> Result<(), SettingsError> {
        let version = table::version(&self.connection).map_err(|cause| broken(path, cause))?;
        let read = table::read(&self.connection).map_err(|cause| broken(path, cause))?;
        let all = read.map_err(|BadRow { server, channel, problem }| SettingsError::Row {
            path: path.to_path_buf(),
            server,
            channel,
            problem,
        })?;
        self.servers = Arc::new(all);
        self.version = version;
        Ok(())
    }
}

fn unix_seconds() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::AnswersIn;

    fn mentions(answered: bool) -> PlaceSettings {
        PlaceSettings { mentions: Some(answered), ..PlaceSettings::default() }
    }

    fn place(server: u64, channel: u64) -> Place {
        Place { server: Some(server), channel: Some(channel) }
    }

    #[test]
    fn a_channel_goes_before_its_server_and_both_outlive_a_restart() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let in_thread =
            |settings: &mut PlaceSettings| settings.answers_in = Some(AnswersIn::Thread);
        {
            let settings = Settings::open(data.path()).expect("made");
            settings.set(1, None, &mentions(false)).expect("set");
            settings.set(1, Some(7), &mentions(true)).expect("set");
            settings.change(1, Some(7), in_thread).expect("changed");
        }
        let settings = Settings::open(data.path()).expect("opened again");
        let found = [place(1, 7), place(1, 8), place(2, 7)].map(|place| {
            let rules = settings.at(place);
            (rules.mentions, rules.answers_in)
        });
        assert_eq!(
            found,
            [(true, AnswersIn::Thread), (false, AnswersIn::Reply), (true, AnswersIn::Reply)]
        );
    }

    #[test]
    fn what_another_process_sets_holds_here_too() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let here = Settings::open(data.path()).expect("made");
        let there = Settings::open(data.path()).expect("opened");
        there.set(1, None, &mentions(false)).expect("set");
        here.lock().looked -= FRESH;
        assert!(!here.at(place(1, 7)).mentions);
    }

    #[test]
    fn a_server_that_was_left_is_forgotten_thirty_days_later_unless_the_bot_comes_back() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::open(data.path()).expect("made");
        for server in [1, 2, 3] {
            settings.set(server, None, &mentions(false)).expect("set");
        }
        let day = 24 * 60 * 60;
        let at = |now: i64, servers: &[u64]| {
            settings.note_left(servers, &[9], now * day).expect("noted")
        };
        assert!(at(0, &[1]).is_empty());
        assert!(at(29, &[1, 2]).is_empty());
        assert_eq!(at(30, &[1]), [3, 9]);
        assert_eq!(settings.all().keys().copied().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn settings_of_the_first_form_are_kept_and_what_this_version_does_not_know_is_refused() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let first = Connection::open(data.path().join(FORM.file)).expect("made");
        first.execute_batch(FORM.steps[0]).expect("made");
        first.pragma_update(None, "user_version", 1).expect("numbered");
        first
            .execute("INSERT INTO setting VALUES (1, 0, 'mentions', 'false')", [])
            .expect("written");
        let settings = Settings::open(data.path()).expect("brought up to date");
        assert!(!settings.at(place(1, 7)).mentions);
        first.execute("INSERT INTO setting VALUES (1, 7, 'mood', '7')", []).expect("written");
        let refused = Settings::open(data.path()).err().expect("refused").to_string();
        assert!(refused.contains("server 1, channel 7: mood"), "{refused}");
    }
}

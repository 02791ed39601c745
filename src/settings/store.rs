//! Where settings are kept: a SQLite file in the data folder, all of it in memory too. What is changed
//! is written first, and holds from then on. Another process may change the file meanwhile (the
//! operator's import): it is read again within a second.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::error::{SettingsError, broken};
use super::mirror::Mirror;
use super::place::PlaceSettings;
use super::rules::{Place, PlaceRules};
use super::server::ServerSettings;
use super::table::{self, FORM};
use crate::database;

/// How old what is in memory may be.
const FRESH: Duration = Duration::from_secs(1);

/// The settings of all servers.
pub struct Settings {
    path: PathBuf,
    /// A lock, because handlers run on several threads; held for a statement or two.
    inner: Mutex<Mirror>,
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
        let mirror = Mirror::of(&path, connection, is_kept)?;
        Ok(Settings { path, inner: Mutex::new(mirror) })
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
        let mut inner = self.lock();
        // Under one lock, so that of two changes at once neither is lost.
        inner.look(&self.path)?;
        let before = inner.servers.get(&server).cloned().unwrap_or_default();
        let mut settings = match channel {
            None => before.server.clone(),
            Some(channel) => before.channels.get(&channel).cloned().unwrap_or_default(),
        };
        change(&mut settings);
        inner.write(&self.path, |connection| {
            table::replace(connection, (server, channel.unwrap_or(0)), &settings)
        })
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

    /// Writes all or nothing, and reads what holds then.
    pub(super) fn write(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), SettingsError> {
        self.lock().write(&self.path, write)
    }

    fn lock(&self) -> MutexGuard<'_, Mirror> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{AnswersIn, Setting};

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
    fn of_changes_at_once_none_is_lost() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::open(data.path()).expect("made");
        std::thread::scope(|scope| {
            for setting in Setting::ALL {
                let value = setting.values()[0];
                let settings = &settings;
                let set = move |place: &mut PlaceSettings| place.set(setting, Some(value));
                scope.spawn(move || settings.change(1, Some(7), set).expect("kept"));
            }
        });
        let place = &settings.server(1).channels[&7];
        assert!(Setting::ALL.into_iter().all(|setting| place.has(setting)), "{place:?}");
    }

    #[test]
    fn what_was_damaged_since_the_start_is_not_sealed_by_the_next_change() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::open(data.path()).expect("made");
        settings.set(1, None, &mentions(false)).expect("set");
        let other = Connection::open(data.path().join(FORM.file)).expect("opened");
        other.execute("UPDATE setting SET value = 'true'", []).expect("written");
        let refused = settings.set(2, None, &mentions(false)).expect_err("refused").to_string();
        assert!(refused.contains("damaged"), "{refused}");
        assert!(!settings.at(place(1, 7)).mentions);
        assert!(Settings::open(data.path()).is_err());
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
        first.execute("UPDATE setting SET server = 2", []).expect("written");
        let refused = Settings::open(data.path()).err().expect("refused").to_string();
        assert!(refused.contains("damaged"), "{refused}");
        first.execute("INSERT INTO setting VALUES (1, 7, 'mood', '7')", []).expect("written");
        let refused = Settings::open(data.path()).err().expect("refused").to_string();
        assert!(refused.contains("server 1, channel 7: mood"), "{refused}");
    }
}

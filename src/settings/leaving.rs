//! Servers that the bot left: what was set for them is forgotten some time later.

use std::time::{SystemTime, UNIX_EPOCH};

use super::error::SettingsError;
use super::store::Settings;
use super::table;

/// How long the settings of a server are kept that the bot left, in days.
pub const KEPT_AFTER_LEAVING_DAYS: u64 = 30;

impl Settings {
    /// Notes in which servers the bot is: one that it left is forgotten some time later
    /// ([`KEPT_AFTER_LEAVING_DAYS`]), unless it comes back. Of servers that are not `mine` another
    /// process of the bot knows. Returns the servers that were forgotten.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn is_in(
        &self,
        servers: &[u64],
        known: &[u64],
        mine: impl Fn(u64) -> bool,
    ) -> Result<Vec<u64>, SettingsError> {
        self.note_left(servers, known, mine, unix_seconds())
    }

    fn note_left(
        &self,
        servers: &[u64],
        known: &[u64],
        mine: impl Fn(u64) -> bool,
        now: i64,
    ) -> Result<Vec<u64>, SettingsError> {
        let kept_s = (KEPT_AFTER_LEAVING_DAYS * 24 * 60 * 60) as i64;
        let mut known: Vec<u64> = known.iter().chain(self.all().keys()).copied().collect();
        known.retain(|server| mine(*server) && !servers.contains(server));
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
}

fn unix_seconds() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_was_left_is_forgotten_thirty_days_later_unless_the_bot_comes_back() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::open(data.path()).expect("made");
        for server in [1, 2, 3, 4] {
            settings.change(server, None, |place| place.mentions = Some(false)).expect("set");
        }
        let day = 24 * 60 * 60;
        let at = |now: i64, servers: &[u64]| {
            let mine = |server| server != 4;
            settings.note_left(servers, &[9], mine, now * day).expect("noted")
        };
        assert!(at(0, &[1]).is_empty());
        assert!(at(29, &[1, 2]).is_empty());
        assert_eq!(at(30, &[1]), [3, 9]);
        assert_eq!(settings.all().keys().copied().collect::<Vec<_>>(), [1, 2, 4]);
    }
}

//! Which message of the bot answers which question, by the numbers of the messages and nothing else: so that
//! an answer can be changed or removed with its question, even after a restart. A SQLite file in the data
//! folder; what is older than [`KEPT_DAYS`] is forgotten.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

/// How long an answer is remembered, in days from when its question was asked.
pub const KEPT_DAYS: u64 = 30;

/// The file in the data folder.
const FILE: &str = "answered.sqlite";
/// Rows between two times of forgetting.
const FORGET_EVERY: u32 = 256;

/// A message that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerMessage {
    /// Where it stands.
    pub channel: u64,
    /// Its number.
    pub message: u64,
}

/// The answers that are remembered.
pub struct Answered {
    /// A lock, because handlers run on several threads; held for one row.
    store: Mutex<Store>,
}

struct Store {
    connection: Connection,
    /// Rows written since the last time of forgetting.
    n_written: u32,
}

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum AnsweredError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unwritable {
        /// The data folder.
        path: PathBuf,
        /// What it said.
        cause: std::io::Error,
    },
    /// SQLite said no.
    #[error("{path}: {cause}: if this stays, remove the file; answers given so far can then no longer be changed")]
    Store {
        /// The file.
        path: PathBuf,
        /// What it said.
        cause: rusqlite::Error,
    },
}

impl Answered {
    /// Opens the file in the data folder, or makes it.
    ///
    /// # Errors
    /// When it cannot be written, or is no SQLite file.
    pub fn open(data: &Path) -> Result<Answered, AnsweredError> {
        fs::create_dir_all(data).map_err(|cause| AnsweredError::Unwritable { path: data.to_path_buf(), cause })?;
        let path = data.join(FILE);
        let opened = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(&path)?;
            // A row that a power cut takes costs one answer that stays when its question goes.
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.pragma_update(None, "synchronous", "normal")?;
            connection.execute_batch(
                "CREATE TABLE IF NOT EXISTS answered (question INTEGER PRIMARY KEY, channel INTEGER NOT NULL, answer INTEGER NOT NULL) WITHOUT ROWID",
            )?;
            Ok(connection)
        };
        let connection = opened().map_err(|cause| AnsweredError::Store { path: path.clone(), cause })?;
        Ok(Answered { store: Mutex::new(Store { connection, n_written: 0 }) })
    }

    /// Remembers what answers a question. `oldest` is the number that messages have had [`KEPT_DAYS`] ago:
    /// questions before it are forgotten now and then.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remember(&self, question: u64, answer: AnswerMessage, oldest: u64) -> rusqlite::Result<()> {
        let mut store = self.lock();
        store
            .connection
            .execute("INSERT OR REPLACE INTO answered VALUES (?1, ?2, ?3)", params![stored(question), stored(answer.channel), stored(answer.message)])?;
        store.n_written += 1;
        if store.n_written >= FORGET_EVERY {
            store.n_written = 0;
            store.connection.execute("DELETE FROM answered WHERE question < ?1", params![stored(oldest)])?;
        }
        Ok(())
    }

    /// What answers a question; `None` when that is not known.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(&self, question: u64) -> rusqlite::Result<Option<AnswerMessage>> {
        let row = |row: &rusqlite::Row| Ok(AnswerMessage { channel: row.get::<_, i64>(0)? as u64, message: row.get::<_, i64>(1)? as u64 });
        self.lock().connection.query_row("SELECT channel, answer FROM answered WHERE question = ?1", params![stored(question)], row).optional()
    }

    /// Forgets a question.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget(&self, question: u64) -> rusqlite::Result<()> {
        self.lock().connection.execute("DELETE FROM answered WHERE question = ?1", params![stored(question)]).map(|_| ())
    }

    fn lock(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// SQLite's integers have a sign; Discord's numbers will need that bit in the year 2084.
fn stored(number: u64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_remembered_over_a_restart_until_it_is_old() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let answer = AnswerMessage { channel: 7, message: u64::MAX >> 1 };
        {
            let answered = Answered::open(data.path()).expect("opened");
            answered.remember(5, answer, 0).expect("remembered");
            answered.remember(6, answer, 0).expect("remembered");
            answered.forget(6).expect("forgotten");
        }
        let answered = Answered::open(data.path()).expect("opened again");
        assert_eq!(answered.of(5).expect("read"), Some(answer));
        assert_eq!(answered.of(6).expect("read"), None);
        for question in 1000..1000 + u64::from(FORGET_EVERY) {
            answered.remember(question, answer, 1000).expect("remembered");
        }
        assert_eq!(answered.of(5).expect("read"), None);
        assert_eq!(answered.of(1000).expect("read"), Some(answer));
    }

    #[test]
    fn a_file_that_is_none_of_ours_is_refused() {
        let data = tempfile::tempdir().expect("a temporary folder");
        fs::write(data.path().join(FILE), "not SQLite, but long enough to be looked at ".repeat(40)).expect("written");
        assert!(matches!(Answered::open(data.path()), Err(AnsweredError::Store { .. })));
    }
}

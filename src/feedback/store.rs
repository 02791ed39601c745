//! The file, and what is done with each opening and each day: what is too old goes. What is deleted is
//! overwritten, and cut from the log of changes that SQLite keeps beside the file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::answer_tag::{AnswerTag, SECRET_BYTES};
use super::day::Day;
use crate::database::{self, DatabaseError, Durability, Form};

/// How long a vote, and the counts of a day, are kept, in days.
pub const VOTES_KEPT_DAYS: u64 = 365;
/// How long a question is kept where that is switched on, in days.
pub const TEXTS_KEPT_DAYS: u64 = 90;

/// Numbers of servers, channels, messages and people are Discord's; server 0 stands for direct messages.
/// Days are counted from 1970.
pub(super) static FORM: Form = Form {
    file: "feedback.sqlite",
    table: "vote",
    steps: &[
        "CREATE TABLE secret (bytes BLOB NOT NULL);
         INSERT INTO secret VALUES (randomblob(32));
         CREATE TABLE count (server INTEGER NOT NULL, day INTEGER NOT NULL, answered INTEGER NOT NULL, found_nothing INTEGER NOT NULL, PRIMARY KEY (server, day)) WITHOUT ROWID;
         CREATE TABLE vote (answer INTEGER NOT NULL, person INTEGER NOT NULL, server INTEGER NOT NULL, day INTEGER NOT NULL, helpful INTEGER NOT NULL, PRIMARY KEY (answer, person)) WITHOUT ROWID;
         CREATE INDEX vote_of_person ON vote (person);",
        // `quotes` is JSON: what was shown. `only` is the one document that was asked.
        "CREATE TABLE question (id INTEGER PRIMARY KEY, server INTEGER NOT NULL, channel INTEGER, message INTEGER UNIQUE, person INTEGER NOT NULL, day INTEGER NOT NULL, text TEXT NOT NULL, only_file TEXT, follows INTEGER NOT NULL, quotes TEXT NOT NULL);
         CREATE INDEX question_of_person ON question (person);
         CREATE TABLE kept_case (id INTEGER PRIMARY KEY, server INTEGER NOT NULL, channel INTEGER, day INTEGER NOT NULL, text TEXT NOT NULL, only_file TEXT, quotes TEXT NOT NULL);",
    ],
    durability: Durability::Lost,
    loss: "votes, counts, kept questions and cases are then lost",
};

/// What people say of answers.
pub struct Feedback {
    path: PathBuf,
    secret: [u8; SECRET_BYTES],
    /// A lock, because handlers run on several threads; held for a statement or two.
    inner: Mutex<Inner>,
}

struct Inner {
    connection: Connection,
    /// Whether what is written outlives the program.
    is_kept: bool,
    /// The day on which what is too old was last looked for.
    swept: Option<Day>,
}

/// Why feedback cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum FeedbackError {
    /// The file.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The data folder cannot be written.
    #[error("{0}: it cannot be written, so that no vote can be kept")]
    NotKept(PathBuf),
    /// What a row says is none of this version's.
    #[error("{path}: {what}: {cause}")]
    Row {
        /// The file.
        path: PathBuf,
        /// Which row.
        what: String,
        /// What is wrong.
        cause: serde_json::Error,
    },
}

impl FeedbackError {
    /// Whether it lies at the data folder, which cannot be written at present.
    pub fn is_unwritable(&self) -> bool {
        match self {
            FeedbackError::Database(error) => error.is_unwritable(),
            FeedbackError::NotKept(_) => true,
            FeedbackError::Row { .. } => false,
        }
    }
}

impl Feedback {
    /// Opens the file in the data folder, or makes it. Where it cannot be written, what it says is
    /// only read, and nothing is kept.
    ///
    /// # Errors
    /// When it is no SQLite file, or a later version's.
    pub fn open(data: &Path) -> Result<Feedback, FeedbackError> {
        let path = data.join(FORM.file);
        let (connection, is_kept) = match database::open(data, &FORM) {
            Ok(connection) => (connection, true),
            Err(error) if error.is_unwritable() => {
                tracing::warn!(%error, "votes and counts are not kept in this run");
                let memory = || database::in_memory(&FORM).map_err(|cause| broken(&path, cause));
                let read = database::open_read_only(data, &FORM);
                (read.map_or_else(memory, Ok)?, false)
            }
            Err(error) => return Err(error.into()),
        };
        let prepared = || -> rusqlite::Result<[u8; SECRET_BYTES]> {
            connection.pragma_update(None, "secure_delete", "on")?;
            connection.query_row("SELECT bytes FROM secret", [], |row| row.get(0))
        };
        let secret = prepared().map_err(|cause| broken(&path, cause))?;
        let inner = Inner { connection, is_kept, swept: None };
        let feedback = Feedback { path, secret, inner: Mutex::new(inner) };
        feedback.forget_old()?;
        Ok(feedback)
    }

    /// A new answer in a server; `None` for direct messages.
    pub fn new_answer(&self, server: Option<u64>) -> AnswerTag {
        AnswerTag::new(&self.secret, server.unwrap_or(0))
    }

    /// Whether this is an answer that was given in this server.
    pub(super) fn is_answer_in(&self, tag: AnswerTag, server: Option<u64>) -> bool {
        tag.is_of(&self.secret, server.unwrap_or(0))
    }

    /// Deletes what is too old. Does nothing where nothing is kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_old(&self) -> Result<(), FeedbackError> {
        self.forget_old_on(Day::today())
    }

    pub(super) fn forget_old_on(&self, today: Day) -> Result<(), FeedbackError> {
        let mut inner = self.lock();
        if inner.is_kept && inner.swept != Some(today) {
            forget_old(&inner.connection, today).map_err(|cause| broken(&self.path, cause))?;
            inner.swept = Some(today);
        }
        Ok(())
    }

    /// Writes all or nothing.
    pub(super) fn write<T>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, FeedbackError> {
        let mut inner = self.lock();
        if !inner.is_kept {
            return Err(FeedbackError::NotKept(self.path.clone()));
        }
        let written = || {
            let change = inner.connection.transaction()?;
            let done = write(&change)?;
            change.commit()?;
            Ok(done)
        };
        written().map_err(|cause| broken(&self.path, cause))
    }

    /// Deletes, and leaves nothing of it beside the file.
    pub(super) fn erase(
        &self,
        erase: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<usize, FeedbackError> {
        let n_erased = self.write(erase)?;
        if n_erased > 0 {
            cut_log(&self.lock().connection).map_err(|cause| broken(&self.path, cause))?;
        }
        Ok(n_erased)
    }

    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, FeedbackError> {
        read(&self.lock().connection).map_err(|cause| broken(&self.path, cause))
    }

    /// What is wrong with a row.
    pub(super) fn row_error(&self, what: String, cause: serde_json::Error) -> FeedbackError {
        FeedbackError::Row { path: self.path.clone(), what, cause }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget_old(connection: &Connection, today: Day) -> rusqlite::Result<()> {
    let (votes, texts) = (today.before(VOTES_KEPT_DAYS).0, today.before(TEXTS_KEPT_DAYS).0);
    let mut n_erased = 0;
    for (statement, first_kept) in [
        ("DELETE FROM vote WHERE day < ?1", votes),
        ("DELETE FROM count WHERE day < ?1", votes),
        ("DELETE FROM question WHERE day < ?1", texts),
    ] {
        n_erased += connection.execute(statement, [first_kept])?;
    }
    if n_erased > 0 { cut_log(connection) } else { Ok(()) }
}

/// Moves SQLite's log of changes, in which what was deleted may still stand, into the file, and cuts it
/// off. While another process reads, it is left to the next time.
fn cut_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

fn broken(path: &Path, cause: rusqlite::Error) -> FeedbackError {
    DatabaseError::Store { path: path.to_path_buf(), form: &FORM, cause }.into()
}

/// SQLite's integers have a sign; Discord's numbers will need that bit in the year 2084.
pub(super) fn stored(number: u64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_form_keeps_its_votes_and_its_secret() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let first = Connection::open(data.path().join(FORM.file)).expect("made");
        first.execute_batch(FORM.steps[0]).expect("made");
        first.pragma_update(None, "user_version", 1).expect("numbered");
        let today = Day::today().0;
        first.execute("INSERT INTO vote VALUES (5, 6, 7, ?1, 1)", [today]).expect("written");
        let secret: [u8; SECRET_BYTES] =
            first.query_row("SELECT bytes FROM secret", [], |row| row.get(0)).expect("read");
        drop(first);
        let feedback = Feedback::open(data.path()).expect("brought up to date");
        assert_eq!(feedback.secret, secret);
        let n_votes = |sql: &str| {
            feedback.read(|connection| connection.query_row(sql, [], |row| row.get::<_, i64>(0)))
        };
        assert_eq!(n_votes("SELECT count(*) FROM vote").expect("read"), 1);
        assert_eq!(n_votes("SELECT count(*) FROM question").expect("read"), 0);
    }
}

//! Which message of the bot answers which question, by the numbers of the messages and their
//! channel and nothing else: so that an answer can be changed or removed with its question, even
//! after a restart. A SQLite file in the data folder; what is older than [`KEPT_DAYS`] is
//! forgotten, when it is opened and with each answer.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension, params};

use crate::database::{self, DatabaseError, Durability, Form};

/// How long an answer is remembered, in days from when its question was asked.
pub const KEPT_DAYS: u64 = 30;

/// The file in the data folder: one row a question. A row that a power cut takes costs one answer
/// that stays when its question goes. Earlier versions made it without a number of its form.
static FORM: Form = Form {
    file: "answered.sqlite",
    table: "answered",
    steps: &[
        "CREATE TABLE IF NOT EXISTS answered (question INTEGER PRIMARY KEY, channel INTEGER NOT NULL, answer INTEGER NOT NULL) WITHOUT ROWID",
    ],
    durability: Durability::Lost,
    loss: "answers given so far can then no longer be changed",
};
/// Discord's numbers count milliseconds from this moment after 1970 in their upper 42 bits (API
/// reference, "Snowflakes").
const DISCORD_EPOCH_MS: u64 = 1_420_070_400_000;

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
    store: Mutex<Connection>,
}

impl Answered {
    /// Opens the file in the data folder, or makes it.
    ///
    /// # Errors
    /// When it cannot be written, or is no SQLite file.
    pub fn open(data: &Path) -> Result<Answered, DatabaseError> {
        let connection = database::open(data, &FORM)?;
        let broken =
            |cause| DatabaseError::Store { path: data.join(FORM.file), form: &FORM, cause };
        forget_old(&connection).map_err(broken)?;
        Ok(Answered { store: Mutex::new(connection) })
    }

    /// The same; where the file cannot be written, answers are remembered until the program ends,
    /// and the operator is told.
    ///
    /// # Errors
    /// As [`Answered::open`], for other reasons.
    pub fn open_or_forget(data: &Path) -> Result<Answered, DatabaseError> {
        match Answered::open(data) {
            Err(error) if error.is_unwritable() => {
                tracing::warn!(
                    %error,
                    "answers of this run cannot be changed, and do not go with their questions, after a restart"
                );
                let broken =
                    |cause| DatabaseError::Store { path: data.join(FORM.file), form: &FORM, cause };
                let connection = database::in_memory(&FORM).map_err(broken)?;
                Ok(Answered { store: Mutex::new(connection) })
            }
            opened => opened,
        }
    }

    /// Remembers what answers a question, and forgets what is too old.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remember(&self, question: u64, answer: AnswerMessage) -> rusqlite::Result<()> {
        let store = self.lock();
        store.execute(
            "INSERT OR REPLACE INTO answered VALUES (?1, ?2, ?3)",
            params![stored(question), stored(answer.channel), stored(answer.message)],
        )?;
        forget_old(&store)
    }

    /// What answers a question; `None` when that is not known.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(&self, question: u64) -> rusqlite::Result<Option<AnswerMessage>> {
        let row = |row: &rusqlite::Row| {
            Ok(AnswerMessage {
                channel: row.get::<_, i64>(0)? as u64,
                message: row.get::<_, i64>(1)? as u64,
            })
        };
        self.lock()
            .query_row(
                "SELECT channel, answer FROM answered WHERE question = ?1",
                params![stored(question)],
                row,
            )
            .optional()
    }

    /// Forgets a question.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget(&self, question: u64) -> rusqlite::Result<()> {
        self.lock()
            .execute("DELETE FROM answered WHERE question = ?1", params![stored(question)])
            .map(|_| ())
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget_old(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute(
            "DELETE FROM answered WHERE question < ?1",
            params![stored(number_at(SystemTime::now(), KEPT_DAYS))],
        )
        .map(|_| ())
}

/// The first number that a message could have had these days before a moment.
fn number_at(moment: SystemTime, days_before: u64) -> u64 {
    let since_1970 = moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    since_1970.saturating_sub(days_before * 24 * 60 * 60 * 1000).saturating_sub(DISCORD_EPOCH_MS)
        << 22
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
        let [new, other, old] = [
            number_at(SystemTime::now(), 0),
            number_at(SystemTime::now(), 29),
            number_at(SystemTime::now(), 31),
        ];
        {
            let answered = Answered::open(data.path()).expect("opened");
            answered
                .lock()
                .execute("INSERT INTO answered VALUES (?1, 7, 8)", params![stored(old)])
                .expect("written");
            assert!(answered.of(old).expect("read").is_some());
            for question in [new, other] {
                answered.remember(question, answer).expect("remembered");
            }
            assert_eq!(answered.of(old).expect("read"), None);
            answered.forget(other).expect("forgotten");
            answered
                .lock()
                .execute("INSERT INTO answered VALUES (?1, 7, 8)", params![stored(old)])
                .expect("written");
        }
        let answered = Answered::open(data.path()).expect("opened again");
        assert_eq!(
            [new, other, old].map(|question| answered.of(question).expect("read")),
            [Some(answer), None, None]
        );
    }
}

//! Deleting: by who asked, by a person for good, of a server, of all texts.

use rusqlite::OptionalExtension;

use super::store::{Feedback, FeedbackError, stored};

/// What of a person was deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    /// Votes.
    pub votes: u64,
    /// Kept questions.
    pub questions: u64,
}

impl Feedback {
    /// Deletes what is kept of the question that a message asked, if anything is: whoever deletes
    /// the message, or edits it, takes that back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_message(&self, message: u64) -> Result<(), FeedbackError> {
        const FIND: &str = "SELECT 1 FROM question WHERE message = ?1";
        // Most messages asked nothing; for those nothing is to be written.
        let is_kept = self.read(|connection| {
            connection.query_row(FIND, [stored(message)], |_| Ok(())).optional()
        })?;
        if is_kept.is_some() {
            self.erase(|connection| {
                connection.execute("DELETE FROM question WHERE message = ?1", [stored(message)])
            })?;
        }
        Ok(())
    }

    /// Deletes a person's votes and kept questions, in all servers. A case that the operator made of a
    /// question stays: it says nothing of who asked.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing is deleted.
    pub fn forget_person(&self, person: u64) -> Result<Erased, FeedbackError> {
        let mut erased = Erased::default();
        self.erase(|connection| {
            let votes =
                connection.execute("DELETE FROM vote WHERE person = ?1", [stored(person)])?;
            let questions =
                connection.execute("DELETE FROM question WHERE person = ?1", [stored(person)])?;
            erased = Erased { votes: votes as u64, questions: questions as u64 };
            Ok(votes + questions)
        })?;
        Ok(erased)
    }

    /// Deletes everything of a server: counts, votes, questions and cases.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing is deleted.
    pub fn forget(&self, server: u64) -> Result<(), FeedbackError> {
        let tables = ["count", "vote", "question", "kept_case"];
        self.erase(|connection| {
            let mut n_erased = 0;
            for table in tables {
                let statement = format!("DELETE FROM {table} WHERE server = ?1");
                n_erased += connection.execute(&statement, [stored(server)])?;
            }
            Ok(n_erased)
        })?;
        Ok(())
    }

    /// The servers of which anything is kept, in the order of their numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn servers(&self) -> Result<Vec<u64>, FeedbackError> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT server FROM count UNION SELECT server FROM vote UNION SELECT server FROM question UNION SELECT server FROM kept_case ORDER BY server",
            )?;
            let found = all.query_map([], |row| row.get::<_, i64>(0))?;
            let all: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
            // Direct messages are no server's.
            Ok(all.into_iter().filter(|server| *server != 0).map(|server| server as u64).collect())
        })
    }

    /// Deletes the kept questions of one server, or of all; how many. Cases stay.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing is deleted.
    pub fn forget_questions(&self, server: Option<u64>) -> Result<usize, FeedbackError> {
        self.erase(|connection| {
            connection.execute(
                "DELETE FROM question WHERE ?1 IS NULL OR server = ?1",
                [server.map(stored)],
            )
        })
    }
}

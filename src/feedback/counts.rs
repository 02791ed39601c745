//! How many questions of a server were answered, and how people voted: numbers without a name.

use rusqlite::params;

use super::day::Day;
use super::store::{Feedback, FeedbackError, stored};

/// The counts of one server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ServerCounts {
    /// Discord's number of it; 0 for direct messages.
    pub server: u64,
    /// Questions that documents answered.
    pub answered: u64,
    /// Questions for which nothing was found.
    pub found_nothing: u64,
    /// Votes that an answer helps.
    pub helpful: u64,
    /// Votes that it does not.
    pub unhelpful: u64,
}

impl Feedback {
    /// The counts of one server or of all, from a day on, in the order of their numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(
        &self,
        server: Option<u64>,
        since: Option<Day>,
    ) -> Result<Vec<ServerCounts>, FeedbackError> {
        self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT server, sum(answered), sum(found_nothing), sum(helpful), sum(unhelpful) FROM (\
                 SELECT server, day, answered, found_nothing, 0 AS helpful, 0 AS unhelpful FROM count \
                 UNION ALL SELECT server, day, 0, 0, helpful, NOT helpful FROM vote) \
                 WHERE (?1 IS NULL OR server = ?1) AND (?2 IS NULL OR day >= ?2) \
                 GROUP BY server ORDER BY server",
            )?;
            let found =
                all.query_map(params![server.map(stored), since.map(|day| day.0)], |row| {
                    let number = |at| row.get::<_, i64>(at).map(|number| number as u64);
                    Ok(ServerCounts {
                        server: number(0)?,
                        answered: number(1)?,
                        found_nothing: number(2)?,
                        helpful: number(3)?,
                        unhelpful: number(4)?,
                    })
                })?;
            found.collect()
        })
    }
}

//! Votes: one a person and answer. The same again takes it back; the other one changes it.

use rusqlite::{OptionalExtension, params};

use super::answer_tag::AnswerTag;
use super::day::Day;
use super::store::{Feedback, FeedbackError, stored};

/// What somebody says of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// It helps.
    Helpful,
    /// It does not.
    Unhelpful,
}

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voted {
    /// It counts.
    Noted,
    /// It counts in the place of the other one.
    Changed,
    /// It was given before, and counts no longer.
    TakenBack,
}

impl Feedback {
    /// Notes a person's vote for an answer; `None` when no such answer was given in this server.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn vote(
        &self,
        tag: AnswerTag,
        server: Option<u64>,
        person: u64,
        vote: Vote,
    ) -> Result<Option<Voted>, FeedbackError> {
        if !self.is_answer_in(tag, server) {
            return Ok(None);
        }
        let is_helpful = vote == Vote::Helpful;
        let (answer, person) = (stored(tag.number()), stored(person));
        let voted = self.write(|connection| {
            let before: Option<bool> = connection
                .query_row(
                    "SELECT helpful FROM vote WHERE answer = ?1 AND person = ?2",
                    [answer, person],
                    |row| row.get(0),
                )
                .optional()?;
            if before == Some(is_helpful) {
                connection.execute(
                    "DELETE FROM vote WHERE answer = ?1 AND person = ?2",
                    [answer, person],
                )?;
                return Ok(Voted::TakenBack);
            }
            let (server, day) = (stored(server.unwrap_or(0)), Day::today().0);
            connection.execute(
                "INSERT OR REPLACE INTO vote VALUES (?1, ?2, ?3, ?4, ?5)",
                params![answer, person, server, day, is_helpful],
            )?;
            Ok(if before.is_some() { Voted::Changed } else { Voted::Noted })
        })?;
        Ok(Some(voted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_one_vote_for_an_answer_which_changes_and_is_taken_back() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let server = Some(1);
        let tag = {
            let feedback = Feedback::open(data.path()).expect("made");
            let tag = feedback.new_answer(server);
            let vote = |person, vote| feedback.vote(tag, server, person, vote).expect("kept");
            assert_eq!(vote(7, Vote::Helpful), Some(Voted::Noted));
            assert_eq!(vote(8, Vote::Helpful), Some(Voted::Noted));
            assert_eq!(vote(7, Vote::Unhelpful), Some(Voted::Changed));
            assert_eq!(vote(8, Vote::Helpful), Some(Voted::TakenBack));
            tag
        };
        let feedback = Feedback::open(data.path()).expect("opened again");
        let counts = &feedback.counts(None, None).expect("read")[0];
        assert_eq!((counts.server, counts.helpful, counts.unhelpful), (1, 0, 1));
        for (tag, server) in [(tag, Some(2)), (tag, None)] {
            assert_eq!(feedback.vote(tag, server, 7, Vote::Helpful).expect("read"), None);
        }
    }
}

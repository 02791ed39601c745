//! Cases: questions that somebody found well answered, kept by the operator to hold later versions and
//! later documents to. A case has no number of a person.

use rusqlite::params;

use super::day::Day;
use super::questions::QuestionId;
use super::shown_quote::ShownQuote;
use super::store::{Feedback, FeedbackError, stored};
use crate::document::FileName;

/// A question whose answer is to stay as good.
#[derive(Debug, Clone)]
pub struct KeptCase {
    /// The number of the question that it was.
    pub id: QuestionId,
    /// Where it was asked.
    pub server: u64,
    /// The channel.
    pub channel: Option<u64>,
    /// When it was asked.
    pub day: Day,
    /// The question.
    pub text: String,
    /// The one document that was asked.
    pub only: Option<FileName>,
    /// The quotes that were shown; any of them is evidence enough.
    pub quotes: Vec<ShownQuote>,
}

/// Why a question cannot be kept as a case.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The file.
    #[error(transparent)]
    Feedback(#[from] FeedbackError),
    /// There is none of this number.
    #[error("{0}: no such question: `verbatim feedback` lists them")]
    NoQuestion(QuestionId),
    /// Nobody found the answer helpful.
    #[error("{0}: no vote says that its answer helps, so it cannot be kept as a case")]
    NotHelpful(QuestionId),
    /// There was no answer.
    #[error("{0}: nothing was found for it, so it cannot be kept as a case")]
    NothingFound(QuestionId),
    /// It cannot be asked again.
    #[error(
        "{0}: it was asked with words of the question before it, which are not kept, so it cannot be kept as a case"
    )]
    Follows(QuestionId),
}

impl Feedback {
    /// Keeps a question as a case.
    ///
    /// # Errors
    /// When there is none of this number, when it has no helpful vote or no quotes, or when it cannot
    /// be kept.
    pub fn keep(&self, id: QuestionId) -> Result<(), CaseError> {
        let question = self.question(id)?.ok_or(CaseError::NoQuestion(id))?;
        if question.quotes.is_empty() {
            return Err(CaseError::NothingFound(id));
        }
        if question.helpful == 0 {
            return Err(CaseError::NotHelpful(id));
        }
        if question.follows {
            return Err(CaseError::Follows(id));
        }
        self.write(|connection| {
            connection.execute(
                "INSERT OR REPLACE INTO kept_case SELECT id, server, channel, day, text, only_file, quotes FROM question WHERE id = ?1",
                [stored(id.0)],
            )
        })?;
        Ok(())
    }

    /// The cases of one server or of all, by their numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cases(&self, server: Option<u64>) -> Result<Vec<KeptCase>, FeedbackError> {
        let rows = self.read(|connection| {
            let mut all = connection.prepare(
                "SELECT id, server, channel, day, text, only_file, quotes FROM kept_case WHERE ?1 IS NULL OR server = ?1 ORDER BY id",
            )?;
            let found = all.query_map(params![server.map(stored)], |row| {
                let case = KeptCase {
                    id: QuestionId(row.get::<_, i64>(0)? as u64),
                    server: row.get::<_, i64>(1)? as u64,
                    channel: row.get::<_, Option<i64>>(2)?.map(|channel| channel as u64),
                    day: Day(row.get(3)?),
                    text: row.get(4)?,
                    only: None,
                    quotes: Vec::new(),
                };
                Ok((case, row.get::<_, Option<String>>(5)?, row.get::<_, String>(6)?))
            })?;
            found.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let read = |(case, only, quotes): (KeptCase, Option<String>, String)| {
            let (quotes, only) = self.read_shown(|| format!("case {}", case.id), &quotes, only)?;
            Ok(KeptCase { only, quotes, ..case })
        };
        rows.into_iter().map(read).collect()
    }

    /// Deletes a kept question and the case of its number; whether there was one of them. Votes stay:
    /// they are their people's.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_question(&self, id: QuestionId) -> Result<bool, FeedbackError> {
        let n_erased = self.erase(|connection| {
            let question =
                connection.execute("DELETE FROM question WHERE id = ?1", [stored(id.0)])?;
            let case = connection.execute("DELETE FROM kept_case WHERE id = ?1", [stored(id.0)])?;
            Ok(question + case)
        })?;
        Ok(n_erased > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::{Day, NotedAnswer, NotedQuestion, ShownQuote, Vote};

    fn noted(feedback: &Feedback, server: u64, message: u64, text: &str) -> NotedAnswer {
        let quote = ShownQuote {
            file: FileName::new("a.txt").expect("a name"),
            parts: vec!["The yard closed in 1931.".to_owned()],
            receipt: None,
        };
        let question = NotedQuestion {
            channel: Some(70),
            person: 7,
            text: text.to_owned(),
            only: None,
            follows: false,
            quotes: vec![quote],
        };
        let answer = NotedAnswer {
            tag: feedback.new_answer(Some(server)),
            server: Some(server),
            is_found: true,
            is_again: false,
            message: Some(message),
            question: Some(question),
        };
        feedback.note(&answer).expect("kept");
        answer
    }

    /// Whether any file of the folder has these bytes.
    fn holds(data: &std::path::Path, text: &str) -> bool {
        let files = std::fs::read_dir(data).expect("a folder");
        files
            .map(|file| std::fs::read(file.expect("an entry").path()).expect("a file"))
            .any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }

    #[test]
    fn what_is_deleted_stands_nowhere_in_the_data_folder() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let feedback = Feedback::open(data.path()).expect("made");
        let texts = ["who lit the lamp", "who kept the yard", "who sold the boat", "who was it"];
        let message = |at: usize| 100 + at as u64;
        let noted: Vec<NotedAnswer> =
            (0..4).map(|at| noted(&feedback, 1 + at as u64 / 3, message(at), texts[at])).collect();
        for text in texts {
            assert!(holds(data.path(), text), "{text}");
        }
        feedback.vote(noted[2].tag, Some(1), 8, Vote::Helpful).expect("kept");
        feedback.forget_message(message(0)).expect("forgotten");
        assert!(!holds(data.path(), texts[0]) && holds(data.path(), texts[1]));
        // An edit replaces what the message asked.
        let edited = NotedAnswer {
            tag: feedback.new_answer(Some(1)),
            is_again: true,
            question: noted[1]
                .question
                .clone()
                .map(|question| NotedQuestion { text: "who left the yard".to_owned(), ..question }),
            ..noted[1].clone()
        };
        feedback.note(&edited).expect("kept");
        assert!(!holds(data.path(), texts[1]) && holds(data.path(), "who left the yard"));
        assert_eq!(feedback.counts(Some(1), None).expect("read")[0].answered, 3);
        let id = feedback.questions(Some(2), None).expect("read")[0].id;
        assert!(feedback.forget_question(id).expect("forgotten"));
        assert!(!holds(data.path(), texts[3]));
        assert_eq!(feedback.forget_person(7).expect("forgotten").questions, 2);
        assert!(!holds(data.path(), texts[2]) && !holds(data.path(), "who left the yard"));
        assert_eq!(feedback.forget_person(8).expect("forgotten").votes, 1);
        feedback.forget(1).expect("forgotten");
        let left = feedback.counts(None, None).expect("read");
        assert_eq!(left.iter().map(|counts| counts.server).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn texts_go_before_votes_and_counts_and_all_of_them_by_the_day() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let feedback = Feedback::open(data.path()).expect("made");
        let answer = noted(&feedback, 1, 100, "who lit the lamp");
        feedback.vote(answer.tag, Some(1), 8, Vote::Helpful).expect("kept");
        let left = |days: i64| {
            feedback.forget_old_on(Day(Day::today().0 + days)).expect("forgotten");
            let counts = feedback.counts(None, None).expect("read");
            let helpful = counts.first().map_or(0, |counts| counts.helpful);
            (feedback.questions(None, None).expect("read").len(), helpful, counts.len())
        };
        assert_eq!(
            [left(90), left(91), left(365), left(366)],
            [(1, 1, 1), (0, 1, 1), (0, 1, 1), (0, 0, 0)]
        );
        assert!(!holds(data.path(), "who lit the lamp"));
    }

    #[test]
    fn a_case_needs_a_vote_and_outlives_its_question_but_not_its_server() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let feedback = Feedback::open(data.path()).expect("made");
        let answer = noted(&feedback, 1, 100, "who lit the lamp");
        let id = QuestionId(answer.tag.number());
        assert!(matches!(feedback.keep(id), Err(CaseError::NotHelpful(_))));
        feedback.vote(answer.tag, Some(1), 8, Vote::Unhelpful).expect("kept");
        assert!(matches!(feedback.keep(id), Err(CaseError::NotHelpful(_))));
        feedback.vote(answer.tag, Some(1), 8, Vote::Helpful).expect("kept");
        feedback.keep(id).expect("kept");
        feedback.forget_person(7).expect("forgotten");
        assert!(matches!(feedback.keep(id), Err(CaseError::NoQuestion(_))));
        let cases = feedback.cases(Some(1)).expect("read");
        assert_eq!((cases.len(), cases[0].text.as_str()), (1, "who lit the lamp"));
        assert!(feedback.cases(Some(2)).expect("read").is_empty());
        feedback.forget(1).expect("forgotten");
        assert!(feedback.cases(None).expect("read").is_empty());
        assert!(!holds(data.path(), "who lit the lamp"));
    }
}

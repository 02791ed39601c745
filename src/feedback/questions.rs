//! Answers that were given: each is counted, and its question kept where that is switched on.

use std::fmt;
use std::str::FromStr;

use rusqlite::{Connection, Row, params};

use super::answer_tag::AnswerTag;
use super::day::Day;
use super::shown_quote::ShownQuote;
use super::store::{Feedback, FeedbackError, stored};
use crate::document::FileName;

/// The number of a kept question, written with sixteen digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub(super) u64);

/// A text is no number of a question.
#[derive(Debug, thiserror::Error)]
#[error("expected the number of a question as `verbatim feedback` lists it")]
pub struct QuestionIdError;

/// An answer that was given, or that nothing was found.
#[derive(Debug, Clone)]
pub struct NotedAnswer {
    /// Which.
    pub tag: AnswerTag,
    /// In which server; `None` for direct messages.
    pub server: Option<u64>,
    /// Whether documents answered.
    pub is_found: bool,
    /// Whether it takes the place of an earlier answer, as after an edit: then it was counted.
    pub is_again: bool,
    /// The message that asked, where one did.
    pub message: Option<u64>,
    /// What is to be kept of the question; `None` where that is not switched on.
    pub question: Option<NotedQuestion>,
}

/// What is kept of a question.
#[derive(Debug, Clone)]
pub struct NotedQuestion {
    /// Where it was asked, of a thread the channel that it belongs to.
    pub channel: Option<u64>,
    /// Who asked.
    pub person: u64,
    /// Its text.
    pub text: String,
    /// The one document that was asked.
    pub only: Option<FileName>,
    /// Whether it was asked with words of an earlier question, which are not kept.
    pub follows: bool,
    /// The quotes that were shown; none where nothing was found.
    pub quotes: Vec<ShownQuote>,
}

/// A question that is kept, with its votes.
#[derive(Debug, Clone)]
pub struct KeptQuestion {
    /// Its number.
    pub id: QuestionId,
    /// Discord's number of the server.
    pub server: u64,
    /// Of the channel.
    pub channel: Option<u64>,
    /// When it was asked.
    pub day: Day,
    /// Its text.
    pub text: String,
    /// The one document that was asked.
    pub only: Option<FileName>,
    /// Whether it was asked with words of an earlier question.
    pub follows: bool,
    /// The quotes that were shown; none where nothing was found.
    pub quotes: Vec<ShownQuote>,
    /// Votes that it helps.
    pub helpful: u64,
    /// Votes that it does not.
    pub unhelpful: u64,
}

impl Feedback {
    /// Counts an answer, and keeps its question where that is switched on, in the place of what the
    /// same message asked before.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn note(&self, answer: &NotedAnswer) -> Result<(), FeedbackError> {
        let server = stored(answer.server.unwrap_or(0));
        let day = Day::today().0;
        let (answered, nothing) = (answer.is_found, !answer.is_found);
        let quotes = |question: &NotedQuestion| serde_json::to_string(&question.quotes);
        let quotes = answer.question.as_ref().map(quotes).transpose();
        let quotes = quotes.map_err(|cause| self.row_error("a question".to_owned(), cause))?;
        if let Some(message) = answer.message {
            self.forget_message(message)?;
        }
        self.write(|connection| {
            if !answer.is_again {
                connection.execute(
                    "INSERT INTO count VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET answered = answered + ?3, found_nothing = found_nothing + ?4",
                    params![server, day, answered, nothing],
                )?;
            }
            if let (Some(question), Some(quotes)) = (&answer.question, quotes) {
                connection.execute(
                    "INSERT INTO question VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    params![
                        stored(answer.tag.number()),
                        server,
                        question.channel.map(stored),
                        answer.message.map(stored),
                        stored(question.person),
                        day,
                        question.text,
                        question.only.as_ref().map(FileName::as_str),
                        question.follows,
                        quotes,
                    ],
                )?;
            }
            Ok(())
        })
    }

    /// The questions that are kept, of one server or of all, from a day on: the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions(
        &self,
        server: Option<u64>,
        since: Option<Day>,
    ) -> Result<Vec<KeptQuestion>, FeedbackError> {
        let rows = self.read(|connection| {
            let mut all = connection.prepare(&format!(
                "{SELECT} WHERE (?1 IS NULL OR server = ?1) AND (?2 IS NULL OR day >= ?2) ORDER BY day DESC, id"
            ))?;
            let found = all.query_map(params![server.map(stored), since.map(|day| day.0)], row)?;
            found.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        rows.into_iter()
            .map(|(question, quotes, only)| self.read_row(question, quotes, only))
            .collect()
    }

    /// A question that is kept; `None` when there is none.
    pub(super) fn question(&self, id: QuestionId) -> Result<Option<KeptQuestion>, FeedbackError> {
        let mut rows = self.read(|connection: &Connection| {
            let mut one = connection.prepare(&format!("{SELECT} WHERE id = ?1"))?;
            let found = one.query_map([stored(id.0)], row)?;
            found.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let found = rows.pop();
        found.map(|(question, quotes, only)| self.read_row(question, quotes, only)).transpose()
    }

    fn read_row(
        &self,
        question: KeptQuestion,
        quotes: String,
        only: Option<String>,
    ) -> Result<KeptQuestion, FeedbackError> {
        let what = || format!("question {}", question.id);
        let (quotes, only) = self.read_shown(what, &quotes, only)?;
        Ok(KeptQuestion { quotes, only, ..question })
    }

    /// The quotes that a row holds, and the one document that was asked.
    pub(super) fn read_shown(
        &self,
        what: impl Fn() -> String,
        quotes: &str,
        only: Option<String>,
    ) -> Result<(Vec<ShownQuote>, Option<FileName>), FeedbackError> {
        let wrong = |cause| self.row_error(what(), cause);
        let only = only.map(serde_json::Value::from).map(serde_json::from_value);
        let quotes = serde_json::from_str(quotes).map_err(wrong)?;
        Ok((quotes, only.transpose().map_err(wrong)?))
    }
}

const SELECT: &str = "SELECT id, server, channel, day, text, only_file, follows, quotes, \
    (SELECT count(*) FROM vote WHERE answer = question.id AND helpful), \
    (SELECT count(*) FROM vote WHERE answer = question.id AND NOT helpful) FROM question";

/// A row with what of it is still to be read: the quotes, and the one document.
fn row(row: &Row) -> rusqlite::Result<(KeptQuestion, String, Option<String>)> {
    let question = KeptQuestion {
        id: QuestionId(row.get::<_, i64>(0)? as u64),
        server: row.get::<_, i64>(1)? as u64,
        channel: row.get::<_, Option<i64>>(2)?.map(|channel| channel as u64),
        day: Day(row.get(3)?),
        text: row.get(4)?,
        only: None,
        follows: row.get(6)?,
        quotes: Vec::new(),
        helpful: row.get::<_, i64>(8)? as u64,
        unhelpful: row.get::<_, i64>(9)? as u64,
    };
    Ok((question, row.get(7)?, row.get(5)?))
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for QuestionId {
    type Err = QuestionIdError;

    fn from_str(text: &str) -> Result<QuestionId, QuestionIdError> {
        let is_written = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let number = is_written.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        number.map(QuestionId).ok_or(QuestionIdError)
    }
}

//! What people set and said, as the data folder keeps it: written, and read again.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use verbatim::answered::{AnswerMessage, Answered};
use verbatim::document::FileName;
use verbatim::feedback::{Feedback, NotedAnswer, NotedQuestion, ShownQuote, Vote};
use verbatim::settings::{DocumentRule, Documents, PlaceSettings, Settings};

/// The files, by their names in the data folder.
pub const FILES: [&str; 3] = ["settings.sqlite", "feedback.sqlite", "answered.sqlite"];

/// The open files: as long as they are, SQLite's logs lie beside them.
pub struct Kept {
    pub settings: Settings,
    pub feedback: Feedback,
    pub answered: Answered,
}

impl Kept {
    /// Opens what this data folder keeps.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(data: &Path) -> Result<Kept, String> {
        Ok(Kept {
            settings: Settings::open(data).map_err(|error| error.to_string())?,
            feedback: Feedback::open(data).map_err(|error| error.to_string())?,
            answered: Answered::open(data).map_err(|error| error.to_string())?,
        })
    }

    /// Writes some of everything, other things with each number.
    pub fn fill(&self, number: u64) {
        for server in 1..=number {
            let rule =
                DocumentRule::try_from(format!("rules-{number}-{server}/")).expect("a folder");
            let chosen = Documents::Chosen([rule].into_iter().collect());
            let place = PlaceSettings { documents: Some(chosen), ..PlaceSettings::default() };
            self.settings.set(server, Some(number), &place).expect("set");
        }
        let quote = ShownQuote {
            file: FileName::new("a.txt").expect("a name"),
            parts: vec!["The yard closed in 1931.".to_owned()],
            receipt: None,
        };
        for message in number * 1000..number * 1000 + 50 {
            let tag = self.feedback.new_answer(Some(1));
            let question = NotedQuestion {
                channel: Some(7),
                person: message,
                text: format!("when did yard {message} close?"),
                only: None,
                follows: false,
                quotes: vec![quote.clone()],
            };
            let answer = NotedAnswer {
                tag,
                server: Some(1),
                is_found: true,
                is_again: false,
                message: Some(message),
                question: Some(question),
            };
            self.feedback.note(&answer).expect("noted");
            self.feedback.vote(tag, Some(1), message, Vote::Helpful).expect("kept");
            let answer = AnswerMessage { channel: 7, message };
            self.answered.remember(now() + message, answer).expect("remembered");
        }
    }
}

/// A number that a message of today could have: Discord counts milliseconds from the year 2015 in the
/// upper bits. The lower ones are empty.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    ((since - since % 86_400 - 1_420_070_400) * 1000) << 22
}

/// What is remembered of the answers to these messages, as text.
///
/// # Errors
/// What is wrong with the file.
pub fn remembered(data: &Path, messages: impl Iterator<Item = u64>) -> Result<String, String> {
    let answered = Answered::open(data).map_err(|error| error.to_string())?;
    let one = |message: u64| answered.of(now() + message).map_err(|error| error.to_string());
    let all: Result<Vec<_>, _> = messages.map(one).collect();
    Ok(format!("{:?}", all?))
}

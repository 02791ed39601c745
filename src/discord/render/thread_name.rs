//! What a thread for an answer is called: the words that its question begins with.

use super::choice::cut_to;
use crate::document::ByteRange;
use crate::question::Question;

/// Longest name of a thread, in characters (Discord API reference, "Channel Object").
const LONGEST: usize = 100;

/// The name of a thread: words of the asker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadName(String);

impl ThreadName {
    /// After this question; `None` for one without a word.
    pub fn of(question: &Question) -> Option<ThreadName> {
        let whole = question.words_in(ByteRange::new(0, question.text().len()));
        let line = whole.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        line.contains(char::is_alphanumeric).then(|| ThreadName(cut_to(&line, LONGEST)))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

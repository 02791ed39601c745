//! What a thread for an answer is called: the words that its question begins with.

use super::choice::cut_to;
use crate::document::ByteRange;
use crate::language::ignorable::without_ignorable;
use crate::question::Question;
use crate::reply::visible;

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
        let line = visible(&line);
        // Some letters are not seen.
        let is_seen = without_ignorable(&line).contains(char::is_alphanumeric);
        is_seen.then(|| ThreadName(cut_to(line.trim(), LONGEST)))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_words_that_are_seen() {
        let name = |asked: &str| ThreadName::of(&Question::new(asked)).map(|name| name.0);
        assert_eq!(
            name(" when\nwas\u{2028}it\u{7}? \u{1b}[31m").as_deref(),
            Some("when was it? [31m")
        );
        assert_eq!(name("a\u{202e}b").as_deref(), Some("a\u{202e}b\u{202c}"));
        for nothing in ["", "?!", "\u{3164}", "\u{200b}\u{115f}", "\u{e0041}"] {
            assert_eq!(name(nothing), None, "{nothing:?}");
        }
    }
}

//! What a check finds, one line each, and what Discord is asked for it: the edge that asks and the one
//! that prints share both.

use std::fmt;

use crate::document::Escaped;
use crate::environment::DiscordAccess;
use crate::phrases::Phrases;

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is as it should be.
    Ok,
    /// The operator must mend it.
    Wrong,
    /// Worth knowing; it keeps the bot from nothing.
    Note,
}

/// One thing that was looked at, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it is to be taken.
    pub mark: Mark,
    /// What was looked at.
    pub subject: &'static str,
    /// How it is; what was expected and what to do where it is wrong.
    pub words: String,
}

/// What Discord is asked about.
#[derive(Clone, Copy)]
pub struct Inspected<'a> {
    /// How it is reached.
    pub access: &'a DiscordAccess,
    /// The phrases that the commands are registered with.
    pub phrases: &'a Phrases,
    /// Whether questions need no mention somewhere, by what the operator or servers' managers set: then
    /// the content of messages is needed.
    pub needs_content: bool,
}

impl Finding {
    /// It is as it should be.
    pub fn ok(subject: &'static str, words: impl Into<String>) -> Finding {
        Finding { mark: Mark::Ok, subject, words: words.into() }
    }

    /// The operator must mend it.
    pub fn wrong(subject: &'static str, words: impl Into<String>) -> Finding {
        Finding { mark: Mark::Wrong, subject, words: words.into() }
    }

    /// Worth knowing.
    pub fn note(subject: &'static str, words: impl Into<String>) -> Finding {
        Finding { mark: Mark::Note, subject, words: words.into() }
    }

    /// Ok with these words, or wrong with those of the error.
    pub fn of<E: fmt::Display>(subject: &'static str, result: Result<String, E>) -> Finding {
        match result {
            Ok(words) => Finding::ok(subject, words),
            Err(error) => Finding::wrong(subject, error.to_string()),
        }
    }

    /// Whether the operator must mend it.
    pub fn is_wrong(&self) -> bool {
        self.mark == Mark::Wrong
    }
}

/// The line, without its end.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.mark {
            Mark::Ok => "ok",
            Mark::Wrong => "wrong",
            Mark::Note => "note",
        };
        write!(f, "{mark:5}  {}: {}", self.subject, Escaped(&self.words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_one_line_that_no_terminal_obeys() {
        let finding = Finding::of("server", Err::<String, _>("\"a\nb\u{1b}[31m\": x"));
        let line = finding.to_string();
        assert!(line.starts_with("wrong  server: \"a"), "{line}");
        assert!(finding.is_wrong() && !line.contains(['\n', '\u{1b}']), "{line}");
        assert_eq!(Finding::note("a", "b").to_string(), "note   a: b");
        assert_eq!(Finding::ok("a", "b").to_string(), "ok     a: b");
    }
}

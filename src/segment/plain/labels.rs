//! The labels that lines of a plain text begin with: speakers, told by repetition, and those of
//! questions and answers.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::language::question_labels::{Side, question_label};
use crate::language::sentence_end::ends_sentence;
use crate::segment::lines::Line;
use crate::segment::shape;

/// A speaker's label at the beginning of a line: up to 40 characters from a capital to a colon.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Lu}[^:!?;]{0,39}:\s+").expect("a valid pattern"));

/// A line of this many characters is speech, even when it goes on in the next.
const WIDE: usize = 40;

/// The labels of a text.
pub(super) struct Labels<'t> {
    speakers: HashSet<&'t str>,
    /// Whether an answer's label follows a question's.
    has_questions: bool,
}

impl<'t> Labels<'t> {
    /// The labels that begin more than one line, most of which are speech and no value of a field;
    /// and whether there are questions with answers.
    pub fn of(lines: &[Line<'t>]) -> Labels<'t> {
        let sides: Vec<Side> =
            lines.iter().filter_map(|line| Some(question_label(line.text)?.0)).collect();
        let has_questions = sides.windows(2).any(|pair| pair == [Side::Question, Side::Answer]);
        let mut times: HashMap<&str, (usize, usize)> = HashMap::new();
        for line in lines {
            let text = &line.text[shape::leading_clock(line.text)..];
            if let Some(name) = label(text) {
                let (n, n_speech) = times.entry(name).or_default();
                *n += 1;
                *n_speech += usize::from(ends_sentence(text) || text.chars().count() > WIDE);
            }
        }
        let speakers = times
            .into_iter()
            .filter(|(name, (n, n_speech))| {
                let is_question = has_questions && question_label(&format!("{name}x")).is_some();
                *n > 1 && n_speech * 2 >= *n && !is_question
            })
            .map(|(name, _)| name)
            .collect();
        Labels { speakers, has_questions }
    }

    /// Whether the line begins with a label, and so a block of its own.
    pub fn begins_anew(&self, line: &str) -> bool {
        self.speaker(line).is_some() || self.has_questions && question_label(line).is_some()
    }

    /// The speaker's label at the beginning of the line, colon and white space included.
    pub fn speaker<'l>(&self, line: &'l str) -> Option<&'l str> {
        label(line).filter(|name| self.speakers.contains(name))
    }
}

/// The label at the beginning of the line, colon and white space included; something stands behind
/// it.
fn label(line: &str) -> Option<&str> {
    LABEL.find(line).filter(|found| found.end() < line.len()).map(|found| found.as_str())
}

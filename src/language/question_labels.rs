//! The labels by which lists of questions and answers mark which is which, by language: "Q:", "A:".

use std::sync::LazyLock;

use regex::Regex;

/// A letter or a word, perhaps a number, and a sign behind it. The letter alone is a capital.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\s*(?:
            (?P<question>Q|(?i:question)|В|(?i:вопрос)|(?i:frage)|F)
          | (?P<answer>A|(?i:answer)|О|(?i:ответ)|(?i:antwort))
        )\s?\d{0,3}\s*[:.)]\s+",
    )
    .expect("a valid pattern")
});

/// What a label says that its line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A question.
    Question,
    /// The answer to the one before.
    Answer,
}

/// The label at the beginning of the line, with its bytes, white space around it included; something
/// stands behind it. A letter and a full stop begin an item or a name as well: whether it is a label
/// is known only where both sides follow each other.
pub fn question_label(line: &str) -> Option<(Side, usize)> {
    let found = LABEL.captures(line)?;
    let side = if found.name("question").is_some() { Side::Question } else { Side::Answer };
    let n_bytes = found.get(0)?.end();
    (n_bytes < line.len()).then_some((side, n_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_questions_and_answers_are_read() {
        for (line, side) in [
            ("Q: Where is the lamp?", Side::Question),
            ("A. On the mole.", Side::Answer),
            ("Q12: Where?", Side::Question),
            ("Вопрос: где маяк?", Side::Question),
            ("О: На молу.", Side::Answer),
            ("Answer: there.", Side::Answer),
        ] {
            assert_eq!(question_label(line).map(|(side, _)| side), Some(side), "{line}");
        }
        for line in ["Quay: closed", "a: small", "A lamp", "Q:", "Fee: 3"] {
            assert_eq!(question_label(line), None, "{line}");
        }
    }
}

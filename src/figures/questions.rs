//! Questions: how they came, what became of them, how long that took.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper edges of the classes of answer times, in seconds. Discord waits 3 seconds.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0];

/// How a question came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// A message to the bot: with a mention, or in private.
    Mention,
    /// A command, or a button.
    Command,
    /// A message to nobody, where questions need no mention.
    Unasked,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered by quotes.
    Answered,
    /// The documents do not say, or not likely enough for who did not ask.
    NotFound,
    /// It was empty, too long, or came too early.
    Refused,
    /// Something broke.
    Failed,
}

type Labels = [(&'static str, &'static str); 2];
type Seconds = Family<[(&'static str, &'static str); 1], Histogram, fn() -> Histogram>;

/// Questions and their answers.
#[derive(Debug)]
pub struct QuestionFigures {
    questions: Family<Labels, Counter>,
    seconds: Seconds,
}

impl Default for QuestionFigures {
    fn default() -> QuestionFigures {
        let seconds = Seconds::new_with_constructor(|| Histogram::new(SECONDS));
        QuestionFigures { questions: Family::default(), seconds }
    }
}

impl QuestionFigures {
    /// Counts a question whose answer took so long to find.
    pub fn note(&self, by: AskedBy, outcome: Outcome, took: Duration) {
        self.seconds.get_or_create(&[by.label()]).observe(took.as_secs_f64());
        self.count(by, outcome);
    }

    /// Counts a question that was not looked for.
    pub fn refuse(&self, by: AskedBy) {
        self.count(by, Outcome::Refused);
    }

    fn count(&self, by: AskedBy, outcome: Outcome) {
        self.questions.get_or_create(&[by.label(), outcome.label()]).inc();
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "Questions, by how they came and what became of them";
        registry.register("verbatim_questions", help, self.questions.clone());
        let help = "Seconds from a question that was read to its answer that can be sent";
        registry.register("verbatim_answer_seconds", help, self.seconds.clone());
    }
}

impl AskedBy {
    fn label(self) -> (&'static str, &'static str) {
        let value = match self {
            AskedBy::Mention => "mention",
            AskedBy::Command => "command",
            AskedBy::Unasked => "unasked",
        };
        ("path", value)
    }
}

impl Outcome {
    /// Of a question that was looked for without a problem.
    pub fn of(is_answered: bool) -> Outcome {
        if is_answered { Outcome::Answered } else { Outcome::NotFound }
    }

    fn label(self) -> (&'static str, &'static str) {
        let value = match self {
            Outcome::Answered => "answered",
            Outcome::NotFound => "not_found",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
        };
        ("outcome", value)
    }
}

//! What people say of answers: a vote a person, counts, and, only where a server's managers have
//! switched it on, the questions themselves, for the operator. Kept in the data folder for a time that
//! is told to people. It knows nothing of how votes are cast, nor of how a question is answered.

mod answer_tag;
mod day;
mod store;
mod votes;
mod shown_quote;
mod questions;
mod counts;
mod cases;
mod erasure;

pub use answer_tag::AnswerTag;
pub use cases::{CaseError, KeptCase};
pub use counts::ServerCounts;
pub use day::Day;
pub use erasure::Erased;
pub use questions::{KeptQuestion, NotedAnswer, NotedQuestion, QuestionId};
pub use shown_quote::ShownQuote;
pub use store::{Feedback, FeedbackError, TEXTS_KEPT_DAYS, VOTES_KEPT_DAYS};
pub use votes::{Vote, Voted};

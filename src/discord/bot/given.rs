//! What is said to a question, and what of the question is kept with it where that is switched on.

use serenity::all::{MessageId, UserId};

use crate::document::FileName;
use crate::feedback::{AnswerTag, NotedAnswer, NotedQuestion, ShownQuote};
use crate::question::Question;
use crate::reply::{Reply, ReplyPart};
use crate::settings::{Place, PlaceScope};

/// What is said to a question.
pub(in crate::discord) struct Given {
    /// The reply.
    pub reply: Reply,
    /// The question that it answers, or to which nothing was found; `None` for a notice.
    question: Option<Answered>,
}

struct Answered {
    text: String,
    follows: bool,
    only: Option<FileName>,
}

/// Who asked where.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct Asking {
    /// Where.
    pub place: Place,
    /// Whether questions are kept there.
    pub keeps_questions: bool,
    /// Who.
    pub person: UserId,
    /// The message, where it was one.
    pub message: Option<MessageId>,
}

impl Given {
    /// A reply that answers nothing.
    pub(in crate::discord) fn notice(reply: Reply) -> Given {
        Given { reply, question: None }
    }

    /// The answer to a question from this scope.
    pub(in crate::discord) fn answer(
        reply: Reply,
        question: &Question,
        scope: &PlaceScope,
    ) -> Given {
        let answered = Answered {
            text: question.own_text().to_owned(),
            follows: !question.context().is_empty(),
            only: scope.one_document().cloned(),
        };
        Given { reply, question: Some(answered) }
    }

    /// What is noted of it, if it is an answer.
    pub(super) fn noted(&self, tag: AnswerTag, asking: Asking) -> Option<NotedAnswer> {
        let answered = self.question.as_ref()?;
        let quote = |part: &ReplyPart| match part {
            ReplyPart::Quote(quote) => Some(ShownQuote::of(&quote.quote)),
            _ => None,
        };
        let question = || NotedQuestion {
            channel: asking.place.channel,
            person: asking.person.get(),
            text: answered.text.clone(),
            only: answered.only.clone(),
            follows: answered.follows,
            quotes: self.reply.parts.iter().filter_map(quote).collect(),
        };
        Some(NotedAnswer {
            tag,
            server: asking.place.server,
            is_found: self.reply.has_quote(),
            is_again: false,
            message: asking.message.map(MessageId::get),
            question: asking.keeps_questions.then(question),
        })
    }
}

//! Responding to a question with its answer, which people can vote for; and to a vote.

use std::future::Future;

use super::payload::Visibility;
use super::responder::Responder;
use crate::discord::api::ApiError;
use crate::discord::bot::Given;
use crate::discord::render;
use crate::feedback::{AnswerTag, Vote};
use crate::phrases::{Language, Say};

impl Responder<'_> {
    /// Responds with what is said to a question as soon as it is ready, or with the phrase that says
    /// why nothing is.
    pub(in crate::discord) async fn answer_question(
        &self,
        given: impl Future<Output = Result<Given, Say>>,
        visibility: Visibility,
        language: Language,
    ) -> Result<(), ApiError> {
        let view = async {
            let given = given.await?;
            let noted = self.bot().answers.noted(&given, self.asking());
            let answer = noted.as_ref().map(|noted| noted.tag);
            if let Some(noted) = noted {
                self.bot().answers.note_soon(noted, self.bot().at_work());
            }
            let target = render::Target { answer, ..self.target(language, visibility) };
            Ok(render::render(&given.reply, target.frame(self.bot().phrases())))
        };
        self.answer_with(view, visibility, language).await
    }

    /// Responds to a vote.
    pub(in crate::discord) async fn vote(
        &self,
        answer: Option<AnswerTag>,
        vote: Vote,
    ) -> Result<(), ApiError> {
        let Some(answer) = answer else { return self.say(Say::StaleButton).await };
        let asking = self.asking();
        let answers = &self.bot().answers;
        let say = answers.vote(answer, asking.place.server, asking.person, vote).await;
        self.say(say).await
    }

    /// Deletes what is kept of who asks for that, and says so.
    pub(in crate::discord) async fn forget_person(&self) -> Result<(), ApiError> {
        let say = self.bot().answers.forget_person(self.asking().person).await;
        self.say(say).await
    }
}

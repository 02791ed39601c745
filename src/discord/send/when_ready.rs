//! Responding when an answer is ready: it is the first response; a deferral goes first only when the
//! answer is not ready within a second.

use std::future::Future;
use std::time::Duration;

use tokio::time::timeout;

use super::payload::{self, Payload, Visibility};
use super::responder::Responder;
use crate::discord::api::ApiError;
use crate::discord::render::{self, Rendered};
use crate::phrases::{Language, Say};
use crate::reply::Reply;

/// How long an answer may take before it is deferred. Discord waits 3 seconds for a first response.
const BEFORE_DEFERRAL: Duration = Duration::from_secs(1);

/// Where what a pressed component shows goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Destination {
    /// In the place of its message.
    InPlace,
    /// To a message of its own that only who pressed it sees.
    Copy,
}

impl Responder<'_> {
    /// Responds with a reply as soon as it is ready: one message, further quotes behind a button.
    pub(in crate::discord) async fn answer(
        &self,
        reply: impl Future<Output = Reply>,
        visibility: Visibility,
        language: Language,
    ) -> Result<(), ApiError> {
        self.answer_or_refuse(async { Ok(reply.await) }, visibility, language).await
    }

    /// The same where there may be no reply, but a phrase that says why. It is ephemeral, or takes
    /// the place of a deferral that everybody sees already.
    pub(in crate::discord) async fn answer_or_refuse(
        &self,
        reply: impl Future<Output = Result<Reply, Say>>,
        visibility: Visibility,
        language: Language,
    ) -> Result<(), ApiError> {
        let frame = self.frame(language, visibility);
        let view = async { reply.await.map(|reply| render::render(&reply, frame)) };
        self.answer_with(view, visibility, language).await
    }

    /// Responds with a message as soon as it is ready. Where there is none a phrase says why: it is
    /// ephemeral, or takes the place of a deferral that everybody sees already.
    pub(in crate::discord) async fn answer_with(
        &self,
        view: impl Future<Output = Result<Rendered, Say>>,
        visibility: Visibility,
        language: Language,
    ) -> Result<(), ApiError> {
        let messages = async {
            match view.await {
                Ok(view) => (vec![view], visibility),
                Err(refused) => (vec![self.refusal(refused, language)], Visibility::Ephemeral),
            }
        };
        self.respond_or_defer(messages, visibility).await
    }

    /// The same over as many messages as it takes, without buttons from one to the next.
    pub(in crate::discord) async fn answer_in_full(
        &self,
        reply: impl Future<Output = Reply>,
        visibility: Visibility,
        language: Language,
    ) -> Result<(), ApiError> {
        let frame = self.frame(language, visibility);
        let messages = async { (render::render_all(&reply.await, frame), visibility) };
        self.respond_or_defer(messages, visibility).await
    }

    /// Responds to a pressed component with what it shows, as soon as that is ready. Where it shows
    /// nothing its message stays, and a phrase says why, ephemeral.
    pub(in crate::discord) async fn answer_press(
        &self,
        destination: Destination,
        view: impl Future<Output = Result<Rendered, Say>>,
    ) -> Result<(), ApiError> {
        let language = self.language.or_default();
        if destination == Destination::Copy {
            return self.answer_with(view, Visibility::Ephemeral, language).await;
        }
        tokio::pin!(view);
        match timeout(BEFORE_DEFERRAL, &mut view).await {
            Ok(Ok(view)) => self.update(&view).await,
            Ok(Err(refused)) => self.say(refused).await,
            Err(_) => {
                self.respond(&payload::deferred_update()).await?;
                match view.await {
                    Ok(view) => self.edit_response(&view).await,
                    Err(refused) => {
                        let notice = self.refusal(refused, language);
                        self.follow_up(&Payload::new(&notice, Visibility::Ephemeral)).await
                    }
                }
            }
        }
    }

    fn refusal(&self, refused: Say, language: Language) -> Rendered {
        self.rendered_notice(self.frame(language, Visibility::Ephemeral).voice.say(refused))
    }

    /// Responds with the first message, in time or after a deferral; the others follow up. Who sees
    /// them is known with the messages; who sees a deferral must be known before them.
    async fn respond_or_defer(
        &self,
        messages: impl Future<Output = (Vec<Rendered>, Visibility)>,
        deferred: Visibility,
    ) -> Result<(), ApiError> {
        tokio::pin!(messages);
        let (messages, visibility) = match timeout(BEFORE_DEFERRAL, &mut messages).await {
            Ok((messages, visibility)) => {
                if let Some(first) = messages.first() {
                    self.show(first, visibility).await?;
                }
                (messages, visibility)
            }
            Err(_) => {
                self.respond(&payload::deferral(deferred)).await?;
                let (messages, _) = messages.await;
                if let Some(first) = messages.first() {
                    self.edit_response(first).await?;
                }
                (messages, deferred)
            }
        };
        for further in messages.iter().skip(1) {
            self.follow_up(&Payload::new(further, visibility)).await?;
        }
        Ok(())
    }
}

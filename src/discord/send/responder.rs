//! Responding to an interaction: the answer is the first response; a deferral goes first only when
//! the answer is not ready within a second.

use std::future::Future;
use std::time::Duration;

use serde::de::IgnoredAny;
use serenity::all::{ApplicationId, ChannelId, CreateInteractionResponse, InteractionId, UserId};
use serenity::http::{LightMethod, Route};
use tokio::time::Instant;

use super::asker_language::AskerLanguage;
use super::payload::{self, Payload, Visibility};
use super::received::Received;
use crate::discord::api::{Api, ApiError, Call, RetryLimits};
use crate::discord::bot::Bot;
use crate::discord::permissions;
use crate::discord::render::{self, Choice, Rendered, Surface};
use crate::phrases::{Language, Phrase, Say};
use crate::reply::{self, Reply};

/// How long an answer may take before it is deferred. Discord waits 3 seconds for a first response.
const BEFORE_DEFERRAL: Duration = Duration::from_secs(1);

/// Responds to one interaction.
pub(in crate::discord) struct Responder<'a> {
    bot: &'a Bot,
    api: &'a Api,
    id: InteractionId,
    application: ApplicationId,
    token: &'a str,
    came: Instant,
    /// Where quotes go.
    surface: Surface,
    person: UserId,
    channel: ChannelId,
    /// The asker's language.
    pub(in crate::discord) language: AskerLanguage,
}

impl<'a> Responder<'a> {
    /// For an interaction that came right now.
    pub(in crate::discord) fn new(
        bot: &'a Bot,
        api: &'a Api,
        interaction: impl Into<Received<'a>>,
    ) -> Responder<'a> {
        let received = interaction.into();
        Responder {
            bot,
            api,
            id: received.id,
            application: received.application,
            token: received.token,
            came: Instant::now(),
            surface: permissions::surface(received.permissions),
            person: received.person,
            channel: received.channel,
            language: AskerLanguage::of_locales(received.locale, received.guild_locale),
        }
    }

    /// Where quotes are shown here.
    pub(in crate::discord) fn surface(&self) -> Surface {
        self.surface
    }

    /// Counts a question about a text, and says whether the rate limits allow it. Where they do
    /// not, that is the response.
    pub(in crate::discord) async fn is_allowed(&self, text: &str) -> Result<bool, ApiError> {
        match self.bot.rate_limits.check(self.person, self.channel) {
            Ok(()) => Ok(true),
            Err(limited) => {
                let language = self.language.for_text(text);
                self.notice(self.bot.voice(language).say(limited.notice())).await?;
                Ok(false)
            }
        }
    }

    /// Counts a pressed button, and says whether the rate limits allow it. Where they do not, that
    /// is the response.
    pub(in crate::discord) async fn may_press(&self) -> Result<bool, ApiError> {
        match self.bot.rate_limits.check_press(self.person) {
            Ok(()) => Ok(true),
            Err(limited) => {
                self.say(limited.notice()).await?;
                Ok(false)
            }
        }
    }

    /// Counts an autocompletion, and says whether the rate limits allow it.
    pub(in crate::discord) fn may_complete(&self) -> bool {
        self.bot.rate_limits.check_completion(self.person).is_ok()
    }

    /// Responds with a phrase, ephemeral.
    pub(in crate::discord) async fn notice(&self, phrase: Phrase) -> Result<(), ApiError> {
        self.show(&self.rendered_notice(phrase), Visibility::Ephemeral).await
    }

    /// Responds with a phrase in the asker's language, ephemeral.
    pub(in crate::discord) async fn say(&self, say: Say) -> Result<(), ApiError> {
        self.notice(self.bot.voice(self.language.or_default()).say(say)).await
    }

    /// Says that something broke. There may have been a response before, which nobody knows: then
    /// this replaces it.
    pub(in crate::discord) async fn say_broken(&self) -> Result<(), ApiError> {
        let phrase = self.bot.broken(self.language.or_default());
        match self.notice(phrase.clone()).await {
            Err(_) => self.edit_response(&self.rendered_notice(phrase)).await,
            shown => shown,
        }
    }

    fn rendered_notice(&self, phrase: Phrase) -> Rendered {
        let voice = self.bot.voice(self.language.or_default());
        render::render(&reply::notice([phrase]), self.surface, voice)
    }

    /// Responds with a message.
    pub(in crate::discord) async fn show(
        &self,
        rendered: &Rendered,
        visibility: Visibility,
    ) -> Result<(), ApiError> {
        self.respond(&payload::response(rendered, visibility)).await
    }

    /// Responds by a message in the place of the one whose component was used.
    pub(in crate::discord) async fn update(&self, rendered: &Rendered) -> Result<(), ApiError> {
        self.respond(&payload::update(rendered)).await
    }

    /// Responds to an autocompletion.
    pub(in crate::discord) async fn offer(&self, choices: &[Choice]) -> Result<(), ApiError> {
        self.respond(&payload::choices(choices)).await
    }

    async fn respond(&self, response: &CreateInteractionResponse) -> Result<(), ApiError> {
        let route = Route::InteractionResponse { interaction_id: self.id, token: self.token };
        let call = Call::new(LightMethod::Post, route, "interactions/…/callback").body(response);
        match self.api.send::<IgnoredAny>(&call, RetryLimits::first_response(self.came)).await {
            Err(error) if error.is_done_before() => Ok(()),
            result => result.map(|_| ()),
        }
    }

    async fn edit_response(&self, rendered: &Rendered) -> Result<(), ApiError> {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: self.application,
            token: self.token,
        };
        let call = Call::new(LightMethod::Patch, route, "webhooks/…/messages/@original")
            .body(&Payload::edit(rendered));
        let edited = self.api.send::<IgnoredAny>(&call, RetryLimits::follow_up(self.came)).await;
        edited.map(|_| ())
    }

    async fn follow_up(&self, payload: &Payload) -> Result<(), ApiError> {
        let route =
            Route::WebhookFollowupMessages { application_id: self.application, token: self.token };
        let call = Call::new(LightMethod::Post, route, "webhooks/…").body(payload);
        let sent = self.api.send::<IgnoredAny>(&call, RetryLimits::follow_up(self.came)).await;
        sent.map(|_| ())
    }

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
        let voice = self.bot.voice(language);
        let messages = async {
            match reply.await {
                Ok(reply) => (vec![render::render(&reply, self.surface, voice)], visibility),
                Err(refused) => {
                    (vec![self.rendered_notice(voice.say(refused))], Visibility::Ephemeral)
                }
            }
        };
        self.respond_or_defer(messages, visibility).await
    }

    /// Responds with a page as soon as it is ready, ephemeral; so is the phrase that says why there
    /// is none.
    pub(in crate::discord) async fn show_when_ready(
        &self,
        page: impl Future<Output = Result<Rendered, Say>>,
    ) -> Result<(), ApiError> {
        let messages = async { (vec![self.page_or_notice(page.await)], Visibility::Ephemeral) };
        self.respond_or_defer(messages, Visibility::Ephemeral).await
    }

    /// Responds by a page in the place of the message whose component was used, as soon as it is
    /// ready. Where there is none that message stays, and a phrase says why, ephemeral.
    pub(in crate::discord) async fn update_when_ready(
        &self,
        page: impl Future<Output = Result<Rendered, Say>>,
    ) -> Result<(), ApiError> {
        tokio::pin!(page);
        match tokio::time::timeout(BEFORE_DEFERRAL, &mut page).await {
            Ok(Ok(page)) => self.update(&page).await,
            Ok(Err(refused)) => self.say(refused).await,
            Err(_) => {
                self.respond(&payload::deferred_update()).await?;
                match page.await {
                    Ok(page) => self.edit_response(&page).await,
                    Err(refused) => {
                        let notice = self.page_or_notice(Err(refused));
                        self.follow_up(&Payload::new(&notice, Visibility::Ephemeral)).await
                    }
                }
            }
        }
    }

    fn page_or_notice(&self, page: Result<Rendered, Say>) -> Rendered {
        page.unwrap_or_else(|refused| {
            let voice = self.bot.voice(self.language.or_default());
            self.rendered_notice(voice.say(refused))
        })
    }

    /// The same over as many messages as it takes, without buttons from one to the next.
    pub(in crate::discord) async fn answer_in_full(
        &self,
        reply: impl Future<Output = Reply>,
        visibility: Visibility,
    ) -> Result<(), ApiError> {
        let messages = async { (render::render_all(&reply.await, self.surface), visibility) };
        self.respond_or_defer(messages, visibility).await
    }

    /// Responds with the first message, in time or after a deferral; the others follow up. Who sees
    /// them is known with the messages; who sees a deferral must be known before them.
    async fn respond_or_defer(
        &self,
        messages: impl Future<Output = (Vec<Rendered>, Visibility)>,
        deferred: Visibility,
    ) -> Result<(), ApiError> {
        tokio::pin!(messages);
        let in_time = tokio::time::timeout(BEFORE_DEFERRAL, &mut messages).await;
        let (messages, visibility) = match in_time {
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

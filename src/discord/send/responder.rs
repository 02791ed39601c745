//! Responding to an interaction: what is sent, and how.

use std::num::NonZeroU64;

use serde::de::IgnoredAny;
use serenity::all::{ApplicationId, ChannelId, CreateInteractionResponse, InteractionId, UserId};
use serenity::http::{LightMethod, Route};
use tokio::time::Instant;

use super::asker_language::AskerLanguage;
use super::chosen_channels::readable;
use super::payload::{self, Payload, Visibility};
use super::received::Received;
use crate::discord::api::{Api, ApiError, Call, RetryLimits};
use crate::discord::bot::{Asking, Bot};
use crate::discord::permissions;
use crate::discord::render::{self, Audience, Choice, Frame, Rendered, Surface, Target};
use crate::figures::AskedBy;
use crate::phrases::{Language, Phrase, Say};
use crate::reply;
use crate::settings::{Place, PlaceRules, PlaceScope};

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
    place: Place,
    rules: PlaceRules,
    /// The asker's language by their own locale and the server's.
    asker: AskerLanguage,
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
        let rules = bot.rules_at(received.place);
        let asker = AskerLanguage::of_locales(received.locale, received.guild_locale);
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
            place: received.place,
            language: asker.under(rules.language),
            rules,
            asker,
        }
    }

    /// Where quotes are shown here.
    pub(in crate::discord) fn surface(&self) -> Surface {
        self.surface
    }

    /// The bot that responds.
    pub(super) fn bot(&self) -> &Bot {
        self.bot
    }

    /// Who asks here, as far as it is kept.
    pub(in crate::discord) fn asking(&self) -> Asking {
        let keeps_questions = self.rules.keeps_questions;
        Asking { place: self.place, keeps_questions, person: self.person, message: None }
    }

    /// What may be seen here.
    pub(in crate::discord) fn scope(&self) -> PlaceScope {
        PlaceScope::new(self.place, &self.rules)
    }

    /// The asker's language by what is set now, which a press may have changed.
    pub(in crate::discord) fn language_now(&self) -> AskerLanguage {
        self.asker.under(self.bot.rules_at(self.place).language)
    }

    /// Who sees an answer, by what the asker says of it and by what is set here.
    pub(in crate::discord) fn visibility(&self, asked: Option<Visibility>) -> Visibility {
        let usual = if self.rules.private { Visibility::Ephemeral } else { Visibility::Public };
        asked.unwrap_or(usual)
    }

    /// Counts a question about a text, and says whether the rate limits allow it. Where they do
    /// not, that is the response.
    pub(in crate::discord) async fn is_allowed(&self, text: &str) -> Result<bool, ApiError> {
        match self.bot.rate_limits.check(self.person, self.channel, self.rules.pace) {
            Ok(()) => Ok(true),
            Err(limited) => {
                self.bot.figures.questions.refuse(AskedBy::Command);
                let language = self.language.for_text(text);
                self.turn_away_by(self.bot.voice(language).say(limited.notice())).await?;
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
                self.turn_away(limited.notice()).await?;
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

    /// Responds to who is turned away with the phrase that says why, ephemeral, beside the responses to
    /// others.
    pub(in crate::discord) async fn turn_away(&self, say: Say) -> Result<(), ApiError> {
        self.turn_away_by(self.bot.voice(self.language.or_default()).say(say)).await
    }

    async fn turn_away_by(&self, phrase: Phrase) -> Result<(), ApiError> {
        let response = payload::response(&self.rendered_notice(phrase), Visibility::Ephemeral);
        self.respond_within(&response, RetryLimits::refusal(self.came)).await
    }

    /// Offers nothing, beside the responses to those who have a place.
    pub(in crate::discord) async fn offer_nothing(&self) -> Result<(), ApiError> {
        self.respond_within(&payload::choices(&[]), RetryLimits::refusal(self.came)).await
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

    pub(super) fn rendered_notice(&self, phrase: Phrase) -> Rendered {
        let frame = self.frame(self.language.or_default(), Visibility::Ephemeral);
        render::render(&reply::notice([phrase]), frame)
    }

    /// For a message of these words to this asker.
    pub(in crate::discord) fn target(&self, language: Language, visibility: Visibility) -> Target {
        Target {
            surface: self.surface,
            language,
            owner: NonZeroU64::new(self.person.get()),
            audience: match visibility {
                Visibility::Public => Audience::Channel,
                Visibility::Ephemeral => Audience::Asker,
            },
            answer: None,
        }
    }

    pub(super) fn frame(&self, language: Language, visibility: Visibility) -> Frame<'_> {
        self.target(language, visibility).frame(self.bot.phrases())
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

    pub(super) async fn respond(
        &self,
        response: &CreateInteractionResponse,
    ) -> Result<(), ApiError> {
        self.respond_within(response, RetryLimits::first_response(self.came)).await
    }

    async fn respond_within(
        &self,
        response: &CreateInteractionResponse,
        limits: RetryLimits,
    ) -> Result<(), ApiError> {
        let route = Route::InteractionResponse { interaction_id: self.id, token: self.token };
        let call = Call::new(LightMethod::Post, route, "interactions/…/callback")
            .body(&readable(response));
        match self.api.send::<IgnoredAny>(&call, limits).await {
            Err(error) if error.is_done_before() => Ok(()),
            result => result.map(|_| ()),
        }
    }

    pub(super) async fn edit_response(&self, rendered: &Rendered) -> Result<(), ApiError> {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: self.application,
            token: self.token,
        };
        let call = Call::new(LightMethod::Patch, route, "webhooks/…/messages/@original")
            .body(&readable(&Payload::edit(rendered)));
        let edited = self.api.send::<IgnoredAny>(&call, RetryLimits::follow_up(self.came)).await;
        edited.map(|_| ())
    }

    pub(super) async fn follow_up(&self, payload: &Payload) -> Result<(), ApiError> {
        let route =
            Route::WebhookFollowupMessages { application_id: self.application, token: self.token };
        let call = Call::new(LightMethod::Post, route, "webhooks/…").body(payload);
        let sent = self.api.send::<IgnoredAny>(&call, RetryLimits::follow_up(self.came)).await;
        sent.map(|_| ())
    }

    /// Deletes the message whose component was pressed.
    pub(in crate::discord) async fn delete_pressed(&self) -> Result<(), ApiError> {
        self.respond(&payload::deferred_update()).await?;
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: self.application,
            token: self.token,
        };
        let call = Call::new(LightMethod::Delete, route, "webhooks/…/messages/@original");
        let deleted = self.api.send::<IgnoredAny>(&call, RetryLimits::follow_up(self.came)).await;
        deleted.map(|_| ())
    }
}

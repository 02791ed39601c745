//! Responding to a command or a button: the answer is the first response; a deferral comes only
//! when it is not there within a second.

use std::time::Duration;

use serenity::all::{
    ChannelId, CommandInteraction, ComponentInteraction, Http, InteractionId, Permissions, UserId,
};
use tokio::time::Instant;

use super::body::{self, Seen};
use super::bot::Bot;
use super::patience::{self, patiently, patiently_until};
use super::render::{self, Rendered};
use crate::phrases::{Language, Phrase};
use crate::reply::{self, Reply};

/// How long an answer may take before Discord is told to wait. Discord waits 3 seconds by itself.
const BEFORE_DEFERRAL: Duration = Duration::from_secs(1);

/// Somebody who used a command or pressed a button, and waits.
pub(super) struct Asker<'a> {
    bot: &'a Bot,
    http: &'a Http,
    id: InteractionId,
    token: &'a str,
    /// Until when the first response can be tried.
    deadline: Instant,
    embeds_allowed: bool,
    pub person: UserId,
    pub channel: ChannelId,
    /// The asker's own, else the server's, else unknown.
    language: Option<Language>,
}

impl<'a> Asker<'a> {
    pub(super) fn of_command(
        bot: &'a Bot,
        http: &'a Http,
        command: &'a CommandInteraction,
    ) -> Asker<'a> {
        Asker::new(
            bot,
            http,
            (command.id, &command.token),
            command.app_permissions,
            (command.user.id, command.channel_id),
            (&command.locale, command.guild_locale.as_deref()),
        )
    }

    pub(super) fn of_button(
        bot: &'a Bot,
        http: &'a Http,
        button: &'a ComponentInteraction,
    ) -> Asker<'a> {
        Asker::new(
            bot,
            http,
            (button.id, &button.token),
            button.app_permissions,
            (button.user.id, button.channel_id),
            (&button.locale, button.guild_locale.as_deref()),
        )
    }

    fn new(
        bot: &'a Bot,
        http: &'a Http,
        (id, token): (InteractionId, &'a str),
        permissions: Option<Permissions>,
        (person, channel): (UserId, ChannelId),
        (locale, of_server): (&str, Option<&str>),
    ) -> Asker<'a> {
        Asker {
            bot,
            http,
            id,
            token,
            deadline: Instant::now() + patience::FIRST_RESPONSE,
            embeds_allowed: permissions
                .is_none_or(|permissions| permissions.contains(Permissions::EMBED_LINKS)),
            person,
            channel,
            language: Language::of_locale(locale).or_else(|| Language::of_locale(of_server?)),
        }
    }

    /// The language to speak with this asker about this text.
    pub(super) fn language(&self, text: &str) -> Language {
        self.language.unwrap_or_else(|| Language::of_text(text))
    }

    /// Whether quotes can be shown in an embed here.
    pub(super) fn embeds_allowed(&self) -> bool {
        self.embeds_allowed
    }

    /// Counts a question. Whoever asks too fast is told so, and gets nothing else.
    pub(super) async fn is_too_fast(&self, text: &str) -> serenity::Result<bool> {
        match self.bot.limits.ask(self.person, self.channel) {
            Ok(()) => Ok(false),
            Err(wait) => {
                self.tell(wait.notice(self.bot.voice(self.language(text)))).await?;
                Ok(true)
            }
        }
    }

    /// Responds with a phrase that nobody else sees.
    pub(super) async fn tell(&self, phrase: Phrase) -> serenity::Result<()> {
        let language = self.language("");
        self.show(
            &render::render(
                &reply::notice([phrase]),
                self.embeds_allowed,
                self.bot.voice(language),
            ),
            Seen::ByAsker,
        )
        .await
    }

    /// The same where nobody knows whether there was a response: then it takes the response's
    /// place.
    pub(super) async fn tell_at_last(&self, phrase: Phrase) -> serenity::Result<()> {
        match self.tell(phrase.clone()).await {
            Err(_) => {
                let rendered = render::render(
                    &reply::notice([phrase]),
                    self.embeds_allowed,
                    self.bot.voice(self.language("")),
                );
                let body = body::edit(&rendered);
                patiently(patience::MESSAGE, || {
                    self.http.edit_original_interaction_response(self.token, &body, Vec::new())
                })
                .await
                .map(|_| ())
            }
            told => told,
        }
    }

    /// Responds with a message.
    pub(super) async fn show(&self, rendered: &Rendered, seen: Seen) -> serenity::Result<()> {
        self.respond(&body::response(rendered, seen)).await
    }

    /// Puts a message in the place of the one whose button was pressed.
    pub(super) async fn update(&self, rendered: &Rendered) -> serenity::Result<()> {
        self.respond(&body::update(rendered)).await
    }

    /// The first response.
    pub(super) async fn respond(&self, body: &serde_json::Value) -> serenity::Result<()> {
        patiently_until(self.deadline, || {
            self.http.create_interaction_response(self.id, self.token, body, Vec::new())
        })
        .await
    }

    /// Responds with an answer as soon as it is there.
    pub(super) async fn answer(
        &self,
        reply: impl Future<Output = Reply>,
        seen: Seen,
        language: Language,
    ) -> serenity::Result<()> {
        let voice = self.bot.voice(language);
        self.messages(
            async { vec![render::render(&reply.await, self.embeds_allowed, voice)] },
            seen,
        )
        .await
    }

    /// The same over as many messages as it takes; none of them has a button to another.
    pub(super) async fn answer_at_length(
        &self,
        reply: impl Future<Output = Reply>,
        seen: Seen,
    ) -> serenity::Result<()> {
        self.messages(async { render::render_all(&reply.await, self.embeds_allowed) }, seen).await
    }

    async fn messages(
        &self,
        messages: impl Future<Output = Vec<Rendered>>,
        seen: Seen,
    ) -> serenity::Result<()> {
        tokio::pin!(messages);
        let in_time = tokio::time::timeout(BEFORE_DEFERRAL, &mut messages).await;
        let messages = match in_time {
            Ok(messages) => {
                if let Some(first) = messages.first() {
                    self.show(first, seen).await?;
                }
                messages
            }
            Err(_) => {
                self.respond(&body::deferral(seen)).await?;
                let messages = messages.await;
                if let Some(first) = messages.first() {
                    let body = body::edit(first);
                    patiently(patience::MESSAGE, || {
                        self.http.edit_original_interaction_response(self.token, &body, Vec::new())
                    })
                    .await?;
                }
                messages
            }
        };
        for further in messages.iter().skip(1) {
            let body = body::message(further, seen);
            patiently(patience::MESSAGE, || {
                self.http.create_followup_message(self.token, &body, Vec::new())
            })
            .await?;
        }
        Ok(())
    }
}

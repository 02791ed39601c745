//! A rendered message as the payload of a request: one form for all the ways to send or to edit one.

use serde::Serialize;
use serenity::all::{
    ButtonStyle, ChannelId, ChannelType, CreateActionRow, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateButton, CreateEmbed, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, InteractionResponseFlags, MessageFlags, MessageId, MessageReference,
    MessageReferenceKind, ReactionType,
};

use crate::discord::render::{
    Button, ChannelMenu, Choice, Face, Menu, Placeholder, Rendered, Row, Surface,
};
use crate::feedback::Vote;
use crate::reply::visible;

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Visibility {
    /// Everybody in the channel.
    Public,
    /// Only who caused the interaction.
    Ephemeral,
}

/// A message. Every field is sent, empty ones too, so that it can replace another message. It pings
/// nobody.
#[derive(Debug, Clone, Serialize)]
pub(in crate::discord) struct Payload {
    content: String,
    embeds: Vec<CreateEmbed>,
    /// The text of the embed, where there is one.
    #[serde(skip)]
    description: String,
    components: Vec<CreateActionRow>,
    flags: MessageFlags,
    allowed_mentions: CreateAllowedMentions,
}

/// A message for a channel: one that answers another, or that nobody asked for.
#[derive(Debug, Clone, Serialize)]
pub(in crate::discord) struct AnswerPayload {
    #[serde(flatten)]
    message: Payload,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<MessageReference>,
    /// Discord posts one message for a nonce when it is to be enforced (API reference, "Create
    /// Message"). So a retry after a response that was lost posts no second answer.
    nonce: String,
    enforce_nonce: bool,
}

impl Payload {
    /// A new message.
    pub(in crate::discord) fn new(rendered: &Rendered, visibility: Visibility) -> Payload {
        let text = rendered.text().to_owned();
        let (content, description, flags) = match rendered.surface() {
            Surface::Embed => (String::new(), text, MessageFlags::empty()),
            // Links in a content would show previews.
            Surface::Content => (text, String::new(), MessageFlags::SUPPRESS_EMBEDS),
        };
        let embeds = match rendered.surface() {
            Surface::Embed => vec![CreateEmbed::new().description(&description)],
            Surface::Content => Vec::new(),
        };
        let flags = match visibility {
            Visibility::Public => flags,
            Visibility::Ephemeral => flags | MessageFlags::EPHEMERAL,
        };
        Payload {
            content,
            embeds,
            description,
            components: rendered.rows().iter().map(row).collect(),
            flags,
            allowed_mentions: CreateAllowedMentions::new().replied_user(false),
        }
    }

    /// What a deferral or an older message becomes. An edit does not change who sees it.
    pub(in crate::discord) fn edit(rendered: &Rendered) -> Payload {
        Payload::new(rendered, Visibility::Public)
    }

    /// The message as the answer to a question, which it refers to if the bot may.
    pub(in crate::discord) fn answering(
        self,
        channel: ChannelId,
        question: MessageId,
        reference: QuestionReference,
    ) -> AnswerPayload {
        // When the question is gone, the answer is posted without a reference.
        let message_reference = (reference == QuestionReference::Shown).then(|| {
            MessageReference::new(MessageReferenceKind::Default, channel)
                .message_id(question)
                .fail_if_not_exists(false)
        });
        AnswerPayload {
            message: self,
            message_reference,
            nonce: question.to_string(),
            enforce_nonce: true,
        }
    }

    /// The message as one that nobody asked for.
    pub(in crate::discord) fn unasked(self, nonce: String) -> AnswerPayload {
        AnswerPayload { message: self, message_reference: None, nonce, enforce_nonce: true }
    }

    fn shown(&self) -> &str {
        if self.content.is_empty() { &self.description } else { &self.content }
    }

    fn into_response(self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .content(self.content)
            .embeds(self.embeds)
            .components(self.components)
            .flags(InteractionResponseFlags::from_bits_truncate(self.flags.bits()))
            .allowed_mentions(self.allowed_mentions)
    }
}

impl AnswerPayload {
    /// The same after so many answers to the question were taken back: another message than these.
    pub(in crate::discord) fn after_withdrawn(mut self, n_withdrawn: u32) -> AnswerPayload {
        if n_withdrawn > 0 {
            self.nonce = format!("{}-{n_withdrawn}", self.nonce);
        }
        self
    }

    /// Whether a message of this text is the one that it makes. White space at the ends does not
    /// count: Discord removes it.
    pub(super) fn shows(&self, text: &str) -> bool {
        self.message.shown().trim() == text.trim()
    }
}

/// Whether an answer shows which message it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum QuestionReference {
    /// It does.
    Shown,
    /// The bot may not read the message history, so it cannot.
    Forbidden,
}

/// The message as the first response to a command or a component.
pub(super) fn response(rendered: &Rendered, visibility: Visibility) -> CreateInteractionResponse {
    CreateInteractionResponse::Message(Payload::new(rendered, visibility).into_response())
}

/// The message in the place of the one whose component was used.
pub(super) fn update(rendered: &Rendered) -> CreateInteractionResponse {
    CreateInteractionResponse::UpdateMessage(Payload::edit(rendered).into_response())
}

/// That an answer is on its way. An ephemeral one must be announced as such.
pub(super) fn deferral(visibility: Visibility) -> CreateInteractionResponse {
    let flags = match visibility {
        Visibility::Public => InteractionResponseFlags::empty(),
        Visibility::Ephemeral => InteractionResponseFlags::EPHEMERAL,
    };
    CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().flags(flags))
}

/// That the message whose component was used changes soon. It stays as it is meanwhile.
pub(super) fn deferred_update() -> CreateInteractionResponse {
    CreateInteractionResponse::Acknowledge
}

/// What autocompletion offers.
pub(super) fn choices(choices: &[Choice]) -> CreateInteractionResponse {
    let offered = choices.iter().fold(CreateAutocompleteResponse::new(), |response, choice| {
        response.add_string_choice(choice.name(), choice.value())
    });
    CreateInteractionResponse::Autocomplete(offered)
}

fn row(row: &Row) -> CreateActionRow {
    match row {
        Row::Buttons(buttons) => CreateActionRow::Buttons(buttons.iter().map(button).collect()),
        Row::Menu(menu) => CreateActionRow::SelectMenu(select_menu(menu)),
        Row::Channels(menu) => CreateActionRow::SelectMenu(channel_menu(menu)),
    }
}

fn button(button: &Button) -> CreateButton {
    let shown = CreateButton::new(&button.custom_id).style(ButtonStyle::Secondary);
    let thumb = |sign: &str| ReactionType::Unicode(sign.to_owned());
    match &button.face {
        Face::Words(words) => shown.label(words.to_string()),
        Face::Thumb(Vote::Helpful) => shown.emoji(thumb("👍")),
        Face::Thumb(Vote::Unhelpful) => shown.emoji(thumb("👎")),
    }
}

fn select_menu(menu: &Menu) -> CreateSelectMenu {
    let option = |(at, option): (usize, &Choice)| {
        CreateSelectMenuOption::new(option.name(), option.value())
            .default_selection(menu.chosen == Some(at))
    };
    let options = menu.options.iter().enumerate().map(option).collect();
    let placeholder = match &menu.placeholder {
        Placeholder::Phrase(phrase) => phrase.to_string(),
        Placeholder::Searched(words) => visible(&words.as_str().replace(char::is_whitespace, " ")),
    };
    CreateSelectMenu::new(&menu.custom_id, CreateSelectMenuKind::String { options })
        .placeholder(placeholder)
}

/// The channels where people write, and the forums where they open posts.
fn channel_menu(menu: &ChannelMenu) -> CreateSelectMenu {
    let kind = CreateSelectMenuKind::Channel {
        channel_types: Some(vec![
            ChannelType::Text,
            ChannelType::News,
            ChannelType::Forum,
            ChannelType::Voice,
            ChannelType::Stage,
        ]),
        default_channels: menu.chosen.map(|channel| vec![ChannelId::from(channel)]),
    };
    CreateSelectMenu::new(&menu.custom_id, kind).placeholder(menu.placeholder.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::discord::render::{Audience, Frame, render};
    use crate::phrases::{Language, Phrases, Say};
    use crate::reply;

    fn as_json(payload: &impl Serialize) -> Value {
        serde_json::to_value(payload).expect("plain data")
    }

    #[test]
    fn a_payload_empties_what_it_does_not_have_and_pings_nobody() {
        let phrases = Phrases::built_in();
        let voice = phrases.voice(Language::English);
        let notice = reply::notice([voice.say(Say::Undated)]);
        let frame = Frame {
            surface: Surface::Embed,
            voice,
            owner: None,
            audience: Audience::Channel,
            answer: None,
        };
        let rendered = render(&notice, frame);
        let edit = as_json(&Payload::edit(&rendered));
        assert_eq!(
            [&edit["content"], &edit["embeds"], &edit["components"], &edit["flags"]],
            [&json!("undated"), &json!([]), &json!([]), &json!(4)]
        );
        let mentions = &edit["allowed_mentions"];
        assert_eq!((&mentions["parse"], &mentions["replied_user"]), (&json!([]), &json!(false)));

        let private = as_json(&response(&rendered, Visibility::Ephemeral));
        assert_eq!((&private["type"], &private["data"]["flags"]), (&json!(4), &json!(68)));
        assert_eq!(as_json(&update(&rendered))["type"], json!(7));
        let deferred = as_json(&deferral(Visibility::Ephemeral));
        assert_eq!((&deferred["type"], &deferred["data"]["flags"]), (&json!(5), &json!(64)));

        let question = (ChannelId::new(7), MessageId::new(8));
        let answer = |reference| {
            as_json(&Payload::edit(&rendered).answering(question.0, question.1, reference))
        };
        let answered = answer(QuestionReference::Shown);
        assert_eq!(
            [&answered["nonce"], &answered["enforce_nonce"], &answered["content"]],
            [&json!("8"), &json!(true), &json!("undated")]
        );
        assert_eq!(answered["message_reference"]["message_id"], json!("8"));
        assert_eq!(answer(QuestionReference::Forbidden)["message_reference"], Value::Null);
    }
}

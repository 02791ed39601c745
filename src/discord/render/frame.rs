//! What all messages to one person in one place have in common.

use super::rendered::{Button, Row};
use super::surface::Surface;
use crate::discord::control::{Action, Control, Owner};
use crate::feedback::{AnswerTag, Vote};
use crate::phrases::{Language, Phrases, Say, Voice};

/// Most buttons of a row (Discord API reference, "Action Row").
const MAX_IN_ROW: usize = 5;

/// For whom a message is, and where it goes.
#[derive(Clone, Copy)]
pub struct Frame<'v> {
    /// Where quotes go.
    pub surface: Surface,
    /// The phrases.
    pub voice: Voice<'v>,
    /// Who asked.
    pub owner: Owner,
    /// Who sees it.
    pub audience: Audience,
    /// The answer that it gives, or that it was turned to from; `None` for what is none.
    pub answer: Option<AnswerTag>,
}

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Who asked, and nobody else.
    Asker,
    /// Everybody in the channel, since somebody asked there.
    Channel,
    /// The same, though nobody asked the bot.
    ChannelUnasked,
}

/// The same before its phrases are at hand.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Where quotes go.
    pub surface: Surface,
    /// The language of the phrases.
    pub language: Language,
    /// Who asked.
    pub owner: Owner,
    /// Who sees the message.
    pub audience: Audience,
    /// The answer that it gives, or that it was turned to from; `None` for what is none.
    pub answer: Option<AnswerTag>,
}

impl Target {
    /// With the phrases.
    pub fn frame(self, phrases: &Phrases) -> Frame<'_> {
        let Target { surface, language, owner, audience, answer } = self;
        Frame { surface, voice: phrases.voice(language), owner, audience, answer }
    }
}

impl Frame<'_> {
    /// A button of this message's owner; `None` when it can have no custom id.
    pub(super) fn button(&self, label: Say, action: Action) -> Option<Button> {
        let control = Control::new(self.owner, action).under(self.answer);
        Button::new(self.voice.say(label), &control)
    }

    /// The button for a vote, where there is an answer to vote for. It belongs to nobody: whoever
    /// presses it votes.
    pub(super) fn vote(&self, vote: Vote) -> Option<Button> {
        Button::thumb(vote, &Control::new(None, Action::Vote(vote)).under(self.answer))
    }

    /// The button that deletes the message, where others see it.
    pub(super) fn delete(&self) -> Option<Button> {
        match self.audience {
            Audience::Asker => None,
            Audience::Channel => self.button(Say::DeleteButton, Action::Delete),
            Audience::ChannelUnasked => self.button(Say::NotHelpfulButton, Action::NotHelpful),
        }
    }

    /// Buttons in rows.
    pub(super) fn rows(&self, buttons: impl IntoIterator<Item = Option<Button>>) -> Vec<Row> {
        let all: Vec<Button> = buttons.into_iter().flatten().collect();
        all.chunks(MAX_IN_ROW).map(|row| Row::Buttons(row.to_vec())).collect()
    }
}

//! The interactions that were sent to the bot, and how far their answers are.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::Value;
use twilight_model::id::Id;
use twilight_model::id::marker::{ChannelMarker, UserMarker};

/// All interactions of one fake.
#[derive(Debug, Default)]
pub(crate) struct Interactions {
    by_token: HashMap<String, Interaction>,
    tokens: HashMap<u64, String>,
}

/// One interaction.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) id: u64,
    pub(crate) token: String,
    /// Discord's number: 2 command, 3 component, 4 autocomplete, 5 modal.
    pub(crate) kind: u8,
    /// Discord's number of the command's kind: 1 chat input, 3 message.
    pub(crate) command_kind: Option<u64>,
    pub(crate) user: Id<UserMarker>,
    pub(crate) channel: Id<ChannelMarker>,
    /// The message whose component was pressed.
    pub(crate) source: Option<u64>,
    /// As `authorizing_integration_owners` of the interaction.
    pub(crate) owners: Value,
    pub(crate) sent: Instant,
    /// What the bot was told.
    pub(crate) event: Value,
    pub(crate) stage: Stage,
}

/// How far the answer to an interaction is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stage {
    /// Nothing yet.
    Open,
    /// Deferred: the first message of the bot takes the place of this loading message.
    Loading { original: u64 },
    /// Answered; the message is missing after a modal or an autocompletion.
    Answered { original: Option<u64> },
}

impl Interaction {
    /// The message that `@original` means.
    pub(crate) fn original(&self) -> Option<u64> {
        match self.stage {
            Stage::Open => None,
            Stage::Loading { original } => Some(original),
            Stage::Answered { original } => original,
        }
    }

    /// Whether it can be pressed, or was made of a modal: only these can update a message.
    pub(crate) fn is_of_component(&self) -> bool {
        matches!(self.kind, 3 | 5) && self.source.is_some()
    }

    /// Whether it was sent longer ago than `limit`.
    pub(crate) fn is_older_than(&self, limit: Duration) -> bool {
        self.sent.elapsed() > limit
    }
}

impl Interactions {
    /// Keeps an interaction that is sent now.
    pub(crate) fn open(&mut self, interaction: Interaction) {
        self.tokens.insert(interaction.id, interaction.token.clone());
        self.by_token.insert(interaction.token.clone(), interaction);
    }

    /// The interaction with this token.
    pub(crate) fn by_token(&self, token: &str) -> Option<&Interaction> {
        self.by_token.get(token)
    }

    /// What the bot was told of an interaction.
    pub(crate) fn event(&self, id: u64) -> Option<&Value> {
        self.by_token.get(self.tokens.get(&id)?).map(|interaction| &interaction.event)
    }

    /// Notes how far the answer to an interaction is.
    pub(crate) fn set_stage(&mut self, id: u64, stage: Stage) {
        if let Some(found) = self.tokens.get(&id).and_then(|token| self.by_token.get_mut(token)) {
            found.stage = stage;
        }
    }
}

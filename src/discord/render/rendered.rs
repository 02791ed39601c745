//! A rendered message, ready to become a payload. Only the renderer makes one.

use std::num::NonZeroU64;

use super::choice::Choice;
use super::surface::Surface;
use crate::discord::control::Control;
use crate::feedback::Vote;
use crate::phrases::{AskersWords, Phrase};

/// A rendered message.
#[derive(Debug, Clone)]
pub struct Rendered {
    text: String,
    surface: Surface,
    rows: Vec<Row>,
}

/// A row of controls. Discord takes five rows.
#[derive(Debug, Clone)]
pub enum Row {
    /// Up to five buttons; at least one.
    Buttons(Vec<Button>),
    /// A menu.
    Menu(Menu),
    /// A menu of the server's channels.
    Channels(ChannelMenu),
}

/// A button.
#[derive(Debug, Clone)]
pub struct Button {
    /// What is on it.
    pub face: Face,
    /// Its custom id.
    pub custom_id: String,
}

/// What a button shows.
#[derive(Debug, Clone)]
pub enum Face {
    /// Words.
    Words(Phrase),
    /// The thumb of a vote: a sign, and no word in any language.
    Thumb(Vote),
}

/// A menu of which one option is chosen.
#[derive(Debug, Clone)]
pub struct Menu {
    /// Its custom id.
    pub custom_id: String,
    /// What it shows while nothing is chosen.
    pub placeholder: Placeholder,
    /// Up to 25; at least one. Their values are custom ids of controls.
    pub options: Vec<Choice>,
    /// The index of the option that is chosen already.
    pub chosen: Option<usize>,
}

/// A menu of the channels of the server, which Discord fills.
#[derive(Debug, Clone)]
pub struct ChannelMenu {
    /// Its custom id.
    pub custom_id: String,
    /// What it shows while nothing is chosen.
    pub placeholder: Phrase,
    /// The number of the channel that is chosen already.
    pub chosen: Option<NonZeroU64>,
}

/// What a menu shows while nothing is chosen.
#[derive(Debug, Clone)]
pub enum Placeholder {
    /// What it is for.
    Phrase(Phrase),
    /// The words that were searched for.
    Searched(AskersWords),
}

impl Button {
    /// A button; `None` when its control has no custom id.
    pub fn new(label: Phrase, control: &Control) -> Option<Button> {
        control.custom_id().map(|custom_id| Button { face: Face::Words(label), custom_id })
    }

    /// A button for a vote; `None` when its control has no custom id.
    pub(super) fn thumb(vote: Vote, control: &Control) -> Option<Button> {
        control.custom_id().map(|custom_id| Button { face: Face::Thumb(vote), custom_id })
    }
}

impl Rendered {
    pub(super) fn new(text: String, surface: Surface, rows: Vec<Row>) -> Rendered {
        Rendered { text, surface, rows }
    }

    /// The same with other controls.
    pub(super) fn with(self, rows: Vec<Row>) -> Rendered {
        Rendered { rows, ..self }
    }

    /// Its Markdown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text goes.
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// The controls below it.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

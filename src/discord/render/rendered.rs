//! A message without its mentions and reference, ready to be sent. Only the renderer makes one.

use crate::discord::pressing::Pressed;
use crate::phrases::Phrase;

/// A message, ready to be sent.
#[derive(Debug, Clone)]
pub struct Rendered {
    text: String,
    is_embed: bool,
    buttons: Vec<Button>,
}

/// A button.
#[derive(Debug, Clone)]
pub struct Button {
    /// The words on it.
    pub label: Phrase,
    /// What it does.
    pub press: Pressed,
}

impl Rendered {
    pub(super) fn new(text: String, is_embed: bool, buttons: Vec<Button>) -> Rendered {
        Rendered { text, is_embed, buttons }
    }

    /// The same with other buttons.
    pub(super) fn with(self, buttons: Vec<Button>) -> Rendered {
        Rendered { buttons, ..self }
    }

    /// Its Markdown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it goes into an embed: quotes with their links do, where that is allowed.
    pub fn is_embed(&self) -> bool {
        self.is_embed
    }

    /// Buttons below it, one a row.
    pub fn buttons(&self) -> &[Button] {
        &self.buttons
    }
}

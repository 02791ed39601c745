//! A rendered message, ready to become a payload. Only the renderer makes one.

use super::surface::Surface;
use crate::discord::button_action::ButtonAction;
use crate::phrases::Phrase;

/// A rendered message.
#[derive(Debug, Clone)]
pub struct Rendered {
    text: String,
    surface: Surface,
    buttons: Vec<Button>,
}

/// A button.
#[derive(Debug, Clone)]
pub struct Button {
    /// The words on it.
    pub label: Phrase,
    /// What it does.
    pub action: ButtonAction,
}

impl Rendered {
    pub(super) fn new(text: String, surface: Surface, buttons: Vec<Button>) -> Rendered {
        Rendered { text, surface, buttons }
    }

    /// The same with other buttons.
    pub(super) fn with(self, buttons: Vec<Button>) -> Rendered {
        Rendered { buttons, ..self }
    }

    /// Its Markdown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text goes.
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// Buttons below it, one a row.
    pub fn buttons(&self) -> &[Button] {
        &self.buttons
    }
}

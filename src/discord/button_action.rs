//! What a button does, and its custom id. All of it is in the custom id, so that buttons work after a
//! restart and nothing is kept for them.

mod quote_references;

use crate::answer::QuoteReference;

/// Longest custom id, in characters (Discord API reference, "Component").
const LONGEST_ID: usize = 100;

/// What each kind of custom id begins with.
const NEAREST: &str = "near";
const OPEN: &str = "open";
const TURN: &str = "turn";
const EXAMPLE: &str = "ask";

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ButtonAction {
    /// Shows the passages that come nearest, ephemeral.
    ShowNearest(Vec<QuoteReference>),
    /// Opens a page of quotes, ephemeral.
    OpenPage(QuotePage),
    /// Turns to a page of quotes where another is open.
    TurnPage(QuotePage),
    /// Asks the example question of this name.
    AskExample(String),
}

/// A page of quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotePage {
    /// The index of a quote on the page, from 0.
    pub first: usize,
    /// All the quotes, those of the other pages too.
    pub references: Vec<QuoteReference>,
}

impl ButtonAction {
    /// The button's custom id.
    ///
    /// # Panics
    /// With more quotes than an answer has.
    pub fn custom_id(&self) -> String {
        let write = |kind: String, references: &[QuoteReference]| {
            let quotes = quote_references::write(references, LONGEST_ID - kind.len())
                .expect("the places of an answer's quotes fit");
            format!("{kind}{quotes}")
        };
        let page = |kind: &str, page: &QuotePage| {
            write(format!("{kind}:{}:", page.first), &page.references)
        };
        match self {
            ButtonAction::ShowNearest(references) => write(format!("{NEAREST}:"), references),
            ButtonAction::OpenPage(opened) => page(OPEN, opened),
            ButtonAction::TurnPage(turned) => page(TURN, turned),
            ButtonAction::AskExample(name) => format!("{EXAMPLE}:{name}"),
        }
    }

    /// What the button with this custom id does; `None` for one that this version does not make.
    pub fn parse(custom_id: &str) -> Option<ButtonAction> {
        let (kind, rest) = custom_id.split_once(':')?;
        match kind {
            NEAREST => Some(ButtonAction::ShowNearest(quote_references::read(rest)?)),
            OPEN => Some(ButtonAction::OpenPage(QuotePage::parse(rest)?)),
            TURN => Some(ButtonAction::TurnPage(QuotePage::parse(rest)?)),
            EXAMPLE => Some(ButtonAction::AskExample(rest.to_owned())),
            _ => None,
        }
    }
}

impl QuotePage {
    fn parse(text: &str) -> Option<QuotePage> {
        let (first, quotes) = text.split_once(':')?;
        Some(QuotePage { first: first.parse().ok()?, references: quote_references::read(quotes)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Cut, FileTag};
    use crate::document::ByteRange;

    #[test]
    fn an_id_says_what_its_button_does() {
        let reference = |start| QuoteReference {
            text: "0123456789".to_owned(),
            file: FileTag(0xfe01),
            parts: vec![
                ByteRange::new(start, start + 400),
                ByteRange::new(start + 900, start + 950),
            ],
            highlights: vec![ByteRange::new(start + 7, start + 20)],
            cut: Cut { before: true, after: false },
            differs_from: vec![1],
        };
        let references = vec![reference(1 << 29), reference(5), reference(77_777)];
        for action in [
            ButtonAction::ShowNearest(references.clone()),
            ButtonAction::OpenPage(QuotePage { first: 2, references: references.clone() }),
            ButtonAction::TurnPage(QuotePage { first: 0, references }),
            ButtonAction::AskExample("x01".to_owned()),
        ] {
            let id = action.custom_id();
            assert!(id.len() <= LONGEST_ID, "{id}");
            assert_eq!(ButtonAction::parse(&id), Some(action));
        }
        for id in ["", "near", "near:", "near:!", "turn:x:AAAA", "other:1"] {
            assert_eq!(ButtonAction::parse(id), None, "{id}");
        }
    }
}

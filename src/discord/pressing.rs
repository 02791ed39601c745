//! What a button does, and its id: all of it is in the id, so that buttons work after a restart.

use super::references;
use crate::answer::Reference;

/// Longest id of a button, in characters (Discord API reference, "Component").
const LONGEST_ID: usize = 100;

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// Shows these passages, to who pressed it only.
    Nearest(Vec<Reference>),
    /// Shows a page of these quotes.
    View(View),
    /// Asks the example question of this name.
    Example(String),
}

/// A page of quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Whether it is opened, to who pressed it only; else an open one is turned.
    pub opens: bool,
    /// The place of a quote on the page, from 0.
    pub first: usize,
    /// All the quotes.
    pub references: Vec<Reference>,
}

impl Pressed {
    /// The id of the button.
    ///
    /// # Panics
    /// With more places than an answer has quotes.
    pub fn id(&self) -> String {
        let write = |kind: &str, references: &[Reference]| {
            let places = references::write(references, LONGEST_ID - kind.len())
                .expect("the places of an answer's quotes fit");
            format!("{kind}{places}")
        };
        match self {
            Pressed::Nearest(references) => write("near:", references),
            Pressed::View(view) => write(
                &format!("{}:{}:", if view.opens { "open" } else { "turn" }, view.first),
                &view.references,
            ),
            Pressed::Example(id) => format!("ask:{id}"),
        }
    }

    /// What the button with this id does; `None` for an id that this version does not make.
    pub fn parse(id: &str) -> Option<Pressed> {
        let (kind, rest) = id.split_once(':')?;
        match kind {
            "near" => Some(Pressed::Nearest(references::read(rest)?)),
            "open" | "turn" => {
                let (first, rest) = rest.split_once(':')?;
                Some(Pressed::View(View {
                    opens: kind == "open",
                    first: first.parse().ok()?,
                    references: references::read(rest)?,
                }))
            }
            "ask" => Some(Pressed::Example(rest.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Cut, FileTag};
    use crate::document::ByteRange;

    #[test]
    fn an_id_says_what_its_button_does() {
        let reference = |start| Reference {
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
        for pressed in [
            Pressed::Nearest(references.clone()),
            Pressed::View(View { opens: true, first: 2, references: references.clone() }),
            Pressed::View(View { opens: false, first: 0, references }),
            Pressed::Example("x01".to_owned()),
        ] {
            let id = pressed.id();
            assert!(id.len() <= LONGEST_ID, "{id}");
            assert_eq!(Pressed::parse(&id), Some(pressed));
        }
        for id in ["", "near", "near:", "near:!", "turn:x:AAAA", "other:1"] {
            assert_eq!(Pressed::parse(id), None, "{id}");
        }
    }
}

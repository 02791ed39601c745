//! The words of a passage, cut into tokens once, so that many questions can be matched against
//! them.

use std::sync::Arc;

use crate::document::ByteRange;
use crate::language::attributes::Attribute;
use crate::language::tokens::{Token, tokens};

/// A unit's words.
#[derive(Debug, Clone)]
pub struct UnitWords {
    /// Its parts, joined by a space.
    pub text: String,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// The tokens of what introduces it.
    pub lead: Arc<[Token]>,
}

impl UnitWords {
    /// Cuts a unit into tokens.
    pub fn new(text: String) -> UnitWords {
        UnitWords { tokens: tokens(&text), text, lead: Arc::default() }
    }

    /// Whether it begins with a word that refers to something said before.
    pub fn points_back(&self) -> bool {
        self.tokens.first().is_some_and(|token| token.attributes.has(Attribute::Anaphor))
    }
}

/// A passage's words.
#[derive(Debug, Clone)]
pub struct PassageWords {
    /// Its units, in order.
    pub units: Vec<UnitWords>,
    /// The tokens of what it is about: title, headings, what introduces it.
    pub context: Vec<Token>,
    /// The tokens of the document's title, or of the outermost heading.
    pub top: Vec<Token>,
    /// The tokens of the nearest heading.
    pub nearest: Vec<Token>,
}

/// What a passage is about, beside its units.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The document's title, where one is known.
    pub title: Option<String>,
    /// The headings above it, outermost first.
    pub headings: Vec<String>,
    /// What introduces its units from outside, and the heads of its table.
    pub leads: Vec<String>,
}

impl Context {
    /// All of it, a line each; a title that is a heading too stands there once.
    pub fn joined(&self) -> String {
        let title = self.title.iter().filter(|title| !self.headings.contains(title));
        let lines: Vec<&str> =
            title.chain(&self.headings).chain(&self.leads).map(String::as_str).collect();
        lines.join("\n")
    }
}

impl PassageWords {
    /// Cuts a passage into tokens.
    /// `units` gives each unit's text with the range of what introduces it, whose words `lead` gives.
    pub fn new(
        units: impl Iterator<Item = (String, Option<ByteRange>)>,
        lead: impl Fn(ByteRange) -> String,
        context: &Context,
    ) -> PassageWords {
        // Neighbours are introduced by the same words.
        let mut known: Option<(ByteRange, Arc<[Token]>)> = None;
        let mut lead_tokens = |range: Option<ByteRange>| -> Arc<[Token]> {
            let Some(range) = range else { return Arc::default() };
            match &known {
                Some((same, tokens)) if *same == range => Arc::clone(tokens),
                _ => {
                    let made: Arc<[Token]> = tokens(&lead(range)).into();
                    known = Some((range, Arc::clone(&made)));
                    made
                }
            }
        };
        PassageWords {
            units: units
                .map(|(text, lead)| UnitWords { lead: lead_tokens(lead), ..UnitWords::new(text) })
                .collect(),
            context: tokens(&context.joined()),
            top: context
                .title
                .as_ref()
                .or(context.headings.first())
                .map_or(Vec::new(), |top| tokens(top)),
            nearest: context.headings.last().map_or(Vec::new(), |nearest| tokens(nearest)),
        }
    }

    /// How much memory they take, in bytes, near enough.
    pub fn n_bytes(&self) -> usize {
        let tokens = |tokens: &Vec<Token>| size_of_val(tokens.as_slice());
        let units = self.units.iter().map(|unit| {
            unit.text.len()
                + size_of_val(&*unit.lead)
                + tokens(&unit.tokens)
                + size_of::<UnitWords>()
        });
        units.sum::<usize>() + tokens(&self.context) + tokens(&self.top) + tokens(&self.nearest)
    }
}

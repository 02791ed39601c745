//! What controls there are.

use std::num::NonZeroU64;

use crate::answer::QuoteReference;
use crate::document::{DocumentTag, FileTag};
use crate::feedback::{AnswerTag, Vote};
use crate::lookup::{CatalogueOrder, TextPlace};
use crate::phrases::Language;
use crate::settings::{RuleTag, Setting, SettingValue};

/// A button or a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Who asked: who presses it as another gets a copy.
    pub owner: Owner,
    /// What it does.
    pub action: Action,
    /// The answer that its message gives, or that somebody came from: only where
    /// [`Action::carries_answer`].
    pub answer: Option<AnswerTag>,
}

/// The person whose question a message answers; `None` when it answers nobody's.
pub type Owner = Option<NonZeroU64>;

/// What a control does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Shows the passages that come nearest, ephemeral.
    ShowNearest(Vec<QuoteReference>),
    /// Shows quotes.
    ShowQuotes(QuotePage),
    /// Shows a page of a document's text.
    ReadOn(TextPlace),
    /// Shows what is known of a document.
    ShowCard(DocumentTag),
    /// Shows the citation of a quote as text to copy.
    Cite(QuotePage),
    /// Shows the footnotes of a quote.
    ShowFootnotes(QuotePage),
    /// Shows another page of a document's headings.
    ShowOutline(OutlinePage),
    /// Shows a page of the list of documents.
    ShowCatalogue(CatalogueView),
    /// Shows hits of the search whose words the message shows.
    ShowHits(SearchPage),
    /// Asks the example question of this name.
    AskExample(String),
    /// A menu: does what the control that is chosen in it does. Its options' values are custom ids.
    /// The number tells it from others under the same message.
    Menu(u8),
    /// Deletes the message.
    Delete,
    /// Deletes an answer that nobody asked for.
    NotHelpful,
    /// Votes for the answer that the control carries.
    Vote(Vote),
    /// Shows what is set for a server or a channel.
    ShowSettings(SettingsView),
    /// Gives a setting a value, and shows what is set then.
    Set(SettingChange),
    /// Chooses documents that were not chosen, or no longer those that were.
    Toggle(DocumentToggle),
    /// Takes away all that is set for a channel, or for the server.
    ResetSettings(Option<NonZeroU64>),
    /// A menu of channels: shows what is set for the one that is chosen in it.
    ChooseChannel,
}

/// What is shown of settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SettingsView {
    /// For this channel; `None` for the server.
    pub channel: Option<NonZeroU64>,
    /// The setting whose values are offered.
    pub setting: Option<Setting>,
    /// Which page of documents to choose from, from 0.
    pub page: usize,
}

/// A new value for a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingChange {
    /// For this channel; `None` for the server.
    pub channel: Option<NonZeroU64>,
    /// The setting.
    pub setting: Setting,
    /// Its value; `None` takes it away.
    pub value: Option<SettingValue>,
}

/// Documents to choose, or to choose no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentToggle {
    /// For this channel; `None` for the server.
    pub channel: Option<NonZeroU64>,
    /// Which documents.
    pub rule: RuleTag,
    /// The page of the menu, from 0, which is shown again.
    pub page: usize,
}

/// A list of quotes, and where in it a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotePage {
    /// The number of the list's first quote, from 1: 1 for those of the answer, more for those beyond.
    pub first_rank: usize,
    /// The index of the first quote to show, from 0.
    pub first: usize,
    /// The index of the quote that the buttons act on, from 0.
    pub chosen: usize,
    /// Whether they answer nothing, and only come nearest.
    pub is_nearest: bool,
    /// The quotes; at least one.
    pub references: Vec<QuoteReference>,
}

/// A page of a document's headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlinePage {
    /// The document.
    pub document: DocumentTag,
    /// Which page, from 0.
    pub page: usize,
}

/// A page of the list of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueView {
    /// In this order.
    pub order: CatalogueOrder,
    /// Which page, from 0.
    pub page: usize,
}

/// Hits of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchPage {
    /// How many hits stand before the first.
    pub offset: usize,
    /// The one document that is searched.
    pub file: Option<FileTag>,
    /// The language of the documents that are searched.
    pub language: Option<Language>,
}

impl Control {
    /// The control with its owner.
    pub fn new(owner: Owner, action: Action) -> Control {
        Control { owner, action, answer: None }
    }

    /// The same under an answer, where its id has room to say which.
    #[must_use]
    pub fn under(self, answer: Option<AnswerTag>) -> Control {
        let answer = answer.filter(|_| self.action.carries_answer());
        Control { answer, ..self }
    }
}

impl Action {
    /// Whether the control's id can say to which answer it belongs. Those do that stand under every page
    /// that somebody turns to from an answer, so that the way back leads to its votes.
    pub fn carries_answer(&self) -> bool {
        matches!(self, Action::Vote(_) | Action::ReadOn(_) | Action::ShowCard(_))
    }
}

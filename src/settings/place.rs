//! What can be set for a server or a channel. What is not set for a channel is as on its server; what
//! is not set there, as everywhere.

use serde::{Deserialize, Serialize};

use super::documents::Documents;
use super::pace::Pace;
use crate::phrases::Language;

/// What is set for a place; `None` for what is not. The names of the fields are what is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PlaceSettings {
    /// Whether messages that mention the bot are answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<bool>,
    /// Whether questions need no mention.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unasked: Option<bool>,
    /// Where the answer to a message stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers_in: Option<AnswersIn>,
    /// Whether the answer to a command is for the asker alone where the asker does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private: Option<bool>,
    /// The language of the phrases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<PhraseLanguage>,
    /// What may be quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Documents>,
    /// How often one person may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// Whether the texts of questions are kept for the operator, with their votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keeps_questions: Option<bool>,
}

/// Where the answer to a message stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswersIn {
    /// Below it, as a reply.
    #[default]
    Reply,
    /// In a thread of its own.
    Thread,
}

/// The language of the phrases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PhraseLanguage {
    /// That of the question, or of who asks.
    #[default]
    AsAsked,
    /// Always this one.
    Always(Language),
}

/// How [`PhraseLanguage::AsAsked`] is written.
const AS_ASKED: &str = "as-asked";

impl TryFrom<String> for PhraseLanguage {
    type Error = String;

    fn try_from(text: String) -> Result<PhraseLanguage, String> {
        let always = Language::ALL.iter().find(|language| language.tag() == text);
        match always {
            Some(language) => Ok(PhraseLanguage::Always(*language)),
            None if text == AS_ASKED => Ok(PhraseLanguage::AsAsked),
            None => {
                let tags: Vec<&str> = Language::ALL.iter().map(|one| one.tag()).collect();
                Err(format!("\"{text}\": expected {AS_ASKED} or one of: {}", tags.join(", ")))
            }
        }
    }
}

impl From<PhraseLanguage> for String {
    fn from(language: PhraseLanguage) -> String {
        match language {
            PhraseLanguage::AsAsked => AS_ASKED.to_owned(),
            PhraseLanguage::Always(language) => language.tag().to_owned(),
        }
    }
}

impl PlaceSettings {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == PlaceSettings::default()
    }
}

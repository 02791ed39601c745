//! The settings one by one, with the values that are offered for each.

use super::documents::Documents;
use super::pace::Pace;
use super::place::{AnswersIn, PhraseLanguage, PlaceSettings};
use crate::phrases::Language;

/// One of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Whether mentions are answered.
    Mentions,
    /// Whether questions need a mention.
    Unasked,
    /// Where answers to messages stand.
    AnswersIn,
    /// Who sees the answers to commands.
    Private,
    /// The language of the phrases.
    Language,
    /// What may be quoted.
    Documents,
    /// How often one person may ask.
    Pace,
    /// Whether the texts of questions are kept.
    KeepsQuestions,
}

/// A value of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingValue {
    /// Yes or no.
    Is(bool),
    /// Where answers stand.
    AnswersIn(AnswersIn),
    /// A language.
    Language(PhraseLanguage),
    /// All documents.
    AllDocuments,
    /// How often.
    Pace(Pace),
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Setting; 8] = [
        Setting::Mentions,
        Setting::Unasked,
        Setting::AnswersIn,
        Setting::Private,
        Setting::Language,
        Setting::Documents,
        Setting::Pace,
        Setting::KeepsQuestions,
    ];

    /// The values that are offered, in order. Documents are chosen beside them.
    pub fn values(self) -> Vec<SettingValue> {
        match self {
            Setting::Mentions | Setting::Private | Setting::Unasked | Setting::KeepsQuestions => {
                [true, false].map(SettingValue::Is).into()
            }
            Setting::AnswersIn => {
                [AnswersIn::Reply, AnswersIn::Thread].map(SettingValue::AnswersIn).into()
            }
            Setting::Language => {
                let always = Language::ALL.iter().map(|one| PhraseLanguage::Always(*one));
                let all = std::iter::once(PhraseLanguage::AsAsked).chain(always);
                all.map(SettingValue::Language).collect()
            }
            Setting::Documents => vec![SettingValue::AllDocuments],
            Setting::Pace => Pace::OFFERED.map(SettingValue::Pace).into(),
        }
    }
}

impl PlaceSettings {
    /// Gives a setting a value, or takes its value away. A value of another setting changes nothing.
    pub fn set(&mut self, setting: Setting, value: Option<SettingValue>) {
        let is = match value {
            Some(SettingValue::Is(is)) => Some(is),
            _ => None,
        };
        match (setting, value) {
            (Setting::Mentions, None | Some(SettingValue::Is(_))) => self.mentions = is,
            (Setting::Unasked, None | Some(SettingValue::Is(_))) => self.unasked = is,
            (Setting::Private, None | Some(SettingValue::Is(_))) => self.private = is,
            (Setting::KeepsQuestions, None | Some(SettingValue::Is(_))) => {
                self.keeps_questions = is;
            }
            (Setting::AnswersIn, None) => self.answers_in = None,
            (Setting::AnswersIn, Some(SettingValue::AnswersIn(place))) => {
                self.answers_in = Some(place);
            }
            (Setting::Language, None) => self.language = None,
            (Setting::Language, Some(SettingValue::Language(one))) => self.language = Some(one),
            (Setting::Documents, None) => self.documents = None,
            (Setting::Documents, Some(SettingValue::AllDocuments)) => {
                self.documents = Some(Documents::All);
            }
            (Setting::Pace, None) => self.pace = None,
            (Setting::Pace, Some(SettingValue::Pace(pace))) => self.pace = Some(pace),
            _ => {}
        }
    }

    /// Whether a setting has a value here.
    pub fn has(&self, setting: Setting) -> bool {
        match setting {
            Setting::Mentions => self.mentions.is_some(),
            Setting::Unasked => self.unasked.is_some(),
            Setting::AnswersIn => self.answers_in.is_some(),
            Setting::Private => self.private.is_some(),
            Setting::Language => self.language.is_some(),
            Setting::Documents => self.documents.is_some(),
            Setting::Pace => self.pace.is_some(),
            Setting::KeepsQuestions => self.keeps_questions.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_set_and_taken_away_and_no_other_setting_with_it() {
        for setting in Setting::ALL {
            for value in setting.values() {
                let mut settings = PlaceSettings::default();
                settings.set(setting, Some(value));
                let set: Vec<Setting> =
                    Setting::ALL.into_iter().filter(|one| settings.has(*one)).collect();
                assert_eq!(set, [setting], "{value:?}");
                settings.set(setting, None);
                assert!(settings.is_empty(), "{setting:?}");
            }
        }
    }
}

//! What is set for a server or a channel, in phrases.

use crate::phrases::{Language, Phrase, Say, Voice};
use crate::reply::ReplyPart;
use crate::settings::{
    AnswersIn, Documents, PhraseLanguage, PlaceRules, PlaceSettings, Setting, SettingValue,
};

/// Whose settings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SettingsOf {
    /// The server's.
    Server,
    /// A channel's.
    Channel,
}

/// What is set for a place itself, then what holds there without being set.
pub(super) fn settings(
    of: SettingsOf,
    set: &PlaceSettings,
    rules: &PlaceRules,
    voice: Voice,
) -> Vec<ReplyPart> {
    let (what, rest) = match of {
        SettingsOf::Server => (Say::SettingsOfServer, Say::AsEverywhere),
        SettingsOf::Channel => (Say::SettingsOfChannel, Say::AsOnServer),
    };
    let mut parts = vec![ReplyPart::Phrase(voice.say(what))];
    let (here, not): (Vec<Setting>, Vec<Setting>) =
        Setting::ALL.into_iter().partition(|setting| set.has(*setting));
    for (head, settings) in [(Say::SetHere, here), (rest, not)] {
        if !settings.is_empty() {
            parts.push(ReplyPart::Phrase(voice.say(head)));
            let said = settings.into_iter().map(|setting| holding(setting, rules, voice));
            parts.push(ReplyPart::Items(said.collect()));
        }
    }
    parts
}

/// What a setting is called.
pub(super) fn setting_name(setting: Setting, voice: Voice) -> Phrase {
    voice.say(match setting {
        Setting::Mentions => Say::MentionsSetting,
        Setting::Unasked => Say::UnaskedSetting,
        Setting::AnswersIn => Say::AnswersInSetting,
        Setting::Private => Say::PrivateSetting,
        Setting::Language => Say::LanguageSetting,
        Setting::Documents => Say::DocumentsSetting,
        Setting::Pace => Say::PaceSetting,
        Setting::KeepsQuestions => Say::KeepsQuestionsSetting,
    })
}

/// What a value means for its setting.
pub(super) fn setting_value(setting: Setting, value: SettingValue, voice: Voice) -> Phrase {
    voice.say(match (setting, value) {
        (Setting::Mentions, SettingValue::Is(true)) => Say::MentionsAnswered,
        (Setting::Mentions, _) => Say::MentionsIgnored,
        (Setting::Unasked, SettingValue::Is(true)) => Say::UnaskedAnswered,
        (Setting::Unasked, _) => Say::UnaskedIgnored,
        (Setting::Private, SettingValue::Is(true)) => Say::PrivateByDefault,
        (Setting::Private, _) => Say::PublicByDefault,
        (Setting::KeepsQuestions, SettingValue::Is(true)) => Say::QuestionsKept,
        (Setting::KeepsQuestions, _) => Say::QuestionsNotKept,
        (_, SettingValue::AnswersIn(AnswersIn::Thread)) => Say::AnswersInThreads,
        (_, SettingValue::AnswersIn(AnswersIn::Reply)) => Say::AnswersInReplies,
        (_, SettingValue::Language(PhraseLanguage::AsAsked)) => Say::LanguageAsAsked,
        (_, SettingValue::Language(PhraseLanguage::Always(Language::English))) => {
            Say::AlwaysEnglish
        }
        (_, SettingValue::Language(PhraseLanguage::Always(Language::Russian))) => {
            Say::AlwaysRussian
        }
        (_, SettingValue::Pace(pace)) => Say::PaceOf {
            count: u64::from(pace.at_once.get()),
            seconds: u64::from(pace.seconds.get()),
        },
        (_, SettingValue::AllDocuments | SettingValue::Is(_)) => Say::AllDocuments,
    })
}

/// What holds of a setting.
fn holding(setting: Setting, rules: &PlaceRules, voice: Voice) -> Phrase {
    let value = match setting {
        Setting::Mentions => SettingValue::Is(rules.mentions),
        Setting::Unasked => SettingValue::Is(rules.unasked),
        Setting::Private => SettingValue::Is(rules.private),
        Setting::KeepsQuestions => SettingValue::Is(rules.keeps_questions),
        Setting::AnswersIn => SettingValue::AnswersIn(rules.answers_in),
        Setting::Language => SettingValue::Language(rules.language),
        Setting::Pace => SettingValue::Pace(rules.pace),
        Setting::Documents => match rules.documents.first() {
            Some(Documents::Chosen(chosen)) => {
                return voice.say(Say::ChosenDocuments { count: chosen.len() as u64 });
            }
            _ => SettingValue::AllDocuments,
        },
    };
    setting_value(setting, value, voice)
}

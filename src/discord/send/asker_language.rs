//! The language in which somebody is answered. The script of what was asked decides, where it tells;
//! then a setting: the asker's locale, which Discord says of commands and buttons alone, then the
//! server's. Only Community servers can set theirs; on all others it is en-US, whatever is spoken there.

use crate::phrases::Language;
use crate::settings::PhraseLanguage;

/// The language by the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum AskerLanguage {
    /// The asker's own or, where there are no phrases in it, the server's.
    Known(Language),
    /// There are phrases in neither.
    Unknown,
    /// Whatever is asked, and by whom: the managers of the place set it.
    Always(Language),
}

impl AskerLanguage {
    /// From the locale of the asker, and that of the server if there is one.
    pub(super) fn of_locales(asker: &str, server: Option<&str>) -> AskerLanguage {
        Language::of_locale(asker)
            .map_or_else(|| AskerLanguage::of_server(server), AskerLanguage::Known)
    }

    /// From the locale of the server, if there is one: of who writes a message no more is known.
    pub(in crate::discord) fn of_server(server: Option<&str>) -> AskerLanguage {
        server.and_then(Language::of_locale).map_or(AskerLanguage::Unknown, AskerLanguage::Known)
    }

    /// The same where this is set.
    #[must_use]
    pub(in crate::discord) fn under(self, set: PhraseLanguage) -> AskerLanguage {
        match set {
            PhraseLanguage::AsAsked => self,
            PhraseLanguage::Always(language) => AskerLanguage::Always(language),
        }
    }

    /// The language in which to answer a text.
    pub(in crate::discord) fn for_text(self, text: &str) -> Language {
        match self {
            AskerLanguage::Always(language) => language,
            _ => Language::of_script(text).unwrap_or(self.or_default()),
        }
    }

    /// The language for what answers no text.
    pub(in crate::discord) fn or_default(self) -> Language {
        match self {
            AskerLanguage::Known(language) | AskerLanguage::Always(language) => language,
            AskerLanguage::Unknown => Language::DEFAULT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_askers_locale_goes_before_the_servers() {
        let language = AskerLanguage::of_locales;
        assert_eq!(language("ru", Some("en-US")), AskerLanguage::Known(Language::Russian));
        assert_eq!(language("de", Some("ru")), AskerLanguage::Known(Language::Russian));
        assert_eq!(language("de", None), AskerLanguage::Unknown);
        assert_eq!(AskerLanguage::Unknown.or_default(), Language::English);
    }

    #[test]
    fn the_script_of_a_text_goes_before_all_locales_where_it_tells() {
        let [english, russian] = [Language::English, Language::Russian].map(AskerLanguage::Known);
        for (setting, text, expected) in [
            (english, "Кто это?", Language::Russian),
            (AskerLanguage::Unknown, "Кто это?", Language::Russian),
            (russian, "Who is it?", Language::Russian),
            (english, "и?", Language::English),
            (russian, "2021?", Language::Russian),
        ] {
            assert_eq!(setting.for_text(text), expected, "{text}");
        }
    }
}

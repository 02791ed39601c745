//! The language of somebody who uses a command or a button, as far as Discord says.

use crate::phrases::Language;

/// The asker's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum AskerLanguage {
    /// The asker's own or, where there are no phrases in it, the server's.
    Known(Language),
    /// There are phrases in neither.
    Unknown,
}

impl AskerLanguage {
    /// From the locale of the asker, and that of the server if there is one.
    pub(super) fn of_locales(asker: &str, server: Option<&str>) -> AskerLanguage {
        Language::of_locale(asker)
            .or_else(|| Language::of_locale(server?))
            .map_or(AskerLanguage::Unknown, AskerLanguage::Known)
    }

    /// The language in which to answer a text: where it is unknown, that of the text.
    pub(in crate::discord) fn for_text(self, text: &str) -> Language {
        match self {
            AskerLanguage::Known(language) => language,
            AskerLanguage::Unknown => Language::of_text(text),
        }
    }

    /// The language for what answers no text.
    pub(in crate::discord) fn or_default(self) -> Language {
        match self {
            AskerLanguage::Known(language) => language,
            AskerLanguage::Unknown => Language::DEFAULT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_askers_locale_goes_before_the_servers_and_the_text_is_the_last_resort() {
        let language = AskerLanguage::of_locales;
        assert_eq!(language("ru", Some("en-US")), AskerLanguage::Known(Language::Russian));
        assert_eq!(language("de", Some("ru")), AskerLanguage::Known(Language::Russian));
        assert_eq!(language("de", None), AskerLanguage::Unknown);
        assert_eq!(AskerLanguage::Unknown.for_text("Кто это?"), Language::Russian);
        assert_eq!(AskerLanguage::Unknown.or_default(), Language::English);
    }
}

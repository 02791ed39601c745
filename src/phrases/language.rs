//! The languages that phrases are said in, and how one is chosen.

/// The languages that there are phrases in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Russian.
    Russian,
}

impl Language {
    /// All of them, the default first.
    pub const ALL: &'static [Language] = &[Language::DEFAULT, Language::Russian];

    /// The language where none is known.
    pub const DEFAULT: Language = Language::English;

    /// The BCP 47 tag, which is also the name of the file in `prompts/`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Russian => "ru",
        }
    }

    /// The language of a locale, as a BCP 47 tag (`en-US`) or as POSIX writes it (`ru_RU.UTF-8`);
    /// `None` for one without phrases, such as `de` or `C`.
    pub fn of_locale(locale: &str) -> Option<Language> {
        let primary = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Language::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language that a text is written in, told by its script: Russian where most letters are
    /// Cyrillic, else the default.
    pub fn of_text(text: &str) -> Language {
        Language::of_script(text).unwrap_or(Language::DEFAULT)
    }

    /// The same where the script tells: Russian where most letters are Cyrillic. `None` for any
    /// other text: half the world writes Latin letters, and a few letters may be anything.
    pub fn of_script(text: &str) -> Option<Language> {
        const FEWEST_LETTERS: usize = 3;
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let cyrillic = letters().filter(|c| matches!(c, '\u{400}'..='\u{52f}')).count();
        let tells = cyrillic >= FEWEST_LETTERS && 2 * cyrillic > letters().count();
        tells.then_some(Language::Russian)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_told_by_its_language() {
        for (locale, expected) in [
            ("en-US", Some(Language::English)),
            ("ru", Some(Language::Russian)),
            ("ru_RU.UTF-8", Some(Language::Russian)),
            ("EN_GB@euro", Some(Language::English)),
            ("de", None),
            ("C.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::of_locale(locale), expected, "{locale}");
        }
    }

    #[test]
    fn a_text_is_told_by_its_letters() {
        assert_eq!(Language::of_text("Когда вступила NATO?"), Language::Russian);
        assert_eq!(Language::of_text("what does «мир» mean?"), Language::English);
        assert_eq!(Language::of_text("2024?"), Language::English);
        assert_eq!(Language::of_script("кто?"), Some(Language::Russian));
        for text in ["who?", "и?", "2024?", "what does «мир» mean?"] {
            assert_eq!(Language::of_script(text), None, "{text}");
        }
    }
}

//! The phrases of all languages: loaded once, then formatted by name.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::check::bundle;
use super::courtesy::{Courtesies, Courtesy};
use super::examples::{self, Example};
use super::key::Key;
use super::language::Language;
use super::phrase::{Phrase, Slot};
use super::problem::PhrasesError;
use super::slot_marks::{mark, pieces};
use crate::document::regular_file;

/// What is compiled in.
fn built_in(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../prompts/en.ftl"),
        Language::Russian => include_str!("../../prompts/ru.ftl"),
    }
}

/// The example questions that are compiled in.
const BUILT_IN_QUESTIONS: &str = include_str!("../../prompts/questions.jsonl");
/// The file of example questions.
const QUESTIONS: &str = "questions.jsonl";

/// The phrases of all languages, and the example questions.
pub struct Phrases {
    bundles: HashMap<Language, FluentBundle<FluentResource>>,
    courtesies: Courtesies,
    examples: Vec<Example>,
}

impl Phrases {
    /// The phrases that are compiled in.
    ///
    /// # Panics
    /// When they are not valid, which a test holds.
    pub fn built_in() -> Phrases {
        let text_of = |language: Language| {
            Ok((format!("prompts/{}.ftl", language.tag()), built_in(language).to_owned()))
        };
        Phrases::from_texts(text_of, (QUESTIONS, BUILT_IN_QUESTIONS))
            .expect("the phrases compiled in are valid")
    }

    /// Reads the phrases of a folder, in the place of those compiled in. Without a file of example
    /// questions there are none: those compiled in are about other documents.
    ///
    /// # Errors
    /// When a file is missing or not valid.
    pub fn read(folder: &Path) -> Result<Phrases, PhrasesError> {
        let unreadable = |path: PathBuf, cause| PhrasesError::Unreadable { path, cause };
        let text_of = |language: Language| {
            let path = folder.join(format!("{}.ftl", language.tag()));
            let text = regular_file::read_to_string(&path)
                .map_err(|cause| unreadable(path.clone(), cause))?;
            Ok((path.display().to_string(), text))
        };
        let path = folder.join(QUESTIONS);
        let questions = match regular_file::read_to_string(&path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|cause| unreadable(path.clone(), cause))?,
        };
        Phrases::from_texts(text_of, (&path.display().to_string(), &questions))
    }

    fn from_texts(
        text_of: impl Fn(Language) -> Result<(String, String), PhrasesError>,
        questions: (&str, &str),
    ) -> Result<Phrases, PhrasesError> {
        let mut bundles = HashMap::new();
        for &language in Language::ALL {
            let (file, text) = text_of(language)?;
            bundles.insert(language, bundle(language, &file, text)?);
        }
        let (file, lines) = questions;
        let examples = examples::read(file, lines)?;
        let mut phrases = Phrases { bundles, courtesies: Courtesies::default(), examples };
        phrases.courtesies = Courtesies::read(|key| {
            let in_each = Language::ALL.iter();
            in_each.map(|&language| phrases.format(language, key, &[]).to_string()).collect()
        });
        Ok(phrases)
    }

    /// The example questions, in order.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// What a text of nothing but greetings, thanks and goodbyes is, in whatever language; `None`
    /// for any other text, and for one without a word.
    pub fn courtesy(&self, text: &str) -> Option<Courtesy> {
        self.courtesies.of(text)
    }

    /// Formats a phrase. The callers in this folder hand over as many slots as [`Key::slots`] has,
    /// in that order.
    pub(super) fn format(&self, language: Language, key: Key, slots: &[Slot]) -> Phrase {
        let mut arguments = FluentArgs::new();
        for (index, (name, slot)) in key.slots().iter().zip(slots).enumerate() {
            match slot {
                // Numbers choose plural forms, so Fluent must see them.
                Slot::Number(number) => arguments.set(*name, FluentValue::from(*number)),
                _ => arguments.set(*name, FluentValue::from(mark(index))),
            }
        }
        let bundle = &self.bundles[&language];
        let pattern = bundle
            .get_message(key.id())
            .and_then(|message| message.value())
            .expect("every phrase was checked when it was loaded");
        let formatted = bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new());
        Phrase::new(pieces(&formatted, slots))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::key::Say;

    /// What is wrong when the file of one language is another.
    fn error(of: Language, change: impl Fn(&str) -> String) -> String {
        let text_of = |language: Language| {
            let text = built_in(language);
            Ok((
                format!("{}.ftl", language.tag()),
                if language == of { change(text) } else { text.to_owned() },
            ))
        };
        match Phrases::from_texts(text_of, (QUESTIONS, "")) {
            Ok(_) => "no error".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_phrases_compiled_in_are_valid_and_plural_forms_agree() {
        let phrases = Phrases::built_in();
        let say = |language, count| {
            phrases
                .voice(language)
                .say(Say::FirstSentences { count })
                .to_string()
                .replace(char::is_numeric, "")
        };
        assert_ne!(say(Language::English, 1), say(Language::English, 2));
        let [one, few, many] = [21, 3, 12].map(|count| say(Language::Russian, count));
        assert!(one != few && few != many && one != many, "{one} {few} {many}");
        assert!(!phrases.examples().is_empty());
    }

    #[test]
    fn a_phrase_that_is_missing_unknown_wordless_or_has_other_slots_is_refused_in_each_language() {
        for (language, undated, paragraph) in
            [(Language::English, "undated", "paragraph"), (Language::Russian, "без даты", "абзац")]
        {
            let error = |from: &str, to: &str| error(language, |text| text.replace(from, to));
            let undated = format!("undated = {undated}");
            assert!(error(&undated, "").contains("phrase \"undated\": it is missing"));
            assert!(
                error(&undated, &format!("{undated}\nextra = Extra"))
                    .contains("phrase \"extra\": there is no such phrase")
            );
            assert!(
                error(&format!("{paragraph} {{ $number }}"), "{ $number }")
                    .contains("expected a fixed word")
            );
            assert!(
                error(&format!("{paragraph} {{ $number }}"), "x { $n }").contains("its slots are")
            );
            assert!(
                error(&undated, "undated = {").starts_with(&format!("{}.ftl:", language.tag()))
            );
            assert!(
                error(&undated, "undated = x { paragraph }").contains("expected nothing but slots")
            );
        }
        assert!(
            error(Language::English, |text| text.replace("ask-name = ask", "ask-name = Ask Me"))
                .contains("is no name of a command")
        );
        let long = |n: usize| "x".repeat(n);
        assert!(
            error(Language::English, |text| text
                .replace("= More quotes", &format!("= {}", long(81))))
            .contains("81 characters, expected at most 80")
        );
    }

    #[test]
    fn greetings_and_thanks_are_told_from_questions() {
        let phrases = Phrases::built_in();
        for (text, expected) in [
            ("Hi!", Some(Courtesy::Greeting)),
            ("hello there, good morning", Some(Courtesy::Greeting)),
            ("ПРИВЕТ", Some(Courtesy::Greeting)),
            ("What’s up, bot?", Some(Courtesy::Greeting)),
            ("Спасибо большое!", Some(Courtesy::Thanks)),
            ("hi, thanks, bye", Some(Courtesy::Thanks)),
            ("bye bye", Some(Courtesy::Farewell)),
            ("привет и спасибо", None),
            ("", None),
            ("?!", None),
            ("hi who is Hale", None),
            ("hello world", None),
        ] {
            assert_eq!(phrases.courtesy(text), expected, "{text}");
        }
    }
}

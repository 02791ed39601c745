//! The phrases of all languages, and what is listened for: loaded once, said by key.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::checked::bundle;

use super::examples::{self, Example};
use super::key::{Form, Key};
use super::language::Language;
use super::phrase::{Phrase, Piece, Slot};
use crate::language::terms::{fold, words};

/// Around the number of a slot within formatted text: two characters for private use.
pub(super) const OPEN: char = '\u{100000}';
pub(super) const CLOSE: char = '\u{100001}';

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
    /// What is listened for, over all languages: each as its words, folded.
    listened: HashMap<Key, Vec<Vec<String>>>,
    examples: Vec<Example>,
}

/// What is wrong with the Fluent files.
#[derive(Debug, thiserror::Error)]
pub enum PhrasesError {
    /// The operating system said no.
    #[error("{path}: {cause}: expected a folder with a .ftl file for each language")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is no Fluent.
    #[error("{file}: {problem}")]
    Syntax {
        /// The file.
        file: String,
        /// Where and what.
        problem: String,
    },
    /// A phrase is missing, unknown, wordless, or its slots are not those it should have.
    #[error("{file}: phrase \"{id}\": {problem}")]
    Phrase {
        /// The file.
        file: String,
        /// The message's name.
        id: String,
        /// What is wrong and what was expected.
        problem: String,
    },
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
            let text =
                fs::read_to_string(&path).map_err(|cause| unreadable(path.clone(), cause))?;
            Ok((path.display().to_string(), text))
        };
        let path = folder.join(QUESTIONS);
        let questions = match fs::read_to_string(&path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|cause| unreadable(path.clone(), cause))?,
        };
        Phrases::from_texts(text_of, (&path.display().to_string(), &questions))
    }

    fn from_texts(
        text_of: impl Fn(Language) -> Result<(String, String), PhrasesError>,
        questions: (&str, &str),
    ) -> Result<Phrases, PhrasesError> {
        let (mut bundles, mut listened) = (HashMap::new(), HashMap::<Key, Vec<Vec<String>>>::new());
        for &language in Language::ALL {
            let (file, text) = text_of(language)?;
            bundles.insert(language, bundle(language, &file, text)?);
        }
        let (file, lines) = questions;
        let examples = examples::read(lines)
            .map_err(|problem| PhrasesError::Syntax { file: file.to_owned(), problem })?;
        let mut phrases = Phrases { bundles, listened: HashMap::new(), examples };
        for &key in Key::ALL.iter().filter(|key| key.form() == Form::Words) {
            for &language in Language::ALL {
                let all = phrases.say(language, key, vec![]).to_string();
                listened
                    .entry(key)
                    .or_default()
                    .extend(all.split(',').map(folded_words).filter(|words| !words.is_empty()));
            }
        }
        phrases.listened = listened;
        Ok(phrases)
    }

    /// The example questions, in order.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// What to say to a text of nothing but greetings, thanks and goodbyes, in whatever language;
    /// `None` for any other, and for a text without a word. Thanks count more than a goodbye, and
    /// this more than a greeting.
    pub fn courtesy(&self, text: &str) -> Option<Key> {
        const COURTESIES: [(Key, Key); 3] = [
            (Key::ThanksWords, Key::Welcome),
            (Key::FarewellWords, Key::Farewell),
            (Key::GreetingWords, Key::Greeting),
        ];
        let words = folded_words(text);
        let mut rest = words.as_slice();
        let mut heard = Vec::new();
        while !rest.is_empty() {
            let all = COURTESIES
                .iter()
                .flat_map(|(key, _)| self.listened[key].iter().map(move |words| (*key, words)));
            let (key, longest) = all
                .filter(|(_, words)| rest.starts_with(words))
                .max_by_key(|(_, words)| words.len())?;
            heard.push(key);
            rest = &rest[longest.len()..];
        }
        COURTESIES.iter().find(|(key, _)| heard.contains(key)).map(|(_, answer)| *answer)
    }

    /// Says a phrase. The slots are those of [`Key::slots`], in that order.
    ///
    /// # Panics
    /// When the number of slots is another; the callers are in this program.
    pub fn say(&self, language: Language, key: Key, slots: Vec<Slot>) -> Phrase {
        assert_eq!(slots.len(), key.slots().len(), "{} has other slots", key.id());
        let mut arguments = FluentArgs::new();
        for (at, (name, slot)) in key.slots().iter().zip(&slots).enumerate() {
            match slot {
                // Numbers choose plural forms, so Fluent must see them.
                Slot::Number(number) => arguments.set(*name, FluentValue::from(*number)),
                _ => arguments.set(*name, FluentValue::from(format!("{OPEN}{at}{CLOSE}"))),
            }
        }
        let bundle = &self.bundles[&language];
        let pattern = bundle
            .get_message(key.id())
            .and_then(|message| message.value())
            .expect("every phrase was checked when it was loaded");
        let formatted = bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new());
        Phrase::new(pieces(&formatted, &slots))
    }
}

fn folded_words(text: &str) -> Vec<String> {
    words(text).map(|word| fold(word.text)).collect()
}

/// Formatted text with its slots put back as what they are.
fn pieces(formatted: &str, slots: &[Slot]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = formatted;
    while let Some(open) = rest.find(OPEN) {
        if open > 0 {
            pieces.push(Piece::Fixed(rest[..open].to_owned()));
        }
        let close = rest.find(CLOSE).expect("slots are opened and closed together");
        let at: usize = rest[open + OPEN.len_utf8()..close]
            .parse()
            .expect("a slot's number stands between its signs");
        pieces.push(Piece::Slot(slots[at].clone()));
        rest = &rest[close + CLOSE.len_utf8()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Fixed(rest.to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

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
                .say(language, Key::FirstSentences, vec![Slot::Number(count)])
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
            ("Hi!", Some(Key::Greeting)),
            ("hello there, good morning", Some(Key::Greeting)),
            ("ПРИВЕТ", Some(Key::Greeting)),
            ("What’s up, bot?", Some(Key::Greeting)),
            ("Спасибо большое!", Some(Key::Welcome)),
            ("hi, thanks, bye", Some(Key::Welcome)),
            ("bye bye", Some(Key::Farewell)),
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

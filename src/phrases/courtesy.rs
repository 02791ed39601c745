//! Courtesies: texts of nothing but greetings, thanks and goodbyes. They are recognised by the words
//! that the Fluent files list, and answered by a phrase.

use super::key::{Key, Say};
use crate::language::terms::{fold, words};

/// What a text of nothing but courtesies is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Courtesy {
    /// Thanks, perhaps with others.
    Thanks,
    /// A goodbye, perhaps with a greeting.
    Farewell,
    /// A greeting.
    Greeting,
}

impl Courtesy {
    /// All of them, what counts more first.
    const ALL: [Courtesy; 3] = [Courtesy::Thanks, Courtesy::Farewell, Courtesy::Greeting];

    /// The answer to it.
    pub fn answer(self) -> Say {
        match self {
            Courtesy::Thanks => Say::Welcome,
            Courtesy::Farewell => Say::Farewell,
            Courtesy::Greeting => Say::Greeting,
        }
    }

    /// The phrase that lists the words by which it is recognised.
    fn words(self) -> Key {
        match self {
            Courtesy::Thanks => Key::ThanksWords,
            Courtesy::Farewell => Key::FarewellWords,
            Courtesy::Greeting => Key::GreetingWords,
        }
    }
}

/// The words of all courtesies, over all languages.
#[derive(Debug, Default)]
pub(super) struct Courtesies {
    /// Each as its folded words.
    wordings: Vec<(Courtesy, Vec<String>)>,
}

impl Courtesies {
    /// Reads the lists; `texts` are a phrase's texts in each language.
    pub(super) fn read(texts: impl Fn(Key) -> Vec<String>) -> Courtesies {
        let mut wordings = Vec::new();
        for courtesy in Courtesy::ALL {
            for text in texts(courtesy.words()) {
                let listed = text.split(',').map(folded_words).filter(|words| !words.is_empty());
                wordings.extend(listed.map(|words| (courtesy, words)));
            }
        }
        Courtesies { wordings }
    }

    /// What a text is; `None` when it has any other word, or none.
    pub(super) fn of(&self, text: &str) -> Option<Courtesy> {
        let words = folded_words(text);
        let mut rest = words.as_slice();
        let mut found = Vec::new();
        while !rest.is_empty() {
            let (courtesy, longest) = self
                .wordings
                .iter()
                .filter(|(_, words)| rest.starts_with(words))
                .max_by_key(|(_, words)| words.len())?;
            found.push(*courtesy);
            rest = &rest[longest.len()..];
        }
        Courtesy::ALL.into_iter().find(|courtesy| found.contains(courtesy))
    }
}

fn folded_words(text: &str) -> Vec<String> {
    words(text).map(|word| fold(word.text)).collect()
}

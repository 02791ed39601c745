//! The phrases in one language.

use super::catalog::Phrases;
use super::key::Key;
use super::language::Language;
use super::phrase::{Phrase, Slot};

/// Says phrases in one language.
#[derive(Clone, Copy)]
pub struct Voice<'p> {
    phrases: &'p Phrases,
    language: Language,
}

impl Phrases {
    /// The phrases in one language.
    pub fn voice(&self, language: Language) -> Voice<'_> {
        Voice { phrases: self, language }
    }
}

impl Voice<'_> {
    /// Says a phrase. The slots are those of [`Key::slots`], in that order.
    ///
    /// # Panics
    /// When the number of slots is another; the callers are in this program.
    pub fn say(&self, key: Key, slots: Vec<Slot>) -> Phrase {
        self.phrases.say(self.language, key, slots)
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }
}

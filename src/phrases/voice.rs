//! A voice: the phrases in one language.

use super::catalog::Phrases;
use super::key::{Key, Say};
use super::language::Language;
use super::phrase::{Phrase, Slot};

/// Says phrases in one language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Voice<'p> {
    phrases: &'p Phrases,
    language: Language,
}

/// A phrase was given another number of slots than it has.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("phrase \"{}\": {given} slots, expected {}", key.id(), key.slots().len())]
pub struct WrongSlots {
    /// The phrase.
    pub key: Key,
    /// How many slots were given.
    pub given: usize,
}

impl Phrases {
    /// The phrases in one language.
    pub fn voice(&self, language: Language) -> Voice<'_> {
        Voice { phrases: self, language }
    }
}

impl Voice<'_> {
    /// Says a phrase.
    pub fn say(&self, say: Say) -> Phrase {
        let (key, slots) = say.into_parts();
        self.phrases.format(self.language, key, &slots)
    }

    /// Says a phrase that is known by its name only, with slots of any kind: for what goes through
    /// all phrases. Everything else calls [`Voice::say`].
    ///
    /// # Errors
    /// When the number of slots is another than that of [`Key::slots`].
    pub fn fill(&self, key: Key, slots: &[Slot]) -> Result<Phrase, WrongSlots> {
        if slots.len() != key.slots().len() {
            return Err(WrongSlots { key, given: slots.len() });
        }
        Ok(self.phrases.format(self.language, key, slots))
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }
}

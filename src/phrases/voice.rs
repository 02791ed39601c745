//! A voice: the phrases in one language.

use super::catalog::Phrases;
use super::command_mention::CommandMention;
use super::key::{Form, Key, Say};
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

    /// A mention of the slash command of this name, with the number that Discord gave it.
    ///
    /// # Panics
    /// When the phrase is no name of a command, which no file can change.
    pub fn mention(&self, name: Say, id: Option<u64>) -> CommandMention {
        let (key, slots) = name.into_parts();
        assert_eq!(key.form(), Form::CommandName, "{}", key.id());
        let in_language = |language| self.phrases.format(language, key, &slots).to_string();
        CommandMention::new(in_language(Language::DEFAULT), in_language(self.language), id)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_filled_with_as_many_slots_as_it_has_or_not_at_all() {
        let phrases = Phrases::built_in();
        let voice = phrases.voice(Language::English);
        let filled = |n: usize| voice.fill(Key::PageOf, &vec![Slot::Number(3); n]);
        assert_eq!(filled(2).map(|phrase| phrase.to_string()), Ok("Page 3 of 3".to_owned()));
        for given in [0, 1, 3] {
            assert_eq!(filled(given).err(), Some(WrongSlots { key: Key::PageOf, given }));
        }
    }
}

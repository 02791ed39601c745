//! Names that are written with an exclamation mark. Told by repetition: a capital within a sentence,
//! and the sentence goes on in small letters behind the mark.

use std::collections::HashSet;

use crate::language::openers::opens_sentence;

/// Where a text goes on behind the mark of such a name, in order: byte offsets, behind the space.
pub fn names(plain: &str) -> Vec<usize> {
    let found: Vec<Exclaimed<'_>> = exclaimed(plain).collect();
    let names: HashSet<&str> =
        found.iter().filter(|one| one.is_name()).map(|one| one.word).collect();
    let goes_on = |one: &&Exclaimed<'_>| names.contains(one.word) && !opens_sentence(one.next);
    found.iter().filter(goes_on).map(|one| plain.len() - one.next.len()).collect()
}

/// A word with an exclamation mark and a space behind it.
struct Exclaimed<'t> {
    word: &'t str,
    /// The text before it, without space at its end.
    before: &'t str,
    /// The text behind the space.
    next: &'t str,
}

impl Exclaimed<'_> {
    fn is_name(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
            && self.before.ends_with(char::is_lowercase)
            && self.next.starts_with(char::is_lowercase)
    }
}

fn exclaimed(plain: &str) -> impl Iterator<Item = Exclaimed<'_>> {
    plain.match_indices("! ").filter_map(|(at, mark)| {
        let stopped = &plain[..at];
        let start = stopped.rfind(' ').map_or(0, |space| space + 1);
        let word = &stopped[start..];
        let is_word = !word.is_empty() && word.chars().all(char::is_alphanumeric);
        let next = plain[at + mark.len()..].trim_start();
        is_word.then(|| Exclaimed { word, before: stopped[..start].trim_end(), next })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_by_a_sentence_that_goes_on_behind_it() {
        let text = "He works at Ahoy! in town. Later Ahoy! Boats was sold by Ahoy! The end! Boats";
        let found: Vec<&str> = names(text).into_iter().map(|at| &text[at..at + 5]).collect();
        assert_eq!(found, ["in to", "Boats"]);
        assert!(names("Ah! what a day! Then it fell. Ah! Boats").is_empty());
    }
}

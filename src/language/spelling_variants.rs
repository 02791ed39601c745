//! English words that are spelled otherwise elsewhere: organisation and organization, metre and meter.
//! From VarCon (Kevin Atkinson, Benjamin Titze; its licence is in LICENSE-VARCON), which the crate
//! `varcon` brings.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use varcon::{Category, Tag, VARCON, Variant};

/// Where spellings are read from; that of Canada and Australia is one of these.
const ENGLISHES: [Category; 3] = [Category::American, Category::BritishIse, Category::BritishIze];

/// In which of these a spelling is the usual one.
type Usual = [bool; ENGLISHES.len()];
const EVERYWHERE: Usual = [true; ENGLISHES.len()];

/// The spelling of a word elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpellingVariant {
    /// In small letters.
    pub word: &'static str,
    /// Whether the word is spelled so in all its senses: a meter of gas is no metre.
    pub in_all_senses: bool,
}

static VARIANTS: LazyLock<FxHashMap<&str, Vec<SpellingVariant>>> = LazyLock::new(all_variants);

/// The spellings of a folded word elsewhere, in a fixed order; none of most words.
pub fn spelling_variants(word: &str) -> &'static [SpellingVariant] {
    VARIANTS.get(word).map_or(&[], Vec::as_slice)
}

fn all_variants() -> FxHashMap<&'static str, Vec<SpellingVariant>> {
    let mut all: FxHashMap<&str, Vec<SpellingVariant>> = FxHashMap::default();
    let mut have_own_sense: Vec<&str> = Vec::new();
    let entries = VARCON.iter().flat_map(|cluster| cluster.entries);
    for entry in entries.filter(|entry| !entry.archaic) {
        let usual: Vec<(&str, Usual)> = entry.variants.iter().filter_map(usual).collect();
        have_own_sense
            .extend(usual.iter().filter(|(_, usual)| *usual == EVERYWHERE).map(|(word, _)| *word));
        for (one, of_one) in &usual {
            for (word, _) in usual.iter().filter(|(word, of_word)| word != one && of_word != of_one)
            {
                let known = all.entry(one).or_default();
                if known.iter().all(|other| other.word != *word) {
                    known.push(SpellingVariant { word, in_all_senses: true });
                }
            }
        }
    }
    for word in have_own_sense {
        let variants = all.get_mut(word).into_iter().flatten();
        variants.for_each(|variant| variant.in_all_senses = false);
    }
    all
}

/// A word in small letters with where it is the usual one; `None` where it is that nowhere.
fn usual(variant: &Variant) -> Option<(&'static str, Usual)> {
    let usual = ENGLISHES.map(|english| {
        let mut types = variant.types.iter();
        types.any(|found| found.category == english && matches!(found.tag, None | Some(Tag::Eq)))
    });
    let is_small = variant.word.bytes().all(|letter| letter.is_ascii_lowercase());
    (is_small && usual != Usual::default()).then_some((variant.word, usual))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(word: &str) -> Vec<&'static str> {
        spelling_variants(word).iter().map(|variant| variant.word).collect()
    }

    #[test]
    fn a_word_has_its_spellings_of_elsewhere_both_ways() {
        assert_eq!(words("organisations"), ["organizations"]);
        assert_eq!(words("organizations"), ["organisations"]);
        assert_eq!(words("colour"), ["color"]);
        assert_eq!(words("travelled"), ["traveled"]);
        for none in ["", "boat", "Colour", "organisations'"] {
            assert_eq!(words(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn a_word_with_a_sense_of_its_own_is_spelled_otherwise_in_the_other_alone() {
        let in_all_senses =
            |word: &str| spelling_variants(word).iter().all(|variant| variant.in_all_senses);
        assert!(in_all_senses("metre") && in_all_senses("cheque"));
        assert!(!in_all_senses("meter") && !in_all_senses("check"));
    }
}

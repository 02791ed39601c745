//! English words with a related meaning: synonyms, words derived from each other, a city and its
//! country. From WordNet 3.1 (Princeton University 2011; its licence is in LICENSE-WORDNET), put
//! into terms by `examples/thesaurus.rs`. There is none for other languages.

/// A line a term, in the order of bytes: the term, a tab, the related terms with spaces between,
/// the nearest first.
const LINES: &str = include_str!("thesaurus.tsv");

/// Terms related to a term, the nearest first; empty when none are known.
pub fn related(term: &str) -> impl Iterator<Item = &'static str> {
    line(term).unwrap_or_default().split(' ').filter(|word| !word.is_empty())
}

/// Whether it is the term of an English word that the thesaurus has.
pub fn is_word(term: &str) -> bool {
    line(term).is_some()
}

/// What stands behind the term on its line, found by halving: reading the whole when the program
/// starts would take longer than an answer.
fn line(term: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, LINES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let middle = (low..=middle).rev().find(|&at| LINES.is_char_boundary(at))?;
        let start = LINES[..middle].rfind('\n').map_or(0, |at| at + 1).max(low);
        let end = LINES[middle..].find('\n').map_or(LINES.len(), |at| middle + at);
        let (known, others) = LINES[start..end].split_once('\t')?;
        match known.cmp(term) {
            std::cmp::Ordering::Equal => return Some(others),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::terms::term;

    #[test]
    fn every_line_is_found() {
        for line in LINES.lines() {
            let (word, others) = line.split_once('\t').expect("a tab on each line");
            assert_eq!(related(word).collect::<Vec<_>>().join(" "), others);
        }
        assert_eq!(related("").count() + related("zzzz").count() + related("ёж").count(), 0);
    }

    #[test]
    fn a_word_has_its_synonyms_and_a_city_its_country() {
        assert!(related(&term("founded")).any(|word| word == term("establish")));
        assert!(related(&term("Lisbon")).any(|word| word == term("Portugal")));
    }
}

//! What the way in which words are typed tells: marks around them, marks within them, capitals.

use crate::language::terms::words;

/// What stands in quotation marks, in order.
pub fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let marked = text.split(['"', '“', '”', '«', '»', '„']).enumerate();
    marked
        .filter(|(at, piece)| at % 2 == 1 && words(piece).next().is_some())
        .map(|(_, piece)| piece)
}

/// What is typed as one word and is several, as identifiers, options, paths and versions are, in order.
pub fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let is_identifier = |chunk: &&str| {
        chunk.contains(['_', '-', '/', '.', ':', '=']) && words(chunk).nth(1).is_some()
    };
    text.split_whitespace().filter(is_identifier)
}

/// The words that a word consists of by its capitals: `lampOilLevel`. Empty where it has none within.
pub fn humps(word: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut was_small = false;
    for (at, c) in word.char_indices() {
        if was_small && c.is_uppercase() {
            starts.push(at);
        }
        was_small = c.is_lowercase() || c.is_numeric();
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &word[start..end]).collect()
}

/// Whether a word of a text is all capitals where not everything is: US and WHO are names then.
pub fn is_acronym(word: &str, text: &str) -> bool {
    word.chars().count() >= 2
        && word.chars().all(char::is_uppercase)
        && text.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_capitals_tell() {
        let text = "is \"pale ale\" brewed with --dry-run or lamp.oil? \"";
        assert_eq!(quoted(text).collect::<Vec<_>>(), ["pale ale"]);
        assert_eq!(identifiers(text).collect::<Vec<_>>(), ["--dry-run", "lamp.oil?"]);
        assert_eq!(humps("lampOilLevel"), ["lamp", "Oil", "Level"]);
        assert_eq!(humps("v2Ångström"), ["v2", "Ångström"]);
        assert!(humps("Lamp").is_empty() && humps("LAMP").is_empty() && humps("").is_empty());
        assert!(is_acronym("US", "Who runs the US yard?") && !is_acronym("US", "WHO IS US"));
        assert!(!is_acronym("U", "a U turn"));
    }
}

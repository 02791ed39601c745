//! Joins words that were hyphenated at the end of a line. Whether the hyphen belongs to the word is
//! decided by which of the two forms the document has elsewhere; then by which of them are English
//! words.

use std::collections::HashSet;

use super::paragraphs::PageLine;
use crate::language::{terms, thesaurus};

const HYPHENS: [char; 3] = ['-', '\u{ad}', '\u{2010}'];

/// Joins cut words on the upper line, across pages too.
pub fn join(paragraphs: &mut [Vec<PageLine>]) {
    let known: HashSet<String> = paragraphs.iter().flat_map(|lines| words(lines)).collect();
    for lines in paragraphs.iter_mut() {
        let mut at = 0;
        while at + 1 < lines.len() {
            let Some((upper, lower)) = cut(&lines[at].1.words, &lines[at + 1].1.words) else {
                at += 1;
                continue;
            };
            // A soft hyphen is never part of the word.
            let keeps =
                !lines[at].1.words.ends_with('\u{ad}') && keeps_hyphen(upper, lower, &known);
            let n_lower = lower.len();
            let rest = lines[at + 1].1.words.split_off(n_lower);
            let lower = std::mem::replace(&mut lines[at + 1].1.words, rest.trim_start().to_owned());
            let line = &mut lines[at].1.words;
            if !keeps {
                line.pop();
            }
            line.push_str(&lower);
            // A line that held nothing but the rest of the word is gone; the next may be cut again.
            if lines[at + 1].1.words.is_empty() {
                lines.remove(at + 1);
            } else {
                at += 1;
            }
        }
    }
}

/// The two pieces of a word that is cut: letters up to the hyphen, and from the beginning of the
/// next line up to white space (marks behind the word belong to it).
fn cut<'t>(upper: &'t str, lower: &'t str) -> Option<(&'t str, &'t str)> {
    let before = upper.strip_suffix(HYPHENS)?;
    let upper = &before[before
        .rfind(|c: char| !c.is_alphabetic() && c != '-')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    let is_cut = upper.chars().next_back().is_some_and(char::is_alphabetic)
        && lower.chars().next().is_some_and(char::is_lowercase);
    is_cut.then(|| (upper, lower.split_whitespace().next().unwrap_or_default()))
}

fn keeps_hyphen(upper: &str, lower: &str, known: &HashSet<String>) -> bool {
    let lower = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    let (upper, lower) = (upper.to_lowercase(), lower.to_lowercase());
    if known.contains(&format!("{upper}-{lower}")) {
        return true;
    }
    let joined = format!("{upper}{lower}");
    if known.contains(&joined) || is_english(&joined) {
        return false;
    }
    // Two words by themselves: a compound.
    is_english(upper.rsplit('-').next().unwrap_or_default())
        && is_english(lower.split('-').next().unwrap_or_default())
}

fn is_english(word: &str) -> bool {
    word.chars().count() >= 3
        && word.is_ascii()
        && terms::terms(word).all(|term| thesaurus::is_word(&term))
}

/// The words of a paragraph in small letters, compounds whole; not the pieces of those that are
/// cut.
fn words(lines: &[PageLine]) -> impl Iterator<Item = String> {
    let is_cut = |at: usize| lines.get(at).is_some_and(|(_, line)| line.words.ends_with(HYPHENS));
    let of_line = move |(at, (_, line)): (usize, &PageLine)| {
        let pieces = line
            .words
            .split_whitespace()
            .skip(usize::from(at > 0 && is_cut(at - 1)))
            .filter(|word| !word.ends_with(HYPHENS));
        pieces
            .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
    };
    lines.iter().enumerate().flat_map(of_line).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::printed_lines::PrintedLine;
    use super::*;

    fn joined(lines: &[&str]) -> String {
        let line = |words: &&str| (0, PrintedLine { words: (*words).to_owned(), place: None });
        let mut paragraphs = vec![lines.iter().map(line).collect::<Vec<_>>()];
        join(&mut paragraphs);
        paragraphs[0].iter().map(|(_, line)| line.words.as_str()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn cut_words_are_whole_again() {
        assert_eq!(joined(&["a con-", "centric wick"]), "a concentric|wick");
        assert_eq!(
            joined(&["Вторая лоцман-", "ская станция, лоцманская."]),
            "Вторая лоцманская|станция, лоцманская."
        );
        assert_eq!(joined(&["from the admin-", "istration."]), "from the administration.");
    }

    #[test]
    fn a_hyphen_that_was_there_stays() {
        assert_eq!(
            joined(&["a nineteenth-", "century town", "of the nineteenth-century"]),
            "a nineteenth-century|town|of the nineteenth-century"
        );
        assert_eq!(joined(&["the light-", "keepers of it"]), "the light-keepers|of it");
        assert_eq!(
            joined(&["the years 1914-", "18 and X-", "Rays"]),
            "the years 1914-|18 and X-|Rays"
        );
    }
}

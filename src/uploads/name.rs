//! The name of a file as somebody sent it, made one that can be stored anywhere and confuses nobody.

use unicode_normalization::UnicodeNormalization;

use crate::language::ignorable::is_ignorable;

/// The longest name, in characters; and in bytes, since systems take 255.
const MAX_CHARACTERS: usize = 100;
const MAX_BYTES: usize = 200;
/// The longest ending that is kept, in characters, with its dot.
const LONGEST_ENDING: usize = 10;
/// What a file is called of whose name nothing is left.
const NAMELESS: &str = "document";

/// The name without folders, control characters, characters that are not seen or turn the direction
/// of others, and dots at its beginning; of a long one the beginning with its ending. Never empty.
pub fn safe_name(given: &str) -> String {
    let kept = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some('_'),
        c if c.is_control() || is_ignorable(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    };
    let kept: String = given.nfc().filter_map(kept).collect();
    let name = kept.trim_matches([' ', '.']);
    let (stem, ending) = split(name);
    let stem = match stem.trim_end_matches([' ', '.']) {
        "" => NAMELESS,
        stem => stem,
    };
    let n_characters = MAX_CHARACTERS - ending.chars().count();
    let end = stem.char_indices().nth(n_characters).map_or(stem.len(), |(at, _)| at);
    let end = stem.floor_char_boundary(end.min(MAX_BYTES - ending.len()));
    format!("{}{ending}", stem[..end].trim_end_matches([' ', '.']))
}

/// A name and its ending with the dot, which is empty where there is none.
pub fn split(name: &str) -> (&str, &str) {
    let ending = name.rfind('.').map(|dot| &name[dot..]).filter(|ending| {
        let letters = ending.chars().skip(1);
        (2..=LONGEST_ENDING).contains(&ending.chars().count())
            && letters.clone().all(|c| c.is_ascii_alphanumeric())
    });
    let ending = ending.unwrap_or_default();
    (&name[..name.len() - ending.len()], ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_shows_what_it_is() {
        for (given, expected) in [
            ("House rules.md", "House rules.md"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\rules.txt", "C__rules.txt"),
            ("...hidden.md", "hidden.md"),
            (".md", "md"),
            ("", "document"),
            ("\u{202e}txt.exe", "txt.exe"),
            ("a\u{0}\n\u{200b}b.pdf", "ab.pdf"),
            ("e\u{301}te\u{301}.txt", "\u{e9}t\u{e9}.txt"),
            ("name. .", "name"),
            ("/.txt", "_.txt"),
        ] {
            assert_eq!(safe_name(given), expected, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending_and_fits_every_system() {
        for letter in ["a", "\u{44f}", "\u{65e5}", "\u{1f4d6}"] {
            let name = safe_name(&format!("{}.docx", letter.repeat(300)));
            assert!(name.ends_with(".docx"), "{name}");
            assert!(name.chars().count() <= 100 && name.len() <= 200, "{}", name.len());
            assert_eq!(safe_name(&name), name);
        }
    }
}

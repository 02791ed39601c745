//! Entries of bibliographies, recognised by their form: names, a year, and how both are set. Prose
//! that cites somebody in passing is none.

use std::sync::LazyLock;

use regex::Regex;

use super::shape;
use crate::language::note_marks::leading_note_mark;

/// Author-date styles: names, then the year in brackets and a full stop (APA style, 7th edition,
/// 9.13).
static YEAR_IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(.{3,160}?)\((?:1[5-9]|20)\d{2}[a-z]?(?:, [^)]{1,20})?\)[.,:]")
        .expect("a valid pattern")
});
/// A family name and initials at the beginning: `Jones, L.`, `Petrov A. A.`
static NAME_AND_INITIALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{Lu}[\p{L}'’-]+,? (?:\p{Lu}\.[ -]?){1,3}").expect("a valid pattern")
});
/// A year from 1500 to 2099.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:1[5-9]|20)\d{2}\b").expect("a valid pattern"));
/// What only bibliographies write: page ranges, volumes, a place with its publisher.
static BIBLIOGRAPHIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d+[–-]\d+|\b\d+\(\d+\)|\p{Lu}[\p{L}.]*\s?: \p{Lu}|№ ?\d|\p{L}{1,4}\. ?\d+|\d+ ?\p{L}{1,2}\.(?:\s|$)").expect("a valid pattern")
});

/// Whether the block, its list mark aside, is an entry of a bibliography.
pub fn is_entry(plain: &str) -> bool {
    has_year_behind_names(plain)
        || is_gost(plain)
        || is_numbered(plain)
        || begins_with_a_name(plain)
}

/// Whether it contains a year from 1500 to 2099.
pub fn has_year(plain: &str) -> bool {
    YEAR.is_match(plain)
}

fn has_year_behind_names(plain: &str) -> bool {
    YEAR_IN_BRACKETS.captures(plain).is_some_and(|found| {
        let names = &found[1];
        let family_name_first = names
            .split_whitespace()
            .next()
            .is_some_and(|word| !word.contains('.') || word.ends_with(".,"));
        family_name_first
            && names.contains([',', '.'])
            && shape::capital_share(&format!("x {names}")) > 0.6
            && names.split_whitespace().count() <= 24
    })
}

/// Title and container divided by two strokes (GOST R 7.0.5-2008).
fn is_gost(plain: &str) -> bool {
    plain.contains(" // ") && YEAR.is_match(plain)
}

fn is_numbered(plain: &str) -> bool {
    leading_note_mark(plain).is_some_and(|(_, mark)| {
        let entry = &plain[mark..];
        YEAR.is_match(entry) && entry.matches(',').count() + entry.matches('.').count() >= 3
    })
}

/// A name, and then a title, a year or another name; where a small word follows that joins no names,
/// somebody does something.
fn begins_with_a_name(plain: &str) -> bool {
    const BETWEEN_NAMES: &[&str] = &["and", "et", "und", "и"];
    let is_name = NAME_AND_INITIALS.find(plain).is_some_and(|name| {
        let next = plain[name.end()..].split_whitespace().next().unwrap_or_default();
        !next.starts_with(char::is_lowercase) || BETWEEN_NAMES.contains(&next)
    });
    is_name && YEAR.is_match(plain) && BIBLIOGRAPHIC.is_match(plain) && plain.chars().count() < 500
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_several_styles_are_told_by_form() {
        for entry in [
            "Marlow, T., & Okafor, B. (2018). Harbours of the north. *Coastal Studies*, 4(2), 11–30.",
            "Sturm D. V. The Long Winter // Northern Review. March 4, 2011. (In Danish).",
            "[7] A. Brandt and C. Ito, “Tides,” Coastal Eng., vol. 3, no. 2, pp. 11–19, 2014.",
            "Орлов П. И. История порта. М.: Маяк, 2004. 240 с.",
        ] {
            assert!(is_entry(entry), "{entry}");
        }
    }

    #[test]
    fn prose_that_cites_is_no_entry() {
        for prose in [
            "The harbour was closed twice (Marlow, 2018, p. 97), and its keeper left in 2019.",
            "N.P. Sturm, D.V. Brandt (2010).",
            "Sturm D. V. kept the light from 1951–1979.",
            "In 2014, the company moved its yard; see also Ito (2014).",
        ] {
            assert!(!is_entry(prose), "{prose}");
        }
    }
}

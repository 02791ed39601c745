//! An acronym by the first letters of a unit's words.

use crate::corpus::UnitWords;
use crate::language::attributes::Attribute;
use crate::language::tokens::{Gap, Token};

/// Where the words end that begin at this token and whose first letters make the acronym: the first
/// of them has a capital, stop words may lie between them. `None` for acronyms of two letters: too
/// many pairs of words begin with these.
pub(super) fn initials_end(unit: &UnitWords, first: usize, acronym: &str) -> Option<usize> {
    acronym.chars().nth(2)?;
    let mut at = first;
    for (number, letter) in acronym.chars().enumerate() {
        let begins = |token: &Token| {
            let begins = unit.text[token.start as usize..]
                .chars()
                .next()
                .is_some_and(|begin| begin.to_lowercase().eq([letter]));
            begins
                && !token.attributes.has(Attribute::AllCaps)
                && (token.attributes.has(Attribute::Capitalized) || number > 0)
        };
        let follows = |token: &Token| number == 0 || matches!(token.gap, Gap::Space | Gap::Dash);
        while number > 0
            && unit.tokens.get(at).is_some_and(|token| {
                !begins(token) && follows(token) && token.attributes.has(Attribute::StopWord)
            })
        {
            at += 1;
        }
        unit.tokens.get(at).filter(|token| begins(token) && follows(token))?;
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_the_first_letters_of_words() {
        let check = |unit: &str, acronym: &str, expected: Option<&str>| {
            let unit = UnitWords::new(unit.to_owned());
            let found = (0..unit.tokens.len())
                .find_map(|first| Some((first, initials_end(&unit, first, acronym)?)));
            let words = found.map(|(first, end)| {
                &unit.text[unit.tokens[first].start as usize..unit.tokens[end - 1].end as usize]
            });
            assert_eq!(words, expected, "{acronym}");
        };
        check(
            "He led the Union of Northern Ports in 1931.",
            "unp",
            Some("Union of Northern Ports"),
        );
        check("The Harbour and coast authority met.", "hca", Some("Harbour and coast authority"));
        check("It was the Northern Union, they said.", "nu", None);
        check("They had no northern union of ports.", "nup", None);
        check("Up, North, Ports.", "unp", None);
        check("Глава Союза северных портов ушел.", "ссп", Some("Союза северных портов"));
    }
}

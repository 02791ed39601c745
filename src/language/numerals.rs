//! Number words, which have the same term as the number in digits. English and Russian; "one" is
//! not among them, because it is a pronoun and an article too.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A number with the words for it, folded.
const NUMERALS: &[(&str, &str)] = &[
    ("2", "two два две двух двум двумя"),
    ("3", "three три трех трем тремя"),
    ("4", "four четыре четырех четырем четырьмя"),
    ("5", "five пять пяти пятью"),
    ("6", "six шесть шести шестью"),
    ("7", "seven семь семи семью"),
    ("8", "eight восемь восьми восьмью"),
    ("9", "nine девять девяти девятью"),
    ("10", "ten десять десяти десятью"),
    ("11", "eleven одиннадцать одиннадцати"),
    ("12", "twelve двенадцать двенадцати"),
    ("13", "thirteen тринадцать тринадцати"),
    ("14", "fourteen четырнадцать четырнадцати"),
    ("15", "fifteen пятнадцать пятнадцати"),
    ("16", "sixteen шестнадцать шестнадцати"),
    ("17", "seventeen семнадцать семнадцати"),
    ("18", "eighteen восемнадцать восемнадцати"),
    ("19", "nineteen девятнадцать девятнадцати"),
    ("20", "twenty двадцать двадцати"),
    ("30", "thirty тридцать тридцати"),
    ("40", "forty сорок сорока"),
    ("50", "fifty пятьдесят пятидесяти"),
    ("60", "sixty шестьдесят шестидесяти"),
    ("70", "seventy семьдесят семидесяти"),
    ("80", "eighty восемьдесят восьмидесяти"),
    ("90", "ninety девяносто"),
    ("3rd", "third третий третья третье третьего третьей третьем третью"),
    ("4th", "fourth четвертый четвертая четвертое четвертого четвертой четвертом"),
    ("5th", "fifth пятый пятая пятое пятого пятой пятом"),
    ("6th", "sixth шестой шестая шестое шестого шестом"),
    ("7th", "seventh седьмой седьмая седьмое седьмого седьмом"),
    ("8th", "eighth восьмой восьмая восьмое восьмого восьмом"),
    ("9th", "ninth девятый девятая девятое девятого девятой девятом"),
    ("10th", "tenth десятый десятая десятое десятого десятой десятом"),
    ("11th", "eleventh"),
    ("12th", "twelfth"),
    ("13th", "thirteenth"),
    ("14th", "fourteenth"),
    ("15th", "fifteenth"),
    ("16th", "sixteenth"),
    ("17th", "seventeenth"),
    ("18th", "eighteenth"),
    ("19th", "nineteenth"),
    ("20th", "twentieth"),
];

static WORDS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    NUMERALS
        .iter()
        .flat_map(|(number, words)| words.split(' ').map(move |word| (word, *number)))
        .collect()
});

/// The number in digits that a folded word says; `None` for other words.
pub(super) fn digits(folded: &str) -> Option<&'static str> {
    WORDS.get(folded).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_folded() {
        for (_, words) in NUMERALS {
            for word in words.split(' ') {
                assert_eq!(super::super::fold::fold(word), word);
            }
        }
        assert_eq!(digits("nine"), Some("9"));
        assert_eq!(digits("one"), None);
    }
}

//! The mark that a list item begins with.

use std::sync::LazyLock;

use regex::Regex;

/// The mark of a list item at the beginning of a line: a bullet, `1.`, `2)`, `(a)`, `§ 3`, `1.)`.
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:⁃\s*|(?:[•·▪◦‣●○■□*+\-–—]|\d{1,3}(?:[.)]|\.\))|\(?[a-zа-я]\)|[a-zа-я]\.\)|\([ivx]{1,4}\)|§ ?\d{1,3}[.)]?)\s+)",
    )
    .expect("a valid pattern")
});

/// How many bytes the mark of a list item takes, white space behind it included.
pub fn item_mark(line: &str) -> Option<usize> {
    ITEM.find(line).map(|mark| mark.end()).filter(|&end| end < line.len())
}

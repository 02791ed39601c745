//! The names of months in English and Russian, as terms.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::terms::term;

/// Each month's names, from January; Russian in both the cases that dates have.
const NAMES: [&str; 12] = [
    "January Jan январь января",
    "February Feb февраль февраля",
    "March Mar март марта",
    "April Apr апрель апреля",
    "May май мая",
    "June Jun июнь июня",
    "July Jul июль июля",
    "August Aug август августа",
    "September Sep Sept сентябрь сентября",
    "October Oct октябрь октября",
    "November Nov ноябрь ноября",
    "December Dec декабрь декабря",
];

static NUMBERS: LazyLock<BTreeMap<String, u32>> = LazyLock::new(|| {
    let numbered = NAMES.iter().zip(1..);
    numbered
        .flat_map(|(names, number)| names.split(' ').map(move |name| (term(name), number)))
        .collect()
});

/// The number of the month that a term names, from 1.
pub fn month_number(term: &str) -> Option<u32> {
    NUMBERS.get(term).copied()
}

/// The terms that name the month of this number, in the order of their letters.
pub fn month_terms(number: u32) -> impl Iterator<Item = String> {
    NUMBERS.iter().filter(move |(_, known)| **known == number).map(|(term, _)| term.clone())
}

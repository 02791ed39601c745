//! Abbreviations that end in a full stop without ending a sentence. Used to correct
//! the sentence boundaries of Unicode's algorithm, which splits too often and never too seldom.

/// Titles and the like: the sentence always goes on behind them.
const ALWAYS: &[&str] = &[
    // English
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "st",
    "rev",
    "gen",
    "col",
    "lt",
    "sgt",
    "capt",
    "gov",
    "sen",
    "rep",
    "hon",
    "messrs",
    "mt",
    "vs",
    "cf",
    "e.g",
    "i.e",
    "viz",
    "approx",
    "ca",
    "eds",
    "h.e",
    // German
    "bzw",
    "z.b",
    "d.h",
    "u.a",
    "hr",
    "fr",
    "ggf",
    "sog",
    "bspw",
    "dipl",
    "ing",
    // Russian
    "т.е",
    "т.к",
    "т.н",
    "им",
    "ул",
    "просп",
    "пл",
    "акад",
    "проф",
    "гос",
    "см",
    "ср",
    "напр",
    "св",
    "тов",
    "гр",
    "ок",
    "род",
    "кн",
];

/// Abbreviations before a number: the sentence goes on behind them only with a number.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "vol", "vols", "p", "pp", "fig", "figs", "eq", "sec", "ch", "art", "para",
    "ed", // English
    "nr", "abs", "bd", "kap", // German
    "с", "стр", "гл", "ст", "рис", "табл", "вып", // Russian
];

/// Units and the like, inside a sentence or at its end: what follows decides.
const SOMETIMES: &[&str] = &[
    "inc", "ltd", "co", "corp", "jr", "sr", "etc", "al", "a.m", "p.m", "u.s", "u.k", "u.n", "e.u",
    "d.c", "b.c", "a.d", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec", "usw",
    "г", "гг", "в", "вв", "в.н", "н.э", "тыс", "млн", "млрд", "трлн", "руб", "коп", "долл", "чел",
    "кв", "куб", "мин", "сек", "др", "пр", "п", "т.д", "т.п", "т",
];

/// When the sentence goes on behind the full stop of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It always goes on: a title. (The stop never ends the sentence.)
    Never,
    /// Only before a number: the mark of a page or volume.
    BeforeNumber,
    /// Now and then: a unit, a country.
    Sometimes,
    /// The word is no known abbreviation.
    Always,
}

/// What the full stop behind this word (given without it) means.
pub fn stop_after(word: &str) -> Stop {
    let lower = word.to_lowercase();
    if ALWAYS.contains(&lower.as_str()) {
        Stop::Never
    } else if BEFORE_NUMBER.contains(&lower.as_str()) {
        Stop::BeforeNumber
    } else if SOMETIMES.contains(&lower.as_str()) {
        Stop::Sometimes
    } else {
        Stop::Always
    }
}

//! The words of a sentence that answer: the date for "when", the name for "who". Told by the kind that
//! the question wants and by what it does not say itself.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::language::stop_words::is_stop_word;
use crate::language::terms::{term, words};
use crate::question::{Question, Wanted};

const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\.|январ[яьею]|феврал[яьею]|марта?|апрел[яьею]|ма[йяею]|июн[яьею]|июл[яьею]|августа?|сентябр[яьею]|октябр[яьею]|ноябр[яьею]|декабр[яьею]";

/// One point in time: a day, a month, a year, a century, "last month".
static POINT: LazyLock<String> = LazyLock::new(|| {
    format!(
        r"(?:\d{{1,2}}(?:[-–]\d{{1,2}})?\s+(?:{MONTHS})(?:,?\s+\d{{4}})?|(?:{MONTHS})\s+\d{{1,2}}(?:[-–]\d{{1,2}})?(?:,?\s+\d{{4}})?|(?:{MONTHS})(?:,?\s+\d{{4}})?|(?:1\d{{3}}|20\d{{2}})(?:[-–](?:1\d{{3}}|20\d{{2}}|\d{{2}}))?s?|\d{{3,4}}\s?(?:BCE?|AD|CE)|\d{{2,3}}0s|\d{{3,4}}-х|\d{{1,2}}(?:st|nd|rd|th)\s+century|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:last|this|next)\s+(?:week|month|year)|[XIV]+\s+век[аеу]?)"
    )
});
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let point = POINT.as_str();
    Regex::new(&format!(r"\b(?:(?:from|between|с|от)\s+)?{point}(?:\s*(?:[-–]|to|until|till|and|по|до)\s*{point})*\b")).expect("a valid pattern")
});
/// Two points of time with a dash or a word for "until" between.
static SPAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d\s*[-–]\s*\d|\b(?:to|until|till|по|до)\b|^(?:between|from)\b.*\band\b").expect("a valid pattern"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[$€£]\s?)?\b\d+(?:[.,]\d+)*(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand|млн|млрд|тыс\.?|процент\w*))?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)\b").expect("a valid pattern")
});
/// Words with a capital, with the small words that names hold.
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{Lu}[\p{L}\p{M}.'’-]*(?:\s+(?:(?:de|la|van|von|der|al|of|the|bin)\s+)*\p{Lu}[\p{L}\p{M}'’-]*)*").expect("a valid pattern"));

/// The ranges of `sentence`, in bytes, that hold an answer of the kind that is wanted: in order,
/// disjoint. Empty when there is none, or when the kind has no form of its own.
pub fn answers(question: &Question, sentence: &str) -> Vec<Range<usize>> {
    let pattern = match question.wanted() {
        Wanted::Time => &TIME,
        Wanted::Number => &NUMBER,
        Wanted::Person | Wanted::Place => &NAME,
        Wanted::Reason | Wanted::Definition | Wanted::Statement => return Vec::new(),
    };
    let is_name = matches!(question.wanted(), Wanted::Person | Wanted::Place);
    pattern
        .find_iter(sentence)
        .map(|found| if is_name { bare_name(sentence, found.range()) } else { found.range() })
        .filter(|range| !range.is_empty())
        .filter(|range| !(is_name && range.start == 0 && !sentence[range.clone()].contains(' ')))
        .filter(|range| says_something_new(question, &sentence[range.clone()]))
        .collect()
}

/// A name without the small word before it that begins the sentence, and without the sentence's full stop.
fn bare_name(sentence: &str, found: Range<usize>) -> Range<usize> {
    let name = sentence[found.clone()].trim_end_matches('.');
    let end = found.start + name.len();
    match name.split_once(' ') {
        Some((first, _)) if is_stop_word(first) => found.start + first.len() + 1..end,
        None if is_stop_word(name) => end..end,
        _ => found.start..end,
    }
}

/// Whether a time that was found reaches from one point to another.
pub fn is_span(time: &str) -> bool {
    SPAN.is_match(time)
}

/// Whether a word stands there that the question does not hold.
fn says_something_new(question: &Question, found: &str) -> bool {
    words(found).any(|word| {
        let term = term(word.text);
        question.terms().iter().all(|known| known.term != term)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str, sentence: &str, expected: &[&str]) {
        let found = answers(&Question::new(question), sentence);
        assert_eq!(found.into_iter().map(|range| &sentence[range]).collect::<Vec<_>>(), expected, "{sentence}");
    }

    #[test]
    fn a_span_of_time_is_one_answer() {
        check("when was it?", "It ran from August 2021 until last month, then closed.", &["from August 2021 until last month"]);
        check("when was it?", "It was planned for 2021–2024.", &["2021–2024"]);
        check("when was it?", "On 25 May 1995 it was signed, on April 9, 2021 renewed.", &["25 May 1995", "April 9, 2021"]);
        check("когда?", "Договор подписан 3 марта 1998 года.", &["3 марта 1998"]);
    }

    #[test]
    fn a_number_and_a_name_are_answers_unless_the_question_says_them() {
        check("how many boats came in 2014?", "In 2014 more than 130,000 boats came.", &["130,000"]);
        check("who met Hale?", "Then Hale met Okafor in Lisbon.", &["Okafor", "Lisbon"]);
    }
}

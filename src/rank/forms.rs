//! Times and numbers by their form, as people write them in English and Russian.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::question::AnswerType;

const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.|Feb\\.|Mar\\.|Apr\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\.|январ[яьею]|феврал[яьею]|марта?|апрел[яьею]|ма[йяею]|июн[яьею]|июл[яьею]|августа?|сентябр[яьею]|октябр[яьею]|ноябр[яьею]|декабр[яьею]";

/// One point in time: an hour, a day, a month, a year, a century, "last month".
static POINT: LazyLock<String> = LazyLock::new(|| {
    format!(
        r"(?:\d{{1,2}}:[0-5]\d(?:\s?[ap]\.?m\.?)?|\d{{1,2}}\s?[ap]\.?m\.?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{1,2}}(?:[-–]\d{{1,2}})?\s+(?:{MONTHS})(?:,?\s+\d{{4}})?|(?:{MONTHS})\s+\d{{1,2}}(?:[-–]\d{{1,2}})?(?:,?\s+\d{{4}})?|(?:{MONTHS})(?:,?\s+\d{{4}})?|(?:1\d{{3}}|20\d{{2}})(?:[-–](?:1\d{{3}}|20\d{{2}}|\d{{2}}))?s?|\d{{3,4}}\s?(?:BCE?|AD|CE)|\d{{2,3}}0s|\d{{3,4}}-х|\d{{1,2}}(?:st|nd|rd|th)\s+century|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:last|this|next)\s+(?:week|month|year)|[XIV]+\s+век[аеу]?)"
    )
});
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let point = POINT.as_str();
    Regex::new(&format!(r"\b(?:(?:from|between|с|от)\s+)?{point}(?:\s*(?:[-–]|to|until|till|and|по|до)\s*{point})*\b")).expect("a valid pattern")
});
/// Two points of time with a dash or a word for "until" between.
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d\s*[-–]\s*\d|\b(?:to|until|till|по|до)\b|^(?:between|from)\b.*\band\b")
        .expect("a valid pattern")
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[$€£]\s?)?\b\d+(?:[.,]\d+)*(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand|млн|млрд|тыс\.?|процент\w*))?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)\b").expect("a valid pattern")
});

/// The times or numbers in `unit`, in bytes: in order, disjoint. Empty when there is none, or
/// when what is wanted has no such form.
pub(super) fn forms(wanted: AnswerType, unit: &str) -> Vec<Range<usize>> {
    let pattern = match wanted {
        AnswerType::Time => &TIME,
        AnswerType::Number => &NUMBER,
        _ => return Vec::new(),
    };
    pattern.find_iter(unit).map(|found| found.range()).collect()
}

/// Whether a time that was found reaches from one point to another.
pub(super) fn is_time_range(time: &str) -> bool {
    RANGE.is_match(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wanted: AnswerType, unit: &str, expected: &[&str]) {
        let found = forms(wanted, unit);
        assert_eq!(
            found.into_iter().map(|range| &unit[range]).collect::<Vec<_>>(),
            expected,
            "{unit}"
        );
    }

    #[test]
    fn a_range_of_time_is_one_answer() {
        check(
            AnswerType::Time,
            "It ran from August 2021 until last month, then closed.",
            &["from August 2021 until last month"],
        );
        check(AnswerType::Time, "It was planned for 2021–2024.", &["2021–2024"]);
        check(
            AnswerType::Time,
            "On 25 May 1995 it was signed, on April 9, 2021 renewed.",
            &["25 May 1995", "April 9, 2021"],
        );
        check(
            AnswerType::Time,
            "It stops at 9:40, on 3.9.2024 at 7 pm.",
            &["9:40", "3.9.2024", "7 pm"],
        );
        check(AnswerType::Time, "Договор подписан 3 марта 1998 года.", &["3 марта 1998"]);
    }

    #[test]
    fn a_number_is_an_answer_with_its_unit() {
        check(
            AnswerType::Number,
            "In the yard more than 130,000 boats, 3.5 million tons.",
            &["130,000", "3.5 million"],
        );
    }
}

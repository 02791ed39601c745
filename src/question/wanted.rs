//! The kind of answer that a question wants, told by its question words in English and Russian.

use crate::language::terms::{fold, words};

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A date, year or span of time.
    Time,
    /// Somebody's name.
    Person,
    /// A number, share or amount.
    Number,
    /// A place's name.
    Place,
    /// Anything else: a definition, a reason, a list, an event.
    Statement,
}

const TIME: &[&str] =
    &["when", "year", "date", "dates", "century", "decade", "month", "day", "когда", "год", "году", "года", "дата", "век", "веке", "месяц", "день"];
const PERSON: &[&str] = &["who", "whom", "whose", "who's", "кто", "кого", "кому", "кем", "чей"];
const NUMBER: &[&str] = &["percentage", "percent", "number", "сколько", "процент", "доля", "количество"];
const PLACE: &[&str] = &["where", "country", "city", "place", "где", "куда", "откуда", "страна", "город"];

impl Wanted {
    /// Reads the question words; the first that tells decides.
    pub fn of(question: &str) -> Wanted {
        let folded: Vec<String> = words(question).map(|word| fold(word.text)).collect();
        for (at, word) in folded.iter().enumerate() {
            let word = word.as_str();
            let next = folded.get(at + 1).map(String::as_str);
            if word == "how" && matches!(next, Some("many" | "much" | "long" | "old" | "far" | "large" | "big" | "tall")) {
                return Wanted::Number;
            }
            for (kind, list) in [(Wanted::Time, TIME), (Wanted::Person, PERSON), (Wanted::Number, NUMBER), (Wanted::Place, PLACE)] {
                if list.contains(&word) {
                    return kind;
                }
            }
        }
        Wanted::Statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_tell_what_is_wanted() {
        for (question, wanted) in [
            ("when was it founded?", Wanted::Time),
            ("What year did it open", Wanted::Time),
            ("how many boats came?", Wanted::Number),
            ("who runs the yard", Wanted::Person),
            ("где находится порт?", Wanted::Place),
            ("why did it close?", Wanted::Statement),
        ] {
            assert_eq!(Wanted::of(question), wanted, "{question}");
        }
    }
}

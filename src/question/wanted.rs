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
    /// Why something is so.
    Reason,
    /// What or who something is.
    Definition,
    /// Anything else: a list, an event, a thing.
    Statement,
}

const TIME: &[&str] =
    &["when", "year", "years", "date", "dates", "century", "decade", "month", "когда", "год", "году", "года", "годах", "дата", "век", "веке", "месяц"];
const PERSON: &[&str] = &["who", "whom", "whose", "who's", "кто", "кого", "кому", "кем", "чей", "чьи"];
const NUMBER: &[&str] = &["percentage", "percent", "number", "share", "сколько", "процент", "доля", "количество", "скольких"];
const PLACE: &[&str] = &["where", "where's", "country", "city", "place", "где", "куда", "откуда", "страна", "стране", "страны", "город", "городе"];
const REASON: &[&str] = &["why", "reason", "reasons", "почему", "зачем", "отчего", "причина", "причине"];
/// Words behind "how" that ask for a number.
const MEASURED: &[&str] = &["many", "much", "long", "old", "far", "large", "big", "tall", "high", "often", "fast", "deep", "wide", "heavy"];
const DEFINED_BY: &[&str] = &["is", "are", "was", "were", "does", "s"];
const DEFINITION: &[&str] = &["mean", "means", "meaning", "stand", "definition", "называется", "такое", "означает"];

impl Wanted {
    /// Reads the question words; the first that tells decides.
    pub fn of(question: &str) -> Wanted {
        let folded: Vec<String> = words(question).map(|word| fold(word.text)).collect();
        let word_at = |at: usize| folded.get(at).map(String::as_str);
        for (at, word) in folded.iter().enumerate() {
            if word == "how" && word_at(at + 1).is_some_and(|next| MEASURED.contains(&next)) {
                return Wanted::Number;
            }
            if word == "who" && at == 0 && word_at(1).is_some_and(|next| next == "is" || next == "was") && folded.len() <= 5 {
                return Wanted::Definition;
            }
            for (kind, list) in [(Wanted::Time, TIME), (Wanted::Person, PERSON), (Wanted::Number, NUMBER), (Wanted::Place, PLACE), (Wanted::Reason, REASON)] {
                if list.contains(&word.as_str()) {
                    return kind;
                }
            }
        }
        let asks_what = matches!(word_at(0), Some("what" | "what's" | "что"));
        let short = folded.len() <= 6;
        let by_form = asks_what && short && (word_at(0) == Some("what's") || word_at(1).is_some_and(|next| DEFINED_BY.contains(&next)));
        if by_form || folded.iter().any(|word| DEFINITION.contains(&word.as_str())) { Wanted::Definition } else { Wanted::Statement }
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
            ("who is Hale", Wanted::Definition),
            ("what is a slipway?", Wanted::Definition),
            ("где находится порт?", Wanted::Place),
            ("why did it close?", Wanted::Reason),
            ("what did the yard build after the war in the north?", Wanted::Statement),
        ] {
            assert_eq!(Wanted::of(question), wanted, "{question}");
        }
    }
}

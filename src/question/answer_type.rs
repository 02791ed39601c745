//! The kind of answer that a question wants, told by its question words in English and Russian, and
//! the words behind "which" or "how many" that name it.

use crate::language::stop_words::is_stop_word;
use crate::language::terms::{Word, fold, words};

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerType {
    /// A date, year or span of time.
    Time,
    /// Somebody's name.
    Person,
    /// A number, share or amount.
    Number,
    /// A place's name.
    Place,
    /// The name of a body, firm or group.
    Organisation,
    /// What an acronym stands for.
    Expansion,
    /// Why something is so.
    Reason,
    /// What or who something is.
    Definition,
    /// Several things.
    List,
    /// Whether something is so.
    YesNo,
    /// Anything else: an event, a thing.
    Statement,
}

impl AnswerType {
    /// All kinds, in order.
    pub const ALL: [AnswerType; 11] = [
        AnswerType::Time,
        AnswerType::Person,
        AnswerType::Number,
        AnswerType::Place,
        AnswerType::Organisation,
        AnswerType::Expansion,
        AnswerType::Reason,
        AnswerType::Definition,
        AnswerType::List,
        AnswerType::YesNo,
        AnswerType::Statement,
    ];
}

/// Words that name a kind of answer wherever they stand in the question; the first that stands
/// there decides.
const NAMING: &[(AnswerType, &str)] = &[
    (
        AnswerType::Time,
        "when when's year years date dates century decade month day era когда год году года годах дата даты век веке столетии столетие месяц месяце день 几点 何时 何時 什么时候 いつ เมื่อไหร่ เมื่อไร",
    ),
    (AnswerType::Person, "who whom whose who's кто кого кому кем чей чьи чья чьей 谁 誰 だれ ใคร"),
    (
        AnswerType::Number,
        "percentage percent number amount share proportion сколько скольких процент процентов доля доли долю количество численность 多少 几 いくら いくつ กี่ เท่าไร เท่าไหร่",
    ),
    (AnswerType::Place, "where where's где куда откуда 哪里 哪儿 どこ ที่ไหน"),
    (
        AnswerType::Reason,
        "why reason reasons почему зачем отчего причина причины причине причиной 为什么 なぜ ทำไม",
    ),
];

/// Words that name a kind of answer where they stand behind "what" or "which".
const NAMING_BEHIND_WHICH: &[(AnswerType, &str)] = &[
    (
        AnswerType::Place,
        "country countries city cities place state town river region area continent island province street mountain ocean sea lake building location village county \
         страна стране страны стран город городе города места место месте река реки штат штате область области регион регионе улица улице остров острове",
    ),
    (
        AnswerType::Person,
        "person king queen president author man woman scientist leader leaders emperor minister artist player actor director writer philosopher general \
         prince mathematician official composer inventor physicist coach governor bishop человек король президент автор авторы ученый ученые лидер император министр \
         игрок актер режиссер писатель генерал архитектор",
    ),
    (
        AnswerType::Organisation,
        "company companies organization organizations organisation organisations team group party university school college agency body institution \
         army church government band club league network corporation bank firm committee council ministry institute компания компании организация организации команда группа \
         партия школа агентство орган правительство армия церковь банк фирма министерство институт",
    ),
    (
        AnswerType::Number,
        "population size price cost length height weight distance age rate speed score temperature population размер цена стоимость длина высота вес расстояние возраст \
         скорость счет температура население",
    ),
];

/// Words behind "how" that ask for a number.
const MEASURED: &str = "many much long old far large big tall high often fast deep wide heavy";
const DEFINED_BY: &str = "is are was were does s";
const DEFINITION: &str = "mean means meaning definition define такое означает";
/// Words that ask what letters stand for; "stand" only with "for".
const EXPANSION: &str = "acronym abbreviation расшифровывается расшифровка аббревиатура";
/// Verbs that begin a question of yes or no.
const YES_NO: &str =
    "is are was were do does did can could will would should has have had may must";
const LIST: &str = "list name enumerate перечисли перечислите назови назовите";
const WHICH: &str =
    "what which whose какой какая какое какие каком какую каких какого каким какими чей чьи";

/// Words that ask how something is done, where no word of measure follows.
const HOW: &str = "how how'd how's howto как";

/// Whether a question of yes or no begins with this folded word.
pub(super) fn begins_yes_or_no(folded: &str) -> bool {
    among(YES_NO, folded)
}

/// Whether it asks how something is.
pub(super) fn asks_how(question: &str) -> bool {
    words(question).any(|word| among(HOW, &fold(word.text)))
}

/// At most this many words behind "which" name what is asked for.
const MAX_FOCUS: usize = 3;

fn among(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

/// What the question words tell.
#[derive(Debug, Clone)]
pub(super) struct Read {
    /// The kind of answer.
    pub wanted: AnswerType,
    /// The words that name it, folded: `countries` in "how many countries", `year` in "what year".
    pub focus: Vec<String>,
}

/// Words that only say what kind of answer is wanted: an answer need not hold them.
const ONLY_NAMING: &[(AnswerType, &str)] = &[
    (AnswerType::Time, "year years date dates год году года дата даты"),
    (
        AnswerType::Expansion,
        "stand stands full name mean means acronym abbreviation полное название означает расшифровывается расшифровка аббревиатура",
    ),
];

/// Whether the folded word only says that this kind of answer is wanted.
pub(super) fn only_names(wanted: AnswerType, folded: &str) -> bool {
    ONLY_NAMING.iter().any(|(kind, list)| *kind == wanted && among(list, folded))
}

/// Reads the question words; the first that tells decides.
pub(super) fn read(question: &str) -> Read {
    let words: Vec<Word<'_>> = words(question).collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word.text)).collect();
    let wanted = wanted(&folded, &words);
    Read { wanted, focus: focus(&folded) }
}

fn wanted(folded: &[String], words: &[Word<'_>]) -> AnswerType {
    let word_at = |at: usize| folded.get(at).map_or("", String::as_str);
    let has = |word: &str| folded.iter().any(|other| other == word);
    let stands_for = has("for") && (has("stand") || has("stands"));
    let has_acronym = words
        .iter()
        .any(|word| word.text.chars().count() >= 2 && word.text.chars().all(char::is_uppercase));
    let full_name = folded.windows(2).any(|pair| {
        (pair[0] == "full" || pair[0] == "полное") && (pair[1] == "name" || pair[1] == "название")
    });
    if stands_for || (full_name && has_acronym) || folded.iter().any(|word| among(EXPANSION, word))
    {
        return AnswerType::Expansion;
    }
    if matches!(word_at(0), "who" | "кто")
        && folded.len() <= 5
        && matches!(word_at(1), "is" | "was" | "такой" | "такая")
    {
        return AnswerType::Definition;
    }
    // "Can you list …" wants a list.
    let n_small = folded.iter().take_while(|word| is_stop_word(word)).count();
    if matches!(word_at(n_small), "list" | "enumerate" | "перечислить" | "перечислите")
    {
        return AnswerType::List;
    }
    if among(YES_NO, word_at(0)) && folded.len() > 2 || word_at(1) == "ли" {
        return AnswerType::YesNo;
    }
    for (at, word) in folded.iter().enumerate() {
        if word == "how" && among(MEASURED, word_at(at + 1)) {
            return AnswerType::Number;
        }
        if let Some((kind, _)) = NAMING.iter().find(|(_, list)| among(list, word)) {
            return *kind;
        }
        if among(WHICH, word) {
            let near = (at + 1..=at + MAX_FOCUS).map(word_at);
            let named = near
                .take_while(|next| !is_stop_word(next))
                .filter_map(|next| NAMING_BEHIND_WHICH.iter().find(|(_, list)| among(list, next)));
            if let Some((kind, _)) = named.last() {
                return *kind;
            }
        }
    }
    if among(LIST, word_at(0)) {
        return AnswerType::List;
    }
    let asks_what = matches!(word_at(0), "what" | "what's" | "что");
    let by_form =
        asks_what && folded.len() <= 6 && (word_at(0) == "what's" || among(DEFINED_BY, word_at(1)));
    if by_form || folded.iter().any(|word| among(DEFINITION, word)) {
        return AnswerType::Definition;
    }
    let counted = folded
        .iter()
        .zip(&folded[1.min(folded.len())..])
        .any(|(which, next)| among(WHICH, which) && is_small_number(next));
    if counted { AnswerType::List } else { AnswerType::Statement }
}

fn is_small_number(word: &str) -> bool {
    among(
        "two three four five six seven eight nine ten 2 3 4 5 6 7 8 9 10 две два три четыре пять шесть",
        word,
    )
}

/// The words behind the first "which", "what" or "how many".
fn focus(folded: &[String]) -> Vec<String> {
    let asks = |at: usize| {
        among(WHICH, &folded[at])
            || (at > 0 && folded[at - 1] == "how" && among(MEASURED, &folded[at]))
            || folded[at] == "сколько"
    };
    let Some(at) = (0..folded.len()).find(|&at| asks(at)) else { return Vec::new() };
    folded[at + 1..]
        .iter()
        .take(MAX_FOCUS)
        .take_while(|word| !is_stop_word(word))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_tell_what_is_wanted() {
        for (question, wanted) in [
            ("when was it founded?", AnswerType::Time),
            ("What year did it open", AnswerType::Time),
            ("how many boats came?", AnswerType::Number),
            ("who runs the yard", AnswerType::Person),
            ("who is Hale", AnswerType::Definition),
            ("what is a slipway?", AnswerType::Definition),
            ("где находится порт?", AnswerType::Place),
            ("which river is it on?", AnswerType::Place),
            ("what shipping company owned it?", AnswerType::Organisation),
            ("what does YBA stand for?", AnswerType::Expansion),
            ("YBA full name?", AnswerType::Expansion),
            ("is the yard open?", AnswerType::YesNo),
            ("открыт ли порт?", AnswerType::YesNo),
            ("what three yards closed?", AnswerType::List),
            ("can you list the yards?", AnswerType::List),
            ("why did it close?", AnswerType::Reason),
            ("what did the yard build after the war in the north?", AnswerType::Statement),
            ("", AnswerType::Statement),
        ] {
            assert_eq!(read(question).wanted, wanted, "{question}");
        }
    }

    #[test]
    fn the_words_behind_which_name_what_is_asked_for() {
        assert_eq!(read("How many fishing boats came?").focus, ["fishing", "boats", "came"]);
        assert_eq!(read("in which year was it").focus, ["year"]);
        assert!(read("who came?").focus.is_empty());
    }
}

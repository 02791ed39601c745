//! Abbreviations that end in a full stop without ending a sentence. Used to correct
//! the sentence boundaries of Unicode's algorithm, which splits too often and never too seldom.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Titles and the like: the sentence always goes on behind them.
const ALWAYS: &str = "mr mrs ms dr prof st rev gen col lt sgt capt gov sen rep hon messrs mt vs cf e.g i.e viz \
    approx mme mlle msgr supt maj cmdr adm pvt cpl atty incl excl esp ca eds h.e \
    bzw z.b d.h u.a hr fr ggf sog bspw dipl ing \
    т.е т.к т.н им ул просп пл акад проф гос см ср напр св тов гр ок род кн оз пос дер соотв вкл";

/// Abbreviations before a number, in digits or Roman: the sentence goes on behind them only with one.
const BEFORE_NUMBER: &str = "no nos n° nº vol vols p pp fig figs eq eqs sec sect ch chap chaps art para pt ed bk ser ver \
    v n c b d op ex tab nn ll \
    nr abs bd kap ziff anm \
    с стр гл ст рис табл вып корп оф пп ч тт разд абз прил илл д тел";

/// Units, and what ends an enumeration: a capital letter behind them begins a sentence.
const BEFORE_SMALL: &str = "etc usw \
    тыс млн млрд трлн руб коп долл чел мин сек т.д т.п и.др и.пр";

/// Times of day.
const TIMES: &str = "a.m p.m";

/// Inside a sentence or at its end: what follows decides.
const SOMETIMES: &str = "inc ltd co corp bros jr sr esq al u.s u.s.a u.k u.n e.u d.c b.c a.d ph.d jan feb mar apr jun \
    jul aug sep sept oct nov dec dept univ assn assoc ave blvd ft est govt intl orig resp temp \
    г гг в вв в.н н.э кв куб др пр п т р о обл соавт ред изд пер англ нем фр франц лат греч итал \
    исп голл нидерл швед норв польск араб";

/// The states of the USA behind a town and a comma (Associated Press style).
const STATES: &str = "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb \
    nev okla ore pa penn tenn tex va vt wash wis wyo";

/// When the sentence goes on behind the full stop of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It always goes on: a title. (The stop never ends the sentence.)
    Never,
    /// Only before a number: the mark of a page or volume.
    BeforeNumber,
    /// Only before a number or a small letter: a unit, "and so on".
    BeforeSmall,
    /// The same, and before the zone or the day that a time of day is of.
    Time,
    /// Now and then: a company, a country.
    Sometimes,
    /// The word is no known abbreviation.
    Always,
}

static STOPS: LazyLock<HashMap<&str, Stop>> = LazyLock::new(|| {
    let lists = [
        (ALWAYS, Stop::Never),
        (BEFORE_NUMBER, Stop::BeforeNumber),
        (BEFORE_SMALL, Stop::BeforeSmall),
        (TIMES, Stop::Time),
        (SOMETIMES, Stop::Sometimes),
    ];
    lists
        .into_iter()
        .flat_map(|(list, stop)| list.split_whitespace().map(move |word| (word, stop)))
        .collect()
});

/// What the full stop behind this word (given without it) means.
pub fn stop_after(word: &str) -> Stop {
    STOPS.get(word.to_lowercase().as_str()).copied().unwrap_or(Stop::Always)
}

/// Whether the word (given without its full stop) is a state of the USA, where it stands behind a
/// town and a comma.
pub fn is_state(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && STATES.split_whitespace().any(|state| state == word.to_lowercase())
}

/// Days and zones that a time of day is given with: `Monday`, `GMT`, `Eastern time`.
pub fn goes_with_a_time(next: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let mut words =
        next.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default().to_lowercase();
    let is_zone = (2..=5).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_uppercase());
    let is_zone_time = matches!(second.as_str(), "time" | "standard" | "daylight");
    DAYS.contains(&first.to_lowercase().as_str()) || is_month(first) || is_zone || is_zone_time
}

/// Whether the word is the name of a month in English, perhaps abbreviated.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_lowercase();
    lower.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_abbreviation_stands_in_one_list_in_small_letters() {
        let all: Vec<&str> = [ALWAYS, BEFORE_NUMBER, BEFORE_SMALL, TIMES, SOMETIMES]
            .iter()
            .flat_map(|list| list.split_whitespace())
            .collect();
        assert_eq!(all.len(), STOPS.len(), "one stands in two lists");
        assert!(all.iter().all(|word| word.to_lowercase() == **word));
    }

    #[test]
    fn zones_and_days_go_with_a_time() {
        for next in ["GMT on", "Eastern time", "Monday.", "March 3"] {
            assert!(goes_with_a_time(next), "{next}");
        }
        for next in ["Fishermen slept", "The", "", "Ma saw"] {
            assert!(!goes_with_a_time(next), "{next}");
        }
    }
}

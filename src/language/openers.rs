//! Words that begin a sentence when they stand behind a full stop with a capital letter. Behind an
//! abbreviation they tell that the sentence ended: names that go on with it are none of them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::stop_words::is_stop_word;

/// Words that are no stop words: conjunctive adverbs, numbers and quantities, times, forms of address.
const ENGLISH: &str = "additionally afterwards again almost alone along already although altogether always among another anybody anyone anything \
    apart around away besides beyond certainly clearly consequently despite earlier eventually every everybody everyone everything finally \
    fewer first five formerly fortunately four generally hence however hundreds indeed initially instead last lastly lately later likewise many maybe meanwhile \
    millions moreover mostly much nearly nevertheless next nobody none nonetheless nothing now nowadays occasionally often one otherwise outside people \
    perhaps presumably previously probably rather recently second secondly seven several shortly similarly since six somebody \
    someone something sometimes soon still subsequently suddenly ten therefore third thirdly thousands three though throughout thus today together \
    tomorrow tonight two ultimately unfortunately unless unlike usually whatever whenever whereas wherever whether within without years \
    yes yesterday yet";

const RUSSIAN: &str = "благодаря впервые впоследствии всегда вскоре вчера два дважды далее затем зато здесь значит именно иногда итак каждый каждая каждое \
    кажется кроме между многие много может можно наконец напротив некоторые нельзя несмотря никто ничто обычно однажды однако одновременно \
    около осенью весной летом зимой первый первая первое поэтому после потом почти поскольку прежде просто разумеется раньше сегодня \
    сейчас сначала снова среди теперь тогда туда три тут хотя часто четыре";

/// Titles before a name that no country or unit stands before.
const TITLES: [&str; 5] = ["mr", "mrs", "ms", "dr", "prof"];

/// Stop words that are names as well, in one script or another.
const NAMES: &str = "a an can do down he her his how just kind like may own same she so will you your i а и я в к с о у";

static OPENERS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| ENGLISH.split_whitespace().chain(RUSSIAN.split_whitespace()).collect());

/// Whether the text begins with a word that begins a sentence: not a name, as far as words tell.
pub fn opens_sentence(text: &str) -> bool {
    let word = first_word(text);
    is_capitalised(word) && (is_opener(word) || TITLES.contains(&word.to_lowercase().as_str()))
}

/// The same behind initials, which names stand behind: "He", "An" and "Will" are such names.
pub fn opens_sentence_behind_initials(text: &str) -> bool {
    let word = first_word(text);
    if !is_capitalised(word) || !is_opener(word) {
        return false;
    }
    let lower = word.to_lowercase();
    if !NAMES.split_whitespace().any(|name| name == lower) {
        return true;
    }
    let behind = &text[word.len()..];
    let next = first_word(behind.trim_start());
    behind.starts_with(char::is_whitespace)
        && next.starts_with(char::is_lowercase)
        && !matches!(next, "et" | "and" | "и")
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
        .next()
        .unwrap_or_default()
}

/// Whether a capital and small letters behind it: an abbreviation in capitals is a name.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && !letters.any(char::is_uppercase)
}

fn is_opener(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_stop_word(&lower) || OPENERS.contains(lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_no_names() {
        for text in
            ["The tower", "Thousands came", "However, it", "Однако он", "A boat", "Mr. Olsen"]
        {
            assert!(opens_sentence(text), "{text}");
        }
        for text in ["Congress met", "IT firms", "the tower", "Норвегией", "", "12 boats"]
        {
            assert!(!opens_sentence(text), "{text}");
        }
    }

    #[test]
    fn names_behind_initials_are_told_by_the_next_word() {
        for text in ["It helped", "I went", "В порту", "He left"] {
            assert!(opens_sentence_behind_initials(text), "{text}");
        }
        for text in ["He, K. Brandt", "An et al.", "Will Olsen", "A Smith", "Mr. Olsen", "И Орлов"]
        {
            assert!(!opens_sentence_behind_initials(text), "{text}");
        }
    }
}

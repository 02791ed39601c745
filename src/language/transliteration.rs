//! Russian spellings of English words: "принтер", "драйвер".

/// Letters, or pairs of them, with what they may stand for; the most frequent first. Pairs come before
/// their letters.
const LETTERS: &[(&str, &[&str])] = &[
    ("дж", &["j", "g"]),
    ("кс", &["x", "ks"]),
    ("ай", &["i", "y", "ay"]),
    ("ей", &["a", "ay", "ei"]),
    ("оу", &["o", "ow"]),
    ("а", &["a", "u"]),
    ("б", &["b"]),
    ("в", &["v", "w"]),
    ("г", &["g"]),
    ("д", &["d"]),
    ("е", &["e"]),
    ("ж", &["g", "zh"]),
    ("з", &["z", "s"]),
    ("и", &["i", "ee"]),
    ("й", &["y", "i"]),
    ("к", &["k", "c"]),
    ("л", &["l"]),
    ("м", &["m"]),
    ("н", &["n"]),
    ("о", &["o"]),
    ("п", &["p"]),
    ("р", &["r"]),
    ("с", &["s", "c"]),
    ("т", &["t"]),
    ("у", &["u", "oo"]),
    ("ф", &["f", "ph"]),
    ("х", &["h"]),
    ("ц", &["c", "ts"]),
    ("ч", &["ch"]),
    ("ш", &["sh"]),
    ("щ", &["sch"]),
    ("ъ", &[""]),
    ("ы", &["y", "i"]),
    ("ь", &[""]),
    ("э", &["e", "a"]),
    ("ю", &["u", "ew"]),
    ("я", &["ya", "ia"]),
];

/// Shorter words are like too many others, in characters.
const SHORTEST: usize = 3;
/// So many spellings are made of a word at most.
const MOST: usize = 64;

/// Latin spellings of a folded word in Cyrillic letters, the likeliest first; empty for other words.
pub fn latin(word: &str) -> Vec<String> {
    let is_cyrillic = word.chars().all(|c| ('а'..='я').contains(&c));
    if !is_cyrillic || word.chars().count() < SHORTEST {
        return Vec::new();
    }
    let mut spellings = vec![String::new()];
    let mut rest = word;
    while let Some((letters, sounds)) =
        LETTERS.iter().find(|(letters, _)| rest.starts_with(letters))
    {
        rest = &rest[letters.len()..];
        // Where there are many already, only the likeliest goes on.
        let n_sounds = (MOST / spellings.len()).clamp(1, sounds.len());
        spellings = spellings
            .iter()
            .flat_map(|begun| sounds[..n_sounds].iter().map(move |sound| format!("{begun}{sound}")))
            .collect();
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_are_known_in_russian_letters() {
        for (russian, english) in [
            ("принтер", "printer"),
            ("драйвер", "driver"),
            ("кластер", "cluster"),
            ("джокер", "joker"),
            ("факс", "fax"),
        ] {
            assert!(
                latin(russian).contains(&english.to_owned()),
                "{russian}: {:?}",
                latin(russian)
            );
        }
        assert!(latin("job").is_empty() && latin("").is_empty() && latin("но").is_empty());
        assert!(latin(&"к".repeat(1000)).len() <= MOST);
    }
}

//! One term a word, however it is typed.

use super::*;

fn check(text: &str, expected: &[&str]) {
    assert_eq!(terms(text).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn a_word_finds_itself_however_it_is_typed() {
    check("Türkiye TURKIYE", &["turkiy", "turkiy"]);
    check("Oslo–NATO Oslo-NATO Oslo — NATO", &["oslo", "nato", "oslo", "nato", "oslo", "nato"]);
    check("d'état état L’Aquila", &["etat", "etat", "aquila"]);
    check("Norway’s Norway's", &["norway", "norway"]);
    check("U.S. and U.N.", &["us", "and", "un"]);
    check("nine 9, ninth 9th", &["9", "9", "9th", "9th"]);
    check("1980's 1980’s 1980s 90's", &["1980s", "1980s", "1980s", "90s"]);
    check("80'sea", &["80", "sea"]);
    check(
        "03.09.2024 2024-09-03 4.3.0 v4.3.0 9:05",
        &["3", "9", "2024", "2024", "9", "3", "4.3.0", "4.3.0", "9", "5"],
    );
    check("They went, brought mice", &["they", "go", "bring", "mous"]);
}

#[test]
fn signs_tell_words_apart() {
    check("C, C++ and C#; A+ or A++?", &["c", "c++", "and", "c#", "a+", "or", "a++"]);
    check("K- lamps, K+. T-shirt, A - B", &["k-", "lamp", "k+", "t", "shirt", "a", "b"]);
    check("a+b = 50+ x-", &["a", "b", "50", "x"]);
    check("lamp_oil_level _bold_ __init__", &["lamp", "oil", "level", "bold", "init"]);
    check(
        "lamp.oil.level lamps.toml U.S. a.m.",
        &["lamp", "oil", "level", "lamp", "toml", "us", "am"],
    );
    check("Ring the 🔔 twice.", &["ring", "the", "🔔", "twice"]);
    check("130,000 132.7 0,1", &["130000", "132.7", "0,1"]);
}

#[test]
fn russian_words_keep_their_short_i_and_are_stemmed() {
    check("историей история", &["истор", "истор"]);
    check("ёлка елка", &["елк", "елк"]);
    assert_eq!(fold("Йод"), "йод");
}

#[test]
fn ignorable_characters_are_no_part_of_a_word() {
    let hidden = [
        '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}',
        '\u{202c}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2068}', '\u{2069}', '\u{feff}',
        '\u{fe0f}',
    ];
    for c in hidden {
        let text = format!("{c}{c}La{c}vrov{c} met {c}1{c}980's{c} guests");
        check(&text, &["lavrov", "meet", "1980s", "guest"]);
        let found: Vec<&str> = words(&text).map(|word| word.text).collect();
        assert_eq!(found[0], format!("La{c}vrov"), "the word keeps its bytes");
        assert!(words(&text).all(|word| text[word.start..].starts_with(word.text)));
        assert_eq!(fold(&format!("{c}Йо{c}д{c}")), "йод");
    }
}

#[test]
fn a_word_takes_no_longer_than_its_length() {
    for letter in ["a", "я", "é", "1", "a.", "'s"] {
        let since = std::time::Instant::now();
        let terms: Vec<String> = terms(&letter.repeat(1 << 20)).collect();
        assert!(terms.iter().all(|term| term.len() <= LONGEST_TERM), "{letter}");
        assert!(since.elapsed().as_secs() < 5, "{letter}: {:?}", since.elapsed());
    }
}

#[test]
fn footnote_marks_are_no_words() {
    check("Accords,¹⁵ which", &["accord", "which"]);
    check("the ARF.⁶ In", &["the", "arf", "in"]);
}

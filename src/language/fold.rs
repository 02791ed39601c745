//! Case and diacritics folded away, so that a word is compared however it was typed.

use unicode_normalization::UnicodeNormalization;

use super::ignorable::is_ignorable;

/// U+0306, the breve that makes й of и. Folding keeps it: the Russian stemmer needs й.
const COMBINING_BREVE: char = '\u{306}';

/// Letters that no diacritic makes of another, as they are typed without them.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ħ' => "h",
        '’' => "'",
        _ => return None,
    })
}

/// Lower case without diacritics and characters that are not seen: Türkiye and turkiye are one, ё is
/// е, й stays. Letters of other widths are those of the usual one.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut previous = ' ';
    let mut kept = String::with_capacity(word.len());
    for c in word.to_lowercase().nfkd().filter(|c| !is_ignorable(*c)) {
        let breve_of_short_i = c == COMBINING_BREVE && previous == 'и';
        if !is_diacritic(c) || breve_of_short_i {
            match plain(c) {
                Some(letters) => kept.push_str(letters),
                None => kept.push(c),
            }
        }
        previous = c;
    }
    let is_composed = kept.chars().all(|c| !unicode_normalization::char::is_combining_mark(c));
    if is_composed { kept } else { kept.nfc().collect() }
}

/// Whether it is a mark that people leave out when they type: of Latin, Greek, Cyrillic, Hebrew, Arabic
/// (Unicode's blocks of combining marks). The vowels of Thai or Hindi are marks too, and no such.
fn is_diacritic(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{487}'
            | '\u{591}'..='\u{5c7}'
            | '\u{64b}'..='\u{652}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_however_it_is_typed() {
        for (one, other) in [
            ("Großmast", "grossmast"),
            ("Władek", "wladek"),
            ("Bjørnøya", "bjornoya"),
            ("Iğdir", "ığdır"),
            ("ＡＢＣ", "abc"),
            ("ｶﾞ", "カ\u{3099}"),
            ("Ærø", "aero"),
        ] {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_eq!(fold("Йод"), "йод");
    }
}

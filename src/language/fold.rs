//! Case and diacritics folded away, so that a word is compared however it was typed.

use unicode_normalization::UnicodeNormalization;

use super::ignorable::is_ignorable;

/// U+0306, the breve that makes й of и. Folding keeps it: the Russian stemmer needs й.
const COMBINING_BREVE: char = '\u{306}';

/// Lower case without diacritics and characters that are not seen: Türkiye and turkiye are one, ё is
/// е, й stays.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut previous = ' ';
    let mut kept = String::with_capacity(word.len());
    for c in word.to_lowercase().nfd().filter(|c| !is_ignorable(*c)) {
        let breve_of_short_i = c == COMBINING_BREVE && previous == 'и';
        if !unicode_normalization::char::is_combining_mark(c) || breve_of_short_i {
            kept.push(if c == '’' { '\'' } else { c });
        }
        previous = c;
    }
    if kept.contains(COMBINING_BREVE) { kept.nfc().collect() } else { kept }
}

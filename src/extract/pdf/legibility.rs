//! Whether the letters of a page are those that it shows. A font may not say which letters it
//! draws, or say it wrongly: then its words are signs, or letters that are no words.

use super::printed_lines::PrintedLine;

/// With a larger share of unmapped characters a line is no text.
const MAX_UNKNOWN_IN_LINE: f64 = 0.2;
/// The same for a page.
const MAX_UNKNOWN_ON_PAGE: f64 = 0.02;
/// The same for all pages together; above it, no page may have more.
const MAX_UNKNOWN: f64 = 0.005;
/// Fewer letters tell nothing of a language.
const MIN_LETTERS: usize = 200;
/// Every language in Latin or Cyrillic letters has a larger share of vowels (most 0.38 to 0.45),
/// and a smaller one.
const VOWELS: std::ops::Range<f64> = 0.2..0.7;

/// Drops what cannot be read. Returns the numbers of the pages, from 1, of which something was.
pub fn drop_illegible(pages: &mut [Vec<PrintedLine>]) -> Vec<usize> {
    let mut dropped = vec![false; pages.len()];
    for (lines, dropped) in pages.iter_mut().zip(&mut dropped) {
        let before = lines.len();
        lines.retain(|line| unknown_share(std::slice::from_ref(line)) <= MAX_UNKNOWN_IN_LINE);
        *dropped = lines.len() < before;
        if unknown_share(lines) > MAX_UNKNOWN_ON_PAGE || is_no_language(lines) {
            lines.clear();
            *dropped = true;
        }
    }
    let (mut unknown, mut all) = (0.0, 0.0);
    for lines in pages.iter() {
        let n = n_chars(lines) as f64;
        unknown += unknown_share(lines) * n;
        all += n;
    }
    if unknown > MAX_UNKNOWN * all {
        for (lines, dropped) in pages.iter_mut().zip(&mut dropped) {
            if unknown_share(lines) > MAX_UNKNOWN {
                lines.clear();
                *dropped = true;
            }
        }
    }
    (1..).zip(dropped).filter(|(_, dropped)| *dropped).map(|(page, _)| page).collect()
}

fn n_chars(lines: &[PrintedLine]) -> usize {
    lines.iter().map(|line| line.words.chars().count()).sum()
}

/// The share of characters that the fonts give no letter for: replacement characters, and those for
/// private use.
fn unknown_share(lines: &[PrintedLine]) -> f64 {
    let is_unknown = |c: char| matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}');
    let unknown: usize =
        lines.iter().map(|line| line.words.chars().filter(|c| is_unknown(*c)).count()).sum();
    if unknown == 0 { 0.0 } else { unknown as f64 / n_chars(lines) as f64 }
}

/// Whether the letters of a page make no words of any language in Latin or Cyrillic letters:
/// shifted in the alphabet, or the bytes of UTF-8 taken for letters.
fn is_no_language(lines: &[PrintedLine]) -> bool {
    let (mut letters, mut vowels, mut broken) = (0_usize, 0_usize, 0_usize);
    for line in lines {
        let mut before = ' ';
        for c in line.words.chars() {
            // Lead bytes of Latin and Cyrillic letters in UTF-8, behind which another letter's byte
            // stands.
            let is_broken = matches!(before, 'Ã' | 'Â' | 'Ð' | 'Ñ')
                && (matches!(c, '\u{80}'..='\u{bf}') || "ŒœŠšŸžŽ€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›".contains(c));
            broken += usize::from(is_broken);
            if matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{4ff}') {
                letters += 1;
                vowels += usize::from(is_vowel(c));
            }
            before = c;
        }
    }
    letters >= MIN_LETTERS
        && (!VOWELS.contains(&(vowels as f64 / letters as f64)) || broken * 20 > letters)
}

fn is_vowel(c: char) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let base = std::iter::once(c).nfd().next().unwrap_or(c);
    base.to_lowercase().any(|c| "aeiouyæœøıəаеёиоуыэюяіїєѣ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(words: &str, times: usize) -> Vec<PrintedLine> {
        vec![PrintedLine { words: words.to_owned(), place: None }; times]
    }

    #[test]
    fn one_page_of_signs_does_not_take_the_others_along() {
        let good = page("The crane lifted forty tons on its first day.", 20);
        let mut pages = vec![good.clone(), page("\u{fffd}\u{fffd}a \u{e001}", 3), good.clone()];
        assert_eq!(drop_illegible(&mut pages), [2]);
        assert_eq!(pages, [good.clone(), Vec::new(), good.clone()]);
        let mut figure = [good.clone(), page("\u{fffd}\u{fffd}", 1)].concat();
        figure.extend(good.clone());
        let mut pages = vec![figure];
        assert_eq!(drop_illegible(&mut pages), [1]);
        assert_eq!(pages[0].len(), 40, "the rest of the page is kept");
    }

    #[test]
    fn letters_that_are_no_words_are_told() {
        for (words, is_none) in [
            ("Wkh fudqh oliwhg iruwb wrqv rq lwv iluvw gdb.", true),
            ("ÐšÑ€Ð°Ð½ Ð¿Ð¾Ð´Ð½ÑÐ» ÑÐ¾Ñ€Ð¾Ðº Ñ‚Ð¾Ð½Ð½.", true),
            ("The crane lifted forty tons on its first day.", false),
            ("Кран поднял сорок тонн в первый же день.", false),
            ("Jeřáb zvedl prvního dne čtyřicet tun, a pak ještě dvě.", false),
            ("Der Kran hob am ersten Tag schon vierzig Tonnen.", false),
        ] {
            assert_eq!(is_no_language(&page(words, 20)), is_none, "{words}");
        }
    }
}

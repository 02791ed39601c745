//! Scripts that put no space between words: Chinese, Japanese, Thai and their neighbours. Their words
//! are found by dictionary (ICU's).

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Whether it is a letter of such a script: Thai, Lao, Burmese, Khmer, kana, Han.
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}'
        && matches!(
            c,
            '\u{e00}'..='\u{eff}'
                | '\u{1000}'..='\u{109f}'
                | '\u{1780}'..='\u{17ff}'
                | '\u{3005}'..='\u{3007}'
                | '\u{3040}'..='\u{30ff}'
                | '\u{31f0}'..='\u{31ff}'
                | '\u{3400}'..='\u{4dbf}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{ff66}'..='\u{ff9f}'
                | '\u{20000}'..='\u{323af}'
        )
}

/// The words of a text that holds such letters, and of what stands between, each with its place.
pub fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let is_first_unspaced = rest.starts_with(is_unspaced);
        let end =
            rest.find(|c| is_unspaced(c) != is_first_unspaced).map_or(text.len(), |at| start + at);
        let run = &text[start..end];
        if is_first_unspaced {
            let mut from = 0;
            for to in SEGMENTER.segment_str(run).filter(|to| *to > 0) {
                found.push((start + from, &run[from..to]));
                from = to;
            }
        } else {
            found.extend(run.unicode_word_indices().map(|(at, word)| (start + at, word)));
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_spaces() {
        let shown =
            |text: &'static str| words(text).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(shown("看守人住在灯塔东边。"), ["看守", "人", "住在", "灯塔", "东边"]);
        assert_eq!(shown("灯台は9時に開く"), ["灯台", "は", "9", "時に", "開く"]);
        assert_eq!(shown("ประภาคารเปิดทุกวัน")[..], ["ประภาคาร", "เปิด", "ทุก", "วัน"]);
        assert_eq!(shown("the old 灯塔 burns"), ["the", "old", "灯塔", "burns"]);
    }
}

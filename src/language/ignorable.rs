//! Characters that are not seen: marks of the reading's direction, soft hyphens, joiners, byte-order
//! marks. They come along when text is copied, and are no part of a word for who types it.

use std::borrow::Cow;

/// Whether it is one of Unicode's Default_Ignorable_Code_Points (DerivedCoreProperties.txt of the
/// Unicode Character Database, version 17.0).
pub fn is_ignorable(c: char) -> bool {
    c >= '\u{ad}'
        && matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether the text has one.
pub fn has_ignorable(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_ignorable)
}

/// The text without them.
pub fn without_ignorable(text: &str) -> Cow<'_, str> {
    if has_ignorable(text) {
        Cow::Owned(text.replace(is_ignorable, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text without its ignorable characters, and where in the text each byte of it stands.
pub struct Cleared {
    /// The text that is left.
    pub text: String,
    /// For each run of ignorable characters where it stood in what is left, and how many bytes were
    /// left out up to its end; in order.
    runs: Vec<(usize, usize)>,
}

impl Cleared {
    /// Leaves them out.
    pub fn of(text: &str) -> Cleared {
        let mut cleared = Cleared { text: String::with_capacity(text.len()), runs: Vec::new() };
        let mut left_out = 0;
        for c in text.chars() {
            if !is_ignorable(c) {
                cleared.text.push(c);
                continue;
            }
            left_out += c.len_utf8();
            match cleared.runs.last_mut() {
                Some((at, bytes)) if *at == cleared.text.len() => *bytes = left_out,
                _ => cleared.runs.push((cleared.text.len(), left_out)),
            }
        }
        cleared
    }

    /// Where these bytes of it stand in the whole text, ignorable characters between them included,
    /// around them not.
    pub fn in_whole(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let left_out = |n_runs: usize| n_runs.checked_sub(1).map_or(0, |run| self.runs[run].1);
        let before_start = self.runs.partition_point(|(at, _)| *at <= range.start);
        let before_end = self.runs.partition_point(|(at, _)| *at < range.end);
        range.start + left_out(before_start)..range.end + left_out(before_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_knows_where_it_stands() {
        let text = "\u{feff}a\u{ad}\u{200d}б \u{2068}c\u{2069}\u{2069}";
        let cleared = Cleared::of(text);
        assert_eq!(cleared.text, "aб c");
        assert_eq!(without_ignorable(text), "aб c");
        assert_eq!(&text[cleared.in_whole(0..3)], "a\u{ad}\u{200d}б");
        assert_eq!(&text[cleared.in_whole(4..5)], "c");
        assert_eq!(&text[cleared.in_whole(1..3)], "б");
        assert!(!has_ignorable("plain") && !has_ignorable("é “q” и"));
    }
}

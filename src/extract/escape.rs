//! Escapes words, so that they mean themselves in Markdown: for formats that are not text.

use std::sync::LazyLock;

use regex::Regex;

/// What Markdown would read as its own within a line (CommonMark 0.31.2, "Backslash escapes"): an
/// underscore within a word, a lone ampersand and a comparison are none.
static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[*`\[\]~\\]|\b_|_\b|<[A-Za-z/!?]|&(?:#|\w+;)").expect("a valid pattern")
});

/// What it would read as its own at the beginning of one.
static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(\d{1,9})([.)](?:\s|$))|([-+=>#|:]))").expect("a valid pattern")
});

/// One paragraph: no line break, no white space around.
pub fn paragraph(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let within = WITHIN.replace_all(&line, "\\$0");
    LEADING
        .replace(&within, |found: &regex::Captures<'_>| match found.get(3) {
            Some(mark) => format!("\\{}", mark.as_str()),
            None => format!("{}\\{}", &found[1], &found[2]),
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::segment::markdown;

    proptest! {
        #[test]
        fn markdown_shows_what_was_written(words in "[a-z]{2,4}[-+*_`~<>\\[\\]&;#|:=.)( 0-9a-z\\\\!?/^]{0,20}[a-z0-9_*.]") {
            for words in [words.clone(), words.trim_start_matches(char::is_alphabetic).trim().to_owned()] {
                let shown: String = markdown::parse(&paragraph(&words)).blocks.iter().map(|block| block.plain.clone()).collect();
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(letters(&shown), letters(&words), "{}", paragraph(&words));
            }
        }
    }

    #[test]
    fn a_tag_that_was_written_out_is_shown() {
        for words in ["aa<p>a", "a <b>c</b> <!-- d --> e", "a\\<i>b", "<script>a</script>"] {
            let blocks = markdown::parse(&paragraph(words)).blocks;
            let shown: String = blocks.iter().map(|block| block.plain.clone()).collect();
            let signs = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(signs(&shown), signs(words), "{}", paragraph(words));
        }
    }

    #[test]
    fn what_is_no_markup_stays() {
        assert_eq!(
            paragraph("R&D in snake_case is 3 < 5,\nsays #7."),
            "R&D in snake_case is 3 < 5, says #7."
        );
        assert_eq!(paragraph("1863. That year"), "1863\\. That year");
    }
}

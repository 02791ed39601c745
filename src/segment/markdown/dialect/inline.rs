//! What stands within lines: comments, shortcodes, variables, attributes, marks.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::work::{Work, is_escaped, touches};

/// HTML's comments, Obsidian's `%%…%%`.
static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|%%[^%\n][^%]*%%").expect("a valid pattern"));
/// Hugo's shortcodes, Liquid's and Jinja's tags and variables.
static SHORTCODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}").expect("a valid pattern"));
/// The words that a shortcode shows in its place.
static SHOWN_WORDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\btext\s*=\s*"([^"]+)""#).expect("a valid pattern"));
/// Attributes: kramdown's `{: .x}`, pandoc's and Docusaurus' `{#id .x}`.
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ \t]?\{(?::[^{}\n]+|[ ]?[.#][\w-][^{}\n]*)\}").expect("a valid pattern")
});
/// Marked words: `==words==`.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\B==[^=\s][^=\n]*==\B").expect("a valid pattern"));
/// Notes within the text: `^[words]`.
static INLINE_NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\^\[[^\[\]]+\]").expect("a valid pattern"));

/// Longer than this, in bytes, is none: a brace was never closed.
const LONGEST: usize = 1000;

/// Overwrites them outside `literal`.
pub(super) fn overwrite(work: &mut Work<'_>, literal: &[Range<usize>]) {
    let text = work.source;
    if text.contains("<!--") || text.contains("%%") {
        // A comment may hold code: where it begins counts.
        for found in COMMENT.find_iter(text) {
            let begins = found.start()..found.start() + 1;
            if !touches(literal, &begins) && !is_escaped(text, found.start()) {
                work.blank_inline(found.range());
            }
        }
    }
    if text.contains("{{") || text.contains("{%") {
        for found in outside(&SHORTCODE, text, literal) {
            match SHOWN_WORDS.captures(&text[found.clone()]).and_then(|words| words.get(1)) {
                Some(words) => {
                    work.blank_inline(found.start..found.start + words.start());
                    work.blank_inline(found.start + words.end()..found.end);
                }
                None => work.blank_inline(found),
            }
        }
    }
    if text.contains('{') {
        outside(&ATTRIBUTES, text, literal).for_each(|found| work.blank_inline(found));
    }
    if text.contains("==") {
        for found in outside(&MARKED, text, literal) {
            work.blank_inline(found.start..found.start + 2);
            work.blank_inline(found.end - 2..found.end);
        }
    }
    if text.contains("^[") {
        outside(&INLINE_NOTE, text, literal).for_each(|found| work.blank_inline(found));
    }
}

fn outside<'t>(
    pattern: &'static Regex,
    text: &'t str,
    literal: &'t [Range<usize>],
) -> impl Iterator<Item = Range<usize>> + 't {
    let found = pattern.find_iter(text).map(|found| found.range());
    found.filter(|found| found.len() <= LONGEST && !touches(literal, found))
}

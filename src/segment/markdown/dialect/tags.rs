//! Tags of HTML and of JSX. What stands between them stays, but for what no browser shows.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::work::{Work, is_escaped, touches};

/// A tag (HTML Living Standard, 13.1.2), its attributes perhaps JSX's.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"<(/?)([A-Za-z][A-Za-z0-9.:-]*)(?:[\s/](?:[^<>"'{}]|"[^"<]*"|'[^'<]*'|\{[^{}]*\})*)?>"#,
    )
    .expect("a valid pattern")
});
/// What no browser shows.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>|<svg\b.*?</svg\s*>")
        .expect("a valid pattern")
});

/// The elements of HTML that part what stands before them from what stands behind (HTML Living
/// Standard, 15.3).
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
];

/// The other elements of HTML (HTML Living Standard, 4 and 16).
const OTHERS: &[&str] = &[
    "a", "abbr", "acronym", "area", "audio", "b", "base", "bdi", "bdo", "big", "br", "button",
    "canvas", "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "em", "embed",
    "font", "i", "img", "input", "ins", "kbd", "label", "link", "map", "mark", "meta", "meter",
    "noscript", "object", "optgroup", "option", "output", "param", "picture", "progress", "q",
    "rp", "rt", "ruby", "s", "samp", "script", "select", "slot", "small", "source", "span",
    "strike", "strong", "style", "sub", "sup", "td", "template", "textarea", "th", "time", "track",
    "tt", "u", "var", "wbr",
];

/// Overwrites tags outside `literal`. What looks like a tag and is no element of HTML is text that
/// its author did not escape.
pub(super) fn overwrite(work: &mut Work<'_>, literal: &[Range<usize>]) {
    let text = work.source;
    if !text.contains('<') {
        return;
    }
    let is_literal =
        |found: &Range<usize>| touches(literal, found) || is_escaped(text, found.start);
    for found in UNSEEN.find_iter(text).filter(|found| !is_literal(&found.range())) {
        work.blank(found.range());
    }
    for found in TAG.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
        if is_literal(&whole.range()) {
            continue;
        }
        let is_component = name.as_str().starts_with(|c: char| c.is_ascii_uppercase())
            && name.as_str().contains(|c: char| c.is_ascii_lowercase());
        let lower = name.as_str().to_ascii_lowercase();
        if is_component || BLOCKS.contains(&lower.as_str()) {
            work.part_blocks(whole.range());
        } else if OTHERS.contains(&lower.as_str()) || lower.contains('-') {
            work.blank_inline(whole.range());
        }
    }
}

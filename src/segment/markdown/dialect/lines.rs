//! What takes whole lines: admonitions and tabs, fences of containers, statements of programs.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::work::{FILLER, Work, touches};

/// Python-Markdown: `!!! note "Title"`, `??? tip`, `???+ tip`, `=== "Tab"`.
static INDENTED_CONTAINER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^[ \t]*(?:!!!|\?\?\?\+?|===[!+]*)[ \t]+(?:"[^"]+"|[A-Za-z][^\n]*)$"#)
        .expect("a valid pattern")
});
/// Docusaurus, VuePress, pandoc: `:::note Title`, `::: {.tip}`, `:::`.
static FENCED_CONTAINER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[ \t>]*:{3,}[^\n]*$").expect("a valid pattern"));
/// GitHub, Obsidian: `> [!NOTE]`, `> [!tip]- Title`.
static ALERT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ \t]*(?:>[ \t]*)+(\[![\w-]+\][^\n]*)$").expect("a valid pattern")
});
/// MDX: `import X from "y"`, `export const x = …`.
static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let import = r#"import\s+(?:[\w*{][^'"\n]*\sfrom\s+)?['"][^'"\n]+['"];?"#;
    let export = r"export\s+(?:const|let|default|function)\b[^\n]*";
    Regex::new(&format!(r"^(?:{import}|{export})\s*$")).expect("a valid pattern")
});
/// Places that a program fills in: a table of contents, a piece of another file.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[ \t]*(?:\[TOC\]|\[\[_?toc_?\]\]|\{:?toc\}|-{1,2}8<-{1,2}[^\n]*|;--8<--)[ \t]*$")
        .expect("a valid pattern")
});

/// The content of an admonition or a tab is indented by so many characters (Python-Markdown).
const INDENT: usize = 4;

/// Overwrites such lines from `from` on, outside `literal`.
pub(super) fn overwrite(work: &mut Work<'_>, from: usize, literal: &[Range<usize>]) {
    let text = work.source;
    let mut at = from;
    for raw in text[from..].split_inclusive('\n') {
        let line = raw.trim_end();
        let range = at..at + line.len();
        at += raw.len();
        if line.is_empty() || touches(literal, &range) {
            continue;
        }
        if is_marked(line, b"!?=") && INDENTED_CONTAINER.is_match(line) {
            contain(work, &range, &text[at..]);
        } else if line.contains(":::") && FENCED_CONTAINER.is_match(line)
            || is_marked(line, b"ie") && STATEMENT.is_match(line)
            || is_marked(line, b"[{-;") && PLACE.is_match(line)
        {
            work.blank(range);
        } else if line.contains("[!")
            && let Some(alert) = ALERT.captures(line).and_then(|found| found.get(1))
        {
            work.blank(range.start + alert.start()..range.end);
        }
    }
}

/// Whether the line begins with one of these: a look takes less time than a pattern.
fn is_marked(line: &str, signs: &[u8]) -> bool {
    let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
    first.is_some_and(|first| signs.contains(&first))
}

/// Makes the line one that begins an item of a list, whose content is indented as far.
fn contain(work: &mut Work<'_>, line: &Range<usize>, below: &str) {
    /// Blank lines between the two.
    const FURTHEST: usize = 3;
    let words = &work.source[line.clone()];
    let mark = line.start + words.len() - words.trim_start().len();
    let content = below.lines().take(FURTHEST).find(|line| !line.trim().is_empty());
    if indent(content.unwrap_or_default()) < indent(words) + INDENT || line.end < mark + INDENT + 1
    {
        return;
    }
    work.fill(mark..line.end, FILLER);
    work.bytes[mark] = b'+';
    work.bytes[mark + 1..mark + INDENT].fill(b' ');
    work.containers.insert(mark);
}

/// How many characters of white space stand at the beginning; a tab is four.
fn indent(line: &str) -> usize {
    line.bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .map(|byte| if byte == b'\t' { 4 } else { 1 })
        .sum()
}

//! A quote as a block quote of Discord's Markdown. Words are escaped; code stands in a fence, where
//! Discord reads nothing but the fence's end.

use super::escape::{LinePosition, escape_inline};
use crate::reply::words::{Emphasis, Position, Run, set_runs};
use crate::reply::{Around, CitedQuote, Code, Line, lines};

/// For words that were left out.
pub(super) const LEFT_OUT: &str = "\\[…\\]";
/// Begins and ends a block of code.
const FENCE: &str = "```";

/// The quote, a line of it a line.
pub(super) fn quoted(part: &CitedQuote, around: Around) -> String {
    let lines = lines(part, around);
    let marked: Vec<String> =
        lines.iter().flat_map(marked).map(|line| format!("> {line}")).collect();
    marked.join("\n")
}

fn marked(line: &Line) -> Vec<String> {
    match line {
        Line::Lead(runs) => vec![format!("*{}*", words(runs).trim())],
        Line::Text(runs) => vec![words(runs)],
        Line::Item(runs) => vec![format!("- {}", words(runs))],
        Line::Code(code) => fenced(code),
        Line::LeftOut => vec![LEFT_OUT.to_owned()],
    }
}

fn words(runs: &[Run]) -> String {
    set_runs(runs, LEFT_OUT, |text, emphasis, position| {
        let marks = match emphasis {
            Emphasis::Bold if !text.trim().is_empty() => "**",
            Emphasis::Bold | Emphasis::Plain => "",
        };
        let at = match position {
            Position::First => LinePosition::LineStart,
            Position::Later => LinePosition::Inline,
        };
        format!("{marks}{}{marks}", escape_inline(text, at))
    })
}

/// Code in a fence, which Discord honours in a block quote as well. It knows no longer fence: code
/// with a fence in it is set as lines of text.
fn fenced(code: &Code) -> Vec<String> {
    if code.lines.iter().any(|line| line.contains(FENCE)) {
        let is_blank = |line: &&String| line.trim().is_empty();
        let shown = code.lines.iter().filter(|line| !is_blank(line));
        return shown
            .map(|line| escape_inline(&line.replace('\t', " "), LinePosition::LineStart))
            .collect();
    }
    let language = code.language.as_deref().filter(|language| is_name(language));
    let mut lines = vec![format!("{FENCE}{}", language.unwrap_or_default())];
    lines.extend(code.lines.iter().cloned());
    lines.push(FENCE.to_owned());
    lines
}

/// Whether Discord takes it for the name of a language and not for code.
fn is_name(language: &str) -> bool {
    let is_in_name = |b: u8| b.is_ascii_alphanumeric() || b"_+-.#".contains(&b);
    !language.is_empty() && language.bytes().all(is_in_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_ends_where_the_code_does() {
        let fenced = |language: Option<&str>, lines: &[&str]| {
            fenced(&Code {
                language: language.map(str::to_owned),
                lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            })
        };
        assert_eq!(
            fenced(Some("c++"), &["\tlift(`a`);", "", "  *b*"]),
            ["```c++", "\tlift(`a`);", "", "  *b*", "```"]
        );
        assert_eq!(fenced(Some("no name"), &["lift"]), ["```", "lift", "```"]);
        assert_eq!(fenced(Some("маяк"), &["lift"]), ["```", "lift", "```"]);
        assert_eq!(
            fenced(Some("md"), &["```sh", "", "  - lift\t*it*", "```"]),
            ["\\`\\`\\`sh", "  \\- lift \\*it\\*", "\\`\\`\\`"]
        );
    }
}

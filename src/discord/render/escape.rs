//! Escaping, so that words are shown as they are in their source and Discord's Markdown reads nothing
//! in them: by backslashes, never by other characters.

use crate::reply::visible;

/// Where text stands in a line. Discord reads some signs only at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinePosition {
    /// At its start.
    LineStart,
    /// Behind something.
    Inline,
}

/// Text that is shown as it is, wherever it stands. A change of the reading's direction ends with
/// it.
pub fn escape(text: &str) -> String {
    escape_inline(&visible(text), LinePosition::LineStart)
}

/// Escapes what Discord's Markdown would read: it takes a backslash before any sign that is neither
/// letter, digit nor white space.
pub(super) fn escape_inline(text: &str, position: LinePosition) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    // Discord reads a line's first sign behind spaces too.
    let first = text.len() - text.trim_start().len();
    let digits = text[first..].bytes().take_while(u8::is_ascii_digit).count();
    // Whether what stands right before, up to a space, is a host: "discord.gg".
    let (mut before, mut has_dot) = (' ', false);
    for (at, c) in text.char_indices() {
        let reads = matches!(
            c,
            '\\' | '*'
                | '_'
                | '~'
                | '|'
                | '`'
                | '['
                | ']'
                | '('
                | ')'
                | '<'
                | '>'
                | '@'
                | ':'
                | '#'
        );
        let reads_at_start = position == LinePosition::LineStart
            && ((at == first && matches!(c, '-' | '+'))
                || (digits > 0 && at == first + digits && c == '.'));
        // Invitations need no "https://" to be shown as such.
        let begins_path = c == '/' && has_dot && before.is_alphanumeric();
        has_dot = !c.is_whitespace() && (has_dot || c == '.');
        before = c;
        if reads || reads_at_start || begins_path {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_in_a_source_does_nothing() {
        for (text, expected) in [
            ("@everyone <@1> **x**", r"\@everyone \<\@1\> \*\*x\*\*"),
            ("https://example.org", r"https\://example.org"),
            ("# Title", r"\# Title"),
            ("- item", r"\- item"),
            ("  - item", r"  \- item"),
            ("  1. item", r"  1\. item"),
            ("1. item 2. item", r"1\. item 2. item"),
            ("a - b", "a - b"),
            ("join discord.gg/boat, and/or e.g. a/b", r"join discord.gg\/boat, and/or e.g. a/b"),
            ("https://discord.com/invite/boat", r"https\://discord.com\/invite\/boat"),
            ("a\u{2028}- b\u{1b}[1m", r"a- b\[1m"),
            ("<t:1:R> :boat:", r"\<t\:1\:R\> \:boat\:"),
            ("||spoiler|| `code` [a](b)", r"\|\|spoiler\|\| \`code\` \[a\]\(b\)"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}

//! What files are called and what is said of them, as the operator reads it: on one line, and
//! without anything that a terminal would obey. The names come from whoever can write into the
//! seeds folder.

use std::fmt::{self, Write};

/// Shows a value with its control characters, line breaks among them, and what changes the
/// direction of reading written out as `\u{1b}`, `\n`, `\u{202e}`.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<T>(pub T);

impl<T: fmt::Display> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", self.0)
    }
}

struct Escaping<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(is_obeyed) {
            self.0.write_str(&rest[..at])?;
            let mut behind = rest[at..].chars();
            if let Some(c) = behind.next() {
                write!(self.0, "{}", c.escape_default())?;
            }
            rest = behind.as_str();
        }
        self.0.write_str(rest)
    }
}

/// Control characters; line and paragraph separators; marks, embeddings, overrides and isolates of
/// direction (Unicode Standard Annex 9).
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out_and_letters_stay() {
        for (name, shown) in [
            ("a\u{1b}[2Jb\n.txt", "a\\u{1b}[2Jb\\n.txt"),
            ("\u{202e}txt.exe", "\\u{202e}txt.exe"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("маяк – ä 'q' \\ 灯.txt", "маяк – ä 'q' \\ 灯.txt"),
        ] {
            assert_eq!(Escaped(name).to_string(), shown);
        }
    }
}

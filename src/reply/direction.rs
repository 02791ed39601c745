//! Turns of the reading's direction, which must not outlast the words that begin them.

/// What ends every turn of the reading's direction that the text begins and does not end (Unicode
/// Standard Annex #9, explicit directional formatting characters), innermost first. Empty for
/// nearly every text.
pub fn closing(text: &str) -> String {
    const POP_DIRECTION: char = '\u{202c}';
    const POP_ISOLATE: char = '\u{2069}';
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(POP_DIRECTION),
            '\u{2066}'..='\u{2068}' => open.push(POP_ISOLATE),
            // An isolate's end closes what was opened within it too.
            POP_ISOLATE => {
                if let Some(at) = open.iter().rposition(|end| *end == POP_ISOLATE) {
                    open.truncate(at);
                }
            }
            POP_DIRECTION if open.last() == Some(&POP_DIRECTION) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn what_turns_the_reading_is_ended_from_the_inside() {
        for (text, expected) in [
            ("plain", ""),
            ("a\u{202e}b", "\u{202c}"),
            ("a\u{202e}b\u{202c}c", ""),
            ("\u{2067}a\u{202b}b", "\u{202c}\u{2069}"),
            ("\u{2067}a\u{202b}b\u{2069}c", ""),
            ("\u{202c}\u{2069}", ""),
        ] {
            assert_eq!(closing(text), expected, "{text:?}");
        }
    }
}

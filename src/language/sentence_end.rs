//! Whether a piece of text ends as a sentence does, by its punctuation alone.

use super::terms::is_superscript_digit;

/// Closing marks that may stand behind the end of a sentence.
const CLOSING: &[char] = &['"', '\'', '”', '’', '»', '“', ')', ']', '*', '_', '›'];

/// Signs that end a sentence.
const ENDS: [char; 8] = ['.', '!', '?', '…', '。', '！', '？', '．'];

/// Whether the text ends as a sentence does: `.`, `!`, `?` or `…`, perhaps with quotation marks,
/// brackets or a footnote mark behind it.
pub fn ends_sentence(text: &str) -> bool {
    let bare = without_closing(text);
    bare.ends_with(ENDS)
}

/// Whether it ends in a full stop, as a statement does.
pub fn ends_in_a_full_stop(text: &str) -> bool {
    without_closing(text).ends_with(['.', '。'])
}

/// Whether it ends in a question mark.
pub fn ends_question(text: &str) -> bool {
    without_closing(text).ends_with(['?', '？'])
}

fn without_closing(text: &str) -> &str {
    let mut bare = text.trim_end();
    loop {
        let shorter = without_footnote_mark(bare).trim_end_matches(CLOSING).trim_end();
        if shorter.len() == bare.len() {
            return bare;
        }
        bare = shorter;
    }
}

/// A footnote mark at the very end, ¹² or `[12]`, or an editor's remark right behind the full stop:
/// `.[who says so?]`.
fn without_footnote_mark(text: &str) -> &str {
    const LONGEST_REMARK: usize = 40;
    let bare = text.trim_end_matches(is_superscript_digit);
    if bare.len() < text.len() {
        return bare;
    }
    // Not further than the longest remark reaches, in bytes.
    let near = text.floor_char_boundary(text.len().saturating_sub(4 * LONGEST_REMARK + 2));
    let opening = text[near..].strip_suffix(']').and_then(|open| open.rfind('['));
    let Some(opening) = opening.map(|at| near + at) else { return text };
    let (before, mark) = (&text[..opening], &text[opening + 1..text.len() - 1]);
    let is_number = mark.len() <= 4 && mark.bytes().all(|b| b.is_ascii_digit());
    let is_remark = before.ends_with(ENDS) && mark.chars().count() <= LONGEST_REMARK;
    if is_number || is_remark { before } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_may_end_behind_its_full_stop() {
        for text in [
            "It ended.",
            "“It ended.”",
            "It ended.¹⁸",
            "It ended [see above].",
            "It ended.[12]",
            "(It ended!)",
            "It ended.[by whom?]",
        ] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["It ended", "a list:", "Page 3 of 12", "1998", "The end[sic]"] {
            assert!(!ends_sentence(text), "{text}");
        }
    }
}

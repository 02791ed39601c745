//! A text as if its runs of white space were one space each: what it says wherever its lines break.

/// A byte of a text whose runs of white space are one space each.
pub struct SpacedByte {
    /// Its value.
    pub byte: u8,
    /// Where the character that it is of stands in the text.
    pub place: usize,
    /// Whether it is the first of that character.
    pub begins: bool,
    /// Whether that character is a letter or digit.
    pub is_in_word: bool,
}

/// The bytes of a text, those of a run of white space as one space, none at its beginning.
pub fn bytes(text: &str) -> impl Iterator<Item = SpacedByte> {
    let mut was_space = true;
    text.char_indices().flat_map(move |(place, c)| {
        let is_space = c.is_whitespace();
        let is_shown = !(is_space && was_space);
        was_space = is_space;
        let mut bytes = [0; 4];
        let shown = if is_space { ' ' } else { c };
        let n_bytes = shown.encode_utf8(&mut bytes).len();
        let is_in_word = c.is_alphanumeric();
        (0..if is_shown { n_bytes } else { 0 }).map(move |at| SpacedByte {
            byte: bytes[at],
            place,
            begins: at == 0,
            is_in_word,
        })
    })
}

/// The words of a text, each run of white space as one space, none at the ends.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many bytes of a text its first `n_bytes` are, a run of white space counted as one; `None` when
/// it begins with white space, is shorter, or a character would be split.
pub fn end(text: &str, n_bytes: usize) -> Option<usize> {
    let (mut counted, mut was_space) = (0, true);
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace();
        counted += if !is_space { c.len_utf8() } else { usize::from(!was_space) };
        if at == 0 && is_space || counted > n_bytes {
            return None;
        }
        if counted == n_bytes {
            return Some(at + c.len_utf8());
        }
        was_space = is_space;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = " It  burns\r\n\u{a0}oïl. ";

    #[test]
    fn a_run_of_white_space_is_one_space() {
        assert_eq!(words(TEXT), "It burns oïl.");
        let shown: Vec<u8> = bytes(TEXT).map(|byte| byte.byte).collect();
        assert_eq!(String::from_utf8(shown).as_deref(), Ok("It burns oïl. "));
        assert!(bytes(TEXT).all(|byte| TEXT.is_char_boundary(byte.place)));
        assert_eq!(words(" \n"), "");
        assert_eq!(bytes(" \n").count(), 0);
    }

    #[test]
    fn so_many_bytes_end_there_in_the_text_itself() {
        let text = TEXT.trim_start();
        let n_bytes = words(TEXT).len();
        assert_eq!(end(text, n_bytes).map(|end| &text[..end]), Some(text.trim_end()));
        // White space first, a split character, too short a text.
        assert_eq!(end(TEXT, n_bytes), None);
        assert_eq!(end(text, "It burns o".len() + 1), None);
        assert_eq!(end("It", 3), None);
    }
}

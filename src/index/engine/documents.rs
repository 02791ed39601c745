//! A passage as the engine keeps it: its terms, analysed here, and which write put it there.

use std::borrow::Cow;

use serde_json::json;

/// Bytes of a term as it is sent, at most: the engine cuts longer ones (at 255 characters).
const MAX_TERM: usize = 250;
/// Of a longer one so much is kept, in bytes at most, before its checksum.
const KEPT: usize = 200;

/// A passage with its terms.
pub struct PassageDocument {
    /// The write of its file that it belongs to.
    pub generation: String,
    /// Its number in the document.
    pub paragraph: u32,
    /// Its file.
    pub file: String,
    /// The round of that write.
    pub since: u64,
    /// The terms of its sentences, with spaces between.
    pub body: String,
    /// Those of its headings and the title.
    pub context: String,
}

impl PassageDocument {
    /// Adds the lines that put it into the index.
    pub(super) fn add_to(&self, lines: &mut Vec<u8>) {
        let id = id(&self.generation, self.paragraph);
        let document = json!({
            "generation": self.generation,
            "file": self.file,
            "since": self.since,
            "body": sent(&self.body),
            "context": sent(&self.context),
        });
        for line in [json!({"index": {"_id": id}}), document] {
            lines.extend_from_slice(line.to_string().as_bytes());
            lines.push(b'\n');
        }
    }
}

/// What a passage is called in the engine.
pub(super) fn id(generation: &str, paragraph: u32) -> String {
    format!("{generation}.{paragraph}")
}

/// The generation and the paragraph of a passage that is called so; `None` where nothing is.
pub(super) fn parse_id(id: &str) -> Option<(&str, u32)> {
    let (generation, paragraph) = id.rsplit_once('.')?;
    Some((generation, paragraph.parse().ok()?))
}

/// A term as it is sent: one that the engine would cut has a checksum in the place of its end.
pub fn sent_term(term: &str) -> Cow<'_, str> {
    if term.len() <= MAX_TERM {
        return Cow::Borrowed(term);
    }
    let kept = &term[..term.floor_char_boundary(KEPT)];
    Cow::Owned(format!("{kept}…{:08x}", crc32fast::hash(term.as_bytes())))
}

fn sent(terms: &str) -> Cow<'_, str> {
    if terms.split(' ').all(|term| term.len() <= MAX_TERM) {
        return Cow::Borrowed(terms);
    }
    Cow::Owned(terms.split(' ').map(sent_term).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_term_is_sent_as_another_short_one() {
        let [one, other] = ["x", "y"].map(|last| "я".repeat(200) + last);
        let (sent_one, sent_other) = (sent_term(&one), sent_term(&other));
        assert!(sent_one.len() <= MAX_TERM && sent_one != sent_other);
        assert_eq!(sent(&format!("yard {one}")), format!("yard {sent_one}"));
        assert_eq!(sent_term("yard"), "yard");
        assert_eq!(parse_id(&id("3.00ff.ab", 12)), Some(("3.00ff.ab", 12)));
        assert_eq!(parse_id("none"), None);
    }
}

//! A quote: bytes of a document, cut at character boundaries. Cutting is the only way to make one,
//! and nothing edits it; a shorter quote is a narrower cut.

use crate::document::{ByteRange, Document, FileName};

/// Words of a document: one or more ranges of it, in order.
#[derive(Debug, Clone)]
pub struct Quote {
    document: Document,
    parts: Vec<ByteRange>,
}

/// The range is no cut of the document.
#[derive(Debug, thiserror::Error)]
#[error("{file}: bytes {}..{} are no cut of the text: expected a range within it, at character boundaries", range.start(), range.end())]
pub struct CutError {
    /// The document.
    pub file: FileName,
    /// The range that was asked for.
    pub range: ByteRange,
}

impl Quote {
    /// Cuts the parts out of a document.
    ///
    /// # Errors
    /// When there is no part, a part is empty, splits a character or leaves the text, or the parts
    /// are out of order.
    pub fn cut(document: &Document, parts: &[ByteRange]) -> Result<Quote, CutError> {
        let refuse = |range| CutError { file: document.file().clone(), range };
        let Some(first) = parts.first() else { return Err(refuse(ByteRange::new(0, 0))) };
        for part in parts {
            if part.is_empty() || document.text().get(*part).is_none() {
                return Err(refuse(*part));
            }
        }
        if parts.windows(2).any(|pair| pair[0].end() > pair[1].start()) {
            return Err(refuse(*first));
        }
        Ok(Quote { document: document.clone(), parts: parts.to_vec() })
    }

    /// The document that it was cut from.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its ranges in the document, in order; at least one, none empty.
    pub fn parts(&self) -> &[ByteRange] {
        &self.parts
    }

    /// The words of its parts, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| {
            self.document.text().get(*part).expect("cut at character boundaries within the text")
        })
    }

    /// Its characters (Unicode scalar values) over all parts.
    pub fn n_characters(&self) -> usize {
        self.texts().map(|text| text.chars().count()).sum()
    }

    /// The pieces of one of its parts that are shown: markup left out, in order.
    pub fn shown(&self, part: ByteRange) -> Vec<ByteRange> {
        let mut pieces = Vec::new();
        let mut at = part.start();
        for markup in self.document.hidden().iter().filter(|markup| markup.overlaps(part)) {
            if at < markup.start() {
                pieces.push(ByteRange::new(at, markup.start()));
            }
            at = at.max(markup.end());
        }
        if at < part.end() {
            pieces.push(ByteRange::new(at, part.end()));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Text;

    fn document(words: &str) -> Document {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("a.txt"), words).expect("written");
        let file = FileName::new("a.txt").expect("a name");
        Document::new(file.clone(), Text::read(folder.path(), &file).expect("UTF-8"), &[])
    }

    proptest! {
        #[test]
        fn quote_never_splits_a_character(words in "x\\PC{1,40}", start in 0usize..90, n_bytes in 0usize..90) {
            let range = ByteRange::new(start, start + n_bytes);
            let whole = words.get(range.as_std()).filter(|cut| !cut.is_empty());
            let cut = Quote::cut(&document(&words), &[range]);
            prop_assert_eq!(cut.ok().map(|quote| quote.texts().collect::<String>()), whole.map(str::to_owned));
        }
    }

    #[test]
    fn parts_out_of_order_are_no_quote() {
        let document = document("One two three.");
        assert!(Quote::cut(&document, &[ByteRange::new(4, 7), ByteRange::new(0, 3)]).is_err());
        assert!(Quote::cut(&document, &[]).is_err());
    }
}

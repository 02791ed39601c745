//! The passages that questions look at, cut into words once and kept in memory.

use std::sync::{Arc, Mutex, PoisonError};

use super::{AnswerError, shown};
use crate::document::cache::Cache;
use crate::document::{ByteRange, FileName, Passage, Sentence, Text, TextHash, Texts};
use crate::index::{Entry, Snapshot};
use crate::rank::PassageWords;
use crate::sources::Sources;

/// Passages in memory together hold at most about this many bytes.
const MAX_BYTES: usize = 32 << 20;

/// A passage with its words.
pub(super) struct ShelvedPassage {
    /// The file that it stands in.
    pub file: FileName,
    /// The text that its ranges belong to.
    pub text: TextHash,
    /// Its ranges.
    pub passage: Passage,
    /// Its words.
    pub words: Arc<PassageWords>,
    /// For each sentence whether nothing but white space stands between it and the one before.
    pub follows: Vec<bool>,
}

/// Passages by their entries in one commit of the index.
pub(super) struct Passages {
    /// A lock, because questions on several threads move entries to the front; held for a look-up
    /// only.
    kept: Mutex<Cache<Entry, Arc<ShelvedPassage>>>,
}

impl Passages {
    pub fn new() -> Passages {
        Passages { kept: Mutex::new(Cache::new(MAX_BYTES)) }
    }

    /// A passage, cut into words when it is first asked for.
    pub fn get(
        &self,
        entry: Entry,
        snapshot: &Snapshot,
        texts: &Texts,
        sources: &Sources,
    ) -> Result<Arc<ShelvedPassage>, AnswerError> {
        if let Some(known) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&entry) {
            return Ok(Arc::clone(known));
        }
        let stored = snapshot.passage(entry)?;
        let text = texts.get(&stored.text)?;
        let words = Arc::new(PassageWords::new(
            stored.passage.sentences.iter().map(|sentence| shown::words_of(&text, sentence)),
            &context(&text, &stored.file, &stored.passage, sources),
        ));
        let follows = follows(&text, &stored.passage);
        let n_bytes = words.n_bytes();
        let passage = Arc::new(ShelvedPassage {
            file: stored.file,
            text: stored.text,
            passage: stored.passage,
            words,
            follows,
        });
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(
            entry,
            Arc::clone(&passage),
            n_bytes,
        );
        Ok(passage)
    }
}

fn follows(text: &Text, passage: &Passage) -> Vec<bool> {
    let mut behind: Option<usize> = None;
    let follows = |sentence: &Sentence| {
        let (start, end) = (
            sentence.parts.first().map(|part| part.start()),
            sentence.parts.last().map(|part| part.end()),
        );
        let between = behind
            .zip(start)
            .filter(|(behind, start)| behind <= start)
            .and_then(|(behind, start)| text.get(ByteRange::new(behind, start)));
        behind = end;
        between.is_some_and(|between| between.trim().is_empty())
    };
    passage.sentences.iter().map(follows).collect()
}

/// The words of a passage's heading and of its document's title, for the index and the ranking
/// alike.
pub fn context(text: &Text, file: &FileName, passage: &Passage, sources: &Sources) -> String {
    let heading = passage.section.and_then(|section| text.get(section)).unwrap_or_default();
    let title = sources.of_text(file, text).title;
    match title {
        Some(title) if title.as_str() != heading => format!("{title}\n{heading}"),
        _ => heading.to_owned(),
    }
}

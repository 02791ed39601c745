//! Which stored texts a commit quotes from.

use std::path::Path;

use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocId, DocSet, Index, SegmentReader, TERMINATED, TantivyDocument};

use super::committed::Committed;
use super::directory::IndexDirectory;
use super::error::{IndexError, broken};
use super::schema::{Fields, Postings, schema};
use crate::document::TextHash;

impl Committed {
    /// The texts that it quotes from, each once, in order: of the segments that `known` does not have,
    /// and the operator's file of citations that it belongs to. Its files lie in this folder, whatever
    /// commit is in place there.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn texts(
        &self,
        folder: &Path,
        known: Option<&Committed>,
    ) -> Result<Vec<TextHash>, IndexError> {
        let library = |cause| broken(folder, cause);
        let directory = IndexDirectory::open_as(folder, self.meta.as_bytes());
        let directory = directory.map_err(|cause| library(cause.into()))?;
        let index = Index::open(directory).map_err(library)?;
        let metas = index.load_metas().map_err(library)?;
        let mut texts: Vec<TextHash> =
            metas.payload.iter().filter_map(|hash| TextHash::parse(hash).ok()).collect();
        for segment in index.searchable_segments().map_err(library)? {
            let store = format!("{}.store", segment.id().uuid_string());
            if known.is_some_and(|known| known.has(&store)) {
                continue;
            }
            let reader = SegmentReader::open(&segment).map_err(library)?;
            texts.extend(texts_of(&reader, &schema(Postings::Embedded).1).map_err(library)?);
        }
        texts.sort_unstable();
        texts.dedup();
        Ok(texts)
    }
}

/// The texts of a segment's passages that were not deleted: one entry of each is read.
fn texts_of(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Vec<TextHash>> {
    let inverted = segment.inverted_index(fields.text_id)?;
    let mut entries: Vec<DocId> = Vec::new();
    let mut terms = inverted.terms().stream()?;
    while terms.advance() {
        let info = terms.value().clone();
        let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED && segment.is_deleted(postings.doc()) {
            postings.advance();
        }
        if postings.doc() != TERMINATED {
            entries.push(postings.doc());
        }
    }
    entries.sort_unstable();
    // Some blocks of what is stored, so that those behind each other are decompressed once.
    let store = segment.get_store_reader(8)?;
    let mut texts = Vec::with_capacity(entries.len());
    for entry in entries {
        let stored: TantivyDocument = store.get(entry)?;
        let hash = stored.get_first(fields.text).and_then(|value| value.as_str());
        texts.extend(hash.and_then(|hash| TextHash::parse(hash).ok()));
    }
    Ok(texts)
}

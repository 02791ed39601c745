//! What is read of passages by column: their lengths, and what orders those that score the same.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::deletions::Deletions;
use super::schema::{FILE_ORDER, N_BODY, N_CONTEXT, PARAGRAPH};

/// The columns of one segment; those that no entry of it has are missing.
pub(super) struct PassageColumns {
    n_body: Option<Column<u64>>,
    n_context: Option<Column<u64>>,
    file_order: Option<Column<u64>>,
    paragraph: Option<Column<u64>>,
}

impl PassageColumns {
    /// Opens the columns of a segment.
    pub fn open(reader: &SegmentReader) -> tantivy::Result<PassageColumns> {
        let columns = reader.fast_fields();
        let numbers = |name: &str| columns.column_opt::<u64>(name);
        Ok(PassageColumns {
            n_body: numbers(N_BODY)?,
            n_context: numbers(N_CONTEXT)?,
            file_order: numbers(FILE_ORDER)?,
            paragraph: numbers(PARAGRAPH)?,
        })
    }

    /// How many terms the passages that were not deleted have in their bodies and in their
    /// contexts. The engine only estimates that once it has merged segments.
    pub fn lengths(&self, deletions: &Deletions) -> (u64, u64) {
        let sum = |column: &Option<Column<u64>>| {
            let Some(column) = column else { return 0 };
            let all: u64 = column.values.iter().sum();
            let deleted = deletions.all().iter().filter_map(|entry| column.first(*entry));
            all.saturating_sub(deleted.sum())
        };
        (sum(&self.n_body), sum(&self.n_context))
    }

    /// The fingerprint of a passage's file, and its number in the document.
    pub fn order(&self, entry: DocId) -> (u64, u64) {
        let number = |column: &Option<Column<u64>>| {
            column.as_ref().and_then(|column| column.first(entry)).unwrap_or_default()
        };
        (number(&self.file_order), number(&self.paragraph))
    }
}

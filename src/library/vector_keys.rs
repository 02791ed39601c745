//! Which vectors the documents of a state of the library have.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::LibraryError;
use crate::document::FileName;
use crate::index::{FileRecord, Snapshot};
use crate::vectors::{VectorKey, Vectors};

/// The documents that have units, with the key of their vectors and the number of units.
pub(super) type Keys = BTreeMap<FileName, (VectorKey, usize)>;

/// The vectors of the next state that are there already.
pub(super) fn carried_over(
    before: &Vectors,
    snapshot: &Snapshot,
) -> Result<Arc<Vectors>, LibraryError> {
    if before.is_empty() {
        return Ok(Arc::default());
    }
    Ok(Arc::new(before.next(&keys(&documents(snapshot)?), &[])))
}

/// The keys alone.
pub(super) fn keys(documents: &Keys) -> BTreeMap<FileName, VectorKey> {
    documents.iter().map(|(file, (key, _))| (file.clone(), *key)).collect()
}

/// The documents that have units, with the key of their vectors and the number of units.
pub(super) fn documents(snapshot: &Snapshot) -> Result<Keys, LibraryError> {
    let of_record = |record: FileRecord| {
        let key = VectorKey::of(record.hash.as_ref()?, &record.citation);
        (record.n_units > 0).then_some((record.file, (key, record.n_units as usize)))
    };
    Ok(snapshot.gather(of_record)?.into_iter().collect())
}

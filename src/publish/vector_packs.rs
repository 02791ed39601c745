//! Vectors of documents as objects that never change: a pack is made of those that are new, and takes in
//! the packs before it that are not much larger, so that there are few, and each vector is sent a few
//! times at most.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::error::PublishError;
use super::publication::{Pack, pack_object};
use super::remote::Remote;
use crate::vectors::{DocumentVectors, VectorKey, VectorStore};

/// A pack takes in those before it that have at most so many times its documents.
const GROWTH: usize = 2;
/// A pack of so many bytes takes in no more.
const FULL: u64 = 32 << 20;
/// Bytes of a key.
const KEY: usize = 32;

/// The packs of one model at a place.
pub(super) struct VectorPacks {
    model: String,
    /// Each with the documents that it is of.
    packs: Vec<(Pack, BTreeSet<VectorKey>)>,
}

impl VectorPacks {
    /// Those that were published; which documents they are of is read from their beginnings.
    ///
    /// # Errors
    /// When the place cannot be reached.
    pub fn of(remote: &Remote, model: &str, packs: &[Pack]) -> Result<VectorPacks, PublishError> {
        let mut known = Vec::new();
        for pack in packs {
            let name = pack_object(model, &pack.sha256);
            let n_head = 4 + KEY as u64 * u64::from(pack.n_documents);
            match remote.get(&name, Some(0..n_head)) {
                Ok(head) => known.push((pack.clone(), keys(&head))),
                // What is gone is sent again.
                Err(PublishError::Gone { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(VectorPacks { model: model.to_owned(), packs: known })
    }

    /// The packs, as they are published.
    pub fn packs(&self) -> Vec<Pack> {
        self.packs.iter().map(|(pack, _)| pack.clone()).collect()
    }

    /// Sends the vectors of these documents that no pack has yet, and drops packs of which most
    /// documents are gone.
    ///
    /// # Errors
    /// When the place or the stored vectors cannot be reached.
    pub fn send(
        &mut self,
        remote: &Remote,
        store: &mut VectorStore,
        wanted: &BTreeSet<VectorKey>,
    ) -> Result<(), PublishError> {
        let mut taken = self.take_outdated(wanted);
        let known: BTreeSet<&VectorKey> = self.packs.iter().flat_map(|(_, keys)| keys).collect();
        taken.extend(wanted.iter().filter(|key| !known.contains(key)));
        let mut rows = read(store, &taken)?;
        if rows.is_empty() {
            return Ok(());
        }
        while let Some((pack, _)) = self.packs.last()
            && pack.n_documents as usize <= GROWTH * rows.len()
            && pack.bytes < FULL
        {
            let Some((_, keys)) = self.packs.pop() else { break };
            rows.extend(read(store, &keys.intersection(wanted).copied().collect())?);
        }
        let bytes = to_bytes(&rows);
        let sha256 = sha256(&bytes);
        let pack = Pack { sha256, n_documents: rows.len() as u32, bytes: bytes.len() as u64 };
        remote.put(&pack_object(&self.model, &pack.sha256), bytes)?;
        self.packs.push((pack, rows.into_iter().map(|(key, _)| key).collect()));
        Ok(())
    }

    /// Drops packs of which most documents are gone, and returns those that are left of them.
    fn take_outdated(&mut self, wanted: &BTreeSet<VectorKey>) -> BTreeSet<VectorKey> {
        let mut taken = BTreeSet::new();
        self.packs.retain(|(_, keys)| {
            let left = keys.intersection(wanted);
            let is_outdated = left.clone().count() * 2 < keys.len();
            if is_outdated {
                taken.extend(left.copied());
            }
            !is_outdated
        });
        taken
    }
}

fn read(
    store: &mut VectorStore,
    wanted: &BTreeSet<VectorKey>,
) -> Result<Vec<(VectorKey, DocumentVectors)>, PublishError> {
    let mut rows = Vec::new();
    store.read(wanted, |key, vectors| rows.push((key, vectors)))?;
    Ok(rows)
}

/// Number of documents, their keys, then of each the length of its vectors and these.
fn to_bytes(rows: &[(VectorKey, DocumentVectors)]) -> Vec<u8> {
    let mut bytes = (rows.len() as u32).to_le_bytes().to_vec();
    rows.iter().for_each(|(key, _)| bytes.extend_from_slice(key.as_bytes()));
    for (_, vectors) in rows {
        let vectors = vectors.to_bytes();
        bytes.extend_from_slice(&(vectors.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&vectors);
    }
    bytes
}

/// The keys at the beginning of a pack.
fn keys(head: &[u8]) -> BTreeSet<VectorKey> {
    let keys = head.get(4..).unwrap_or_default().chunks_exact(KEY);
    keys.filter_map(VectorKey::from_bytes).collect()
}

/// SHA-256 in hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The vectors in a pack; `None` when it is not what was published under this hash.
pub(super) fn rows(name: &str, bytes: &[u8]) -> Option<Vec<(VectorKey, DocumentVectors)>> {
    if sha256(bytes) != name {
        return None;
    }
    let (n, rest) = bytes.split_first_chunk()?;
    let n = u32::from_le_bytes(*n) as usize;
    let (head, mut rest) = rest.split_at_checked(n.checked_mul(KEY)?)?;
    let mut rows = Vec::with_capacity(n);
    for key in head.chunks_exact(KEY) {
        let (length, behind) = rest.split_first_chunk()?;
        let (vectors, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        rows.push((VectorKey::from_bytes(key)?, DocumentVectors::from_bytes(vectors)?));
        rest = behind;
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u8) -> (VectorKey, DocumentVectors) {
        (VectorKey::from_bytes(&[number; KEY]).expect("a key"), DocumentVectors::new(8))
    }

    #[test]
    fn a_pack_is_read_as_it_was_written_and_no_other() {
        let written: Vec<_> = [1, 2, 9].map(row).into();
        let bytes = to_bytes(&written);
        let hash = sha256(&bytes);
        assert_eq!(rows(&hash, &bytes), Some(written.clone()));
        assert_eq!(keys(&bytes[..4 + 3 * KEY]), written.iter().map(|(key, _)| *key).collect());
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(rows(&hash, &other), None, "{at}");
            assert_eq!(rows(&hash, &bytes[..at]), None, "{at}");
            // Of the same hash, and still no pack.
            let _ = rows(&sha256(&other), &other);
        }
    }
}

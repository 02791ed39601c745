//! The vectors of all documents of one state of the library. Immutable; what stays the same from
//! one state to the next is shared.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::block::Block;
use super::document_vectors::DocumentVectors;
use super::key::VectorKey;
use crate::document::FileName;

/// How near all vectors lie to a question is estimated from about so many.
const N_SAMPLED: usize = 4_096;
/// So many blocks are kept at most; then all vectors are put into one.
const MAX_BLOCKS: usize = 8;

/// The vectors of the documents' units, as far as they are made.
#[derive(Debug, Default)]
pub struct Vectors {
    pub(super) blocks: Vec<Arc<Block>>,
    /// The rows of documents that are in use, in each block: in order, as few ranges as possible.
    pub(super) in_use: Vec<Vec<Range<u32>>>,
    /// Each file with its block and the document there.
    pub(super) places: BTreeMap<FileName, (u32, u32)>,
    /// The files of each document, by block and place there.
    pub(super) files: BTreeMap<(u32, u32), Vec<FileName>>,
    /// Rows that stand for all, by their blocks.
    pub(super) sample: Vec<(u32, u32)>,
}

impl Vectors {
    /// The vectors of the next state, whose documents have these keys: those that are here already
    /// and those that were `made` or read since. Documents whose vectors are in neither have none.
    pub fn next(
        &self,
        documents: &BTreeMap<FileName, VectorKey>,
        made: &[(VectorKey, DocumentVectors)],
    ) -> Vectors {
        let mut blocks = self.blocks.clone();
        let n_dimensions = made.first().map_or(0, |(_, vectors)| vectors.n_dimensions());
        if !made.is_empty() {
            let mut block = Block::new(n_dimensions);
            let fitting = made.iter().filter(|(_, vectors)| vectors.n_dimensions() == n_dimensions);
            fitting.for_each(|(key, vectors)| block.push(*key, vectors));
            blocks.retain(|block| block.n_dimensions == n_dimensions);
            blocks.push(Arc::new(block));
        }
        let wanted: BTreeSet<VectorKey> = documents.values().copied().collect();
        let (n_in_use, n_rows) = count(&blocks, &wanted);
        if blocks.len() > MAX_BLOCKS || n_in_use * 2 < n_rows {
            blocks = vec![Arc::new(merged(&blocks, &wanted))];
        }
        Vectors::of(blocks, documents)
    }

    fn of(blocks: Vec<Arc<Block>>, documents: &BTreeMap<FileName, VectorKey>) -> Vectors {
        let mut by_key: BTreeMap<VectorKey, (u32, u32)> = BTreeMap::new();
        for (number, block) in (0..).zip(&blocks) {
            for (at, document) in (0..).zip(&block.documents) {
                by_key.insert(document.key, (number, at));
            }
        }
        let (mut places, mut files) = (BTreeMap::new(), BTreeMap::<_, Vec<FileName>>::new());
        for (file, key) in documents {
            if let Some(place) = by_key.get(key) {
                places.insert(file.clone(), *place);
                files.entry(*place).or_default().push(file.clone());
            }
        }
        let mut in_use = vec![Vec::new(); blocks.len()];
        for (block, at) in files.keys() {
            let document = &blocks[*block as usize].documents[*at as usize];
            push_range(&mut in_use[*block as usize], document.first, document.n_rows);
        }
        let sample = sample(&blocks, files.keys().copied());
        Vectors { blocks, in_use, places, files, sample }
    }

    /// The same without those of these files, which are in order.
    pub fn without(&self, files: &[FileName]) -> Vectors {
        let left = self.places.iter().filter(|(file, _)| files.binary_search(file).is_err());
        let key =
            |(block, at): &(u32, u32)| self.blocks[*block as usize].documents[*at as usize].key;
        let left = left.map(|(file, place)| (file.clone(), key(place))).collect();
        Vectors::of(self.blocks.clone(), &left)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many documents have theirs.
    pub fn n_documents(&self) -> usize {
        self.places.len()
    }

    /// Whether the vectors of this document are here.
    pub fn has(&self, file: &FileName) -> bool {
        self.places.contains_key(file)
    }

    /// How many vectors there are, those of documents that are gone aside.
    pub fn n_rows(&self) -> usize {
        self.in_use.iter().flatten().map(|rows| rows.len()).sum()
    }
}

/// About [`N_SAMPLED`] rows of these documents, all where there are fewer. Which ones depends on the
/// documents alone, not on where their rows lie: so that the same documents give the same answers.
pub(super) fn sample(
    blocks: &[Arc<Block>],
    documents: impl Iterator<Item = (u32, u32)> + Clone,
) -> Vec<(u32, u32)> {
    let of = |(block, at): (u32, u32)| &blocks[block as usize].documents[at as usize];
    let n_rows: usize = documents.clone().map(|place| of(place).n_rows as usize).sum();
    let step = (n_rows / N_SAMPLED).max(1);
    let of_document = |place: (u32, u32)| {
        let document = of(place);
        let [a, b, c, d, ..] = *document.key.as_bytes();
        let start = u32::from_le_bytes([a, b, c, d]) as usize % step;
        let rows = (document.first..document.first + document.n_rows).skip(start).step_by(step);
        rows.map(move |row| (place.0, row))
    };
    documents.flat_map(of_document).collect()
}

/// Adds rows behind those that are there, to the last range where they follow it.
pub(super) fn push_range(ranges: &mut Vec<Range<u32>>, first: u32, n: u32) {
    match ranges.last_mut() {
        Some(last) if last.end == first => last.end += n,
        _ => ranges.push(first..first + n),
    }
}

/// How many rows are of these documents, each counted once, and how many there are.
fn count(blocks: &[Arc<Block>], wanted: &BTreeSet<VectorKey>) -> (usize, usize) {
    let all = blocks.iter().flat_map(|block| &block.documents);
    let rows = all.clone().map(|document| document.n_rows as usize).sum();
    let in_use: BTreeMap<VectorKey, usize> = all
        .filter(|document| wanted.contains(&document.key))
        .map(|document| (document.key, document.n_rows as usize))
        .collect();
    (in_use.values().sum(), rows)
}

/// One block of these documents alone, each once.
fn merged(blocks: &[Arc<Block>], wanted: &BTreeSet<VectorKey>) -> Block {
    let mut all = Block::new(blocks.last().map_or(0, |block| block.n_dimensions));
    let mut rest = wanted.clone();
    for block in blocks.iter().rev() {
        for document in &block.documents {
            if rest.remove(&document.key) {
                all.push_from(block, document);
            }
        }
    }
    all
}

//! Vectors of many documents in memory, one after the other, so that all can be looked at in one
//! go.

use super::document_vectors::DocumentVectors;
use super::key::VectorKey;

/// Dimensions whose signs make a word.
const BITS: usize = u64::BITS as usize;

/// Where a document stands in a block.
#[derive(Debug, Clone)]
pub(super) struct BlockDocument {
    pub key: VectorKey,
    /// Its first row.
    pub first: u32,
    /// How many units each of its passages has, in order.
    pub n_units: Box<[u32]>,
    pub n_rows: u32,
}

/// Vectors of documents; a row is a unit.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub n_dimensions: usize,
    /// In the order of their rows.
    pub documents: Vec<BlockDocument>,
    /// What the numbers of each row are multiplied by; 0 for a unit without a vector.
    pub scales: Vec<f32>,
    /// The numbers of all rows.
    pub values: Vec<i8>,
    /// Which of them are negative, a bit each, each row from a new word on.
    pub signs: Vec<u64>,
}

impl Block {
    /// An empty one.
    pub fn new(n_dimensions: usize) -> Block {
        Block { n_dimensions, ..Block::default() }
    }

    /// Adds a document.
    pub fn push(&mut self, key: VectorKey, vectors: &DocumentVectors) {
        let first = self.scales.len() as u32;
        for (scale, values) in vectors.rows() {
            self.scales.push(scale);
            self.values.extend_from_slice(values);
            self.signs.extend(signs(values));
        }
        let n_rows = self.scales.len() as u32 - first;
        let n_units = vectors.n_units().into();
        self.documents.push(BlockDocument { key, first, n_units, n_rows });
    }

    /// Adds a document of another block.
    pub fn push_from(&mut self, other: &Block, document: &BlockDocument) {
        let first = self.scales.len() as u32;
        let rows = document.first as usize..(document.first + document.n_rows) as usize;
        self.scales.extend_from_slice(&other.scales[rows.clone()]);
        let of = |n: usize| rows.start * n..rows.end * n;
        self.values.extend_from_slice(&other.values[of(self.n_dimensions)]);
        self.signs.extend_from_slice(&other.signs[of(self.n_words())]);
        self.documents.push(BlockDocument { first, ..document.clone() });
    }

    /// Words of each row's signs.
    pub fn n_words(&self) -> usize {
        self.n_dimensions.div_ceil(BITS)
    }

    /// The document that has this row, by its place among the documents.
    pub fn document_of(&self, row: u32) -> usize {
        self.documents.partition_point(|document| document.first <= row).saturating_sub(1)
    }

    /// The numbers of a row.
    #[inline(always)]
    pub fn row(&self, row: usize) -> &[i8] {
        &self.values[row * self.n_dimensions..(row + 1) * self.n_dimensions]
    }
}

/// Which numbers are negative, a bit each.
pub(super) fn signs(values: &[i8]) -> impl Iterator<Item = u64> {
    values.chunks(BITS).map(|chunk| {
        chunk.iter().enumerate().fold(0, |word, (at, value)| word | u64::from(*value < 0) << at)
    })
}

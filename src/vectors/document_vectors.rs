//! The vectors of one document's units, passage by passage, and as the bytes that are stored.

use super::vector::{Vector, scale};

/// Bytes of the checksum at the end.
const N_CHECKSUM: usize = 4;

/// The vectors of a document's units, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentVectors {
    /// Numbers of each vector.
    n_dimensions: usize,
    /// How many units each passage has, in order.
    n_units: Vec<u32>,
    /// The numbers of all vectors, one after the other; all 0 for a unit that has none.
    values: Vec<i8>,
}

impl DocumentVectors {
    /// Of a document without a passage.
    pub fn new(n_dimensions: usize) -> DocumentVectors {
        DocumentVectors { n_dimensions, ..DocumentVectors::default() }
    }

    /// Adds the next passage, with a vector for each of its units that has one.
    pub fn push_passage(&mut self, units: &[Option<Vector>]) {
        self.n_units.push(units.len() as u32);
        for unit in units {
            match unit {
                Some(vector) if vector.values().len() == self.n_dimensions => {
                    self.values.extend_from_slice(vector.values());
                }
                _ => self.values.extend(std::iter::repeat_n(0, self.n_dimensions)),
            }
        }
    }

    /// Numbers of each vector.
    pub fn n_dimensions(&self) -> usize {
        self.n_dimensions
    }

    /// How many units each passage has, in order.
    pub fn n_units(&self) -> &[u32] {
        &self.n_units
    }

    /// The numbers of each unit's vector, in order, with what they are multiplied by for a length
    /// of 1: 0 for a unit that has none.
    pub fn rows(&self) -> impl Iterator<Item = (f32, &[i8])> {
        self.values.chunks_exact(self.n_dimensions.max(1)).map(|values| (scale(values), values))
    }

    /// As it is stored: number of dimensions, of passages, of each passage's units, the numbers, and
    /// a checksum.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(12 + 4 * self.n_units.len() + self.values.len());
        for number in [self.n_dimensions as u32, self.n_units.len() as u32] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        self.n_units.iter().for_each(|n| bytes.extend_from_slice(&n.to_le_bytes()));
        bytes.extend(self.values.iter().map(|value| value.to_le_bytes()[0]));
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        bytes
    }

    /// Reads what [`DocumentVectors::to_bytes`] wrote; `None` when it is anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<DocumentVectors> {
        let (content, checksum) = bytes.split_at_checked(bytes.len().checked_sub(N_CHECKSUM)?)?;
        if crc32fast::hash(content).to_le_bytes() != checksum {
            return None;
        }
        let (n_dimensions, rest) = number(content)?;
        let (n_passages, rest) = number(rest)?;
        let (n_units, values) = rest.split_at_checked((n_passages as usize).checked_mul(4)?)?;
        let n_units: Vec<u32> =
            n_units.chunks_exact(4).filter_map(|n| Some(number(n)?.0)).collect();
        let n_rows: u64 = n_units.iter().map(|n| u64::from(*n)).sum();
        let is_whole = n_rows.checked_mul(u64::from(n_dimensions)) == Some(values.len() as u64);
        is_whole.then(|| DocumentVectors {
            n_dimensions: n_dimensions as usize,
            n_units,
            values: values.iter().map(|value| i8::from_le_bytes([*value])).collect(),
        })
    }
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u32::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flipped_bit_and_each_cut_is_seen() {
        let mut vectors = DocumentVectors::new(3);
        vectors.push_passage(&[Vector::of(&[1.0, 2.0, 3.0]), None]);
        vectors.push_passage(&[Vector::of(&[-1.0, 0.0, 0.5])]);
        let bytes = vectors.to_bytes();
        assert_eq!(DocumentVectors::from_bytes(&bytes), Some(vectors));
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(DocumentVectors::from_bytes(&flipped), None, "{bit}");
        }
        for end in 0..bytes.len() {
            assert_eq!(DocumentVectors::from_bytes(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn a_unit_without_a_vector_has_scale_zero() {
        let mut vectors = DocumentVectors::new(2);
        vectors.push_passage(&[None, Vector::of(&[1.0, 0.0])]);
        let scales: Vec<bool> = vectors.rows().map(|(scale, _)| scale > 0.0).collect();
        assert_eq!(scales, [false, true]);
    }
}

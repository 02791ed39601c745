//! The units whose vectors lie nearest to a question's. All are looked at while that is cheap; of
//! more, all signs are looked at first, and then the numbers of those that share most signs with
//! the question (binary quantisation, rescored).

use std::ops::Range;

use rayon::prelude::*;

use super::block::{Block, signs};
use super::set::{Vectors, push_range, sample};
use super::vector::{Vector, dot};
use crate::document::FileName;

/// Up to so many rows, the numbers of all are looked at.
const MAX_EXACT: usize = 40_000;
/// Of more, the numbers of at least so many are looked at, those that share most signs.
const N_RESCORED: usize = 20_000;
/// Of these, a thread takes so many at a time.
const RESCORED_AT_ONCE: usize = 2_048;
/// Rows that one thread looks at in one go.
const CHUNK: u32 = 16_384;
/// Cosines are summed in whole numbers of this size: in whatever order, the sum is the same.
const GRAIN: f64 = 1e-9;

/// A unit that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitHit {
    /// Its document.
    pub file: FileName,
    /// The number of its passage in the document, from 1.
    pub paragraph: u32,
    /// Its place among the passage's units, from 0.
    pub unit: usize,
    /// The cosine of its vector and the question's.
    pub cosine: f32,
}

/// How near the units of the library lie to a question as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Background {
    /// The mean of the cosines.
    pub mean: f32,
    /// Their standard deviation.
    pub deviation: f32,
}

/// A row with its cosine, by its block.
type ScoredRow = (f32, u32, u32);

impl Vectors {
    /// The cosines of the units of a passage, in order, 0 for a unit without a vector; empty when its
    /// document has none, or other units.
    pub fn cosines(
        &self,
        question: &Vector,
        file: &FileName,
        paragraph: u32,
        n_units: usize,
    ) -> Vec<f32> {
        let Some((block, at)) = self.places.get(file) else { return Vec::new() };
        let block = &self.blocks[*block as usize];
        let document = &block.documents[*at as usize];
        let before = (paragraph as usize).saturating_sub(1);
        let fits = document.n_units.get(before).is_some_and(|n| *n as usize == n_units)
            && block.n_dimensions == question.values().len();
        if !fits {
            return Vec::new();
        }
        let first = document.first + document.n_units[..before].iter().sum::<u32>();
        (0..n_units as u32).map(|unit| cosine(block, first + unit, question)).collect()
    }

    /// The `n` units that lie nearest, the nearest first, ties by file and place; with `files`, which are in order, only
    /// units of these. And how near all of them lie.
    pub fn nearest(
        &self,
        question: &Vector,
        files: Option<&[FileName]>,
        n: usize,
    ) -> (Vec<UnitHit>, Background) {
        let places = files.map(|files| self.places_of(files));
        let rows = match &places {
            None => self.in_use.clone(),
            Some(places) => self.rows_of(places),
        };
        let n_rows: usize = rows.iter().flatten().map(|rows| rows.len()).sum();
        let hits = self.best(question, &rows, files, n, n_rows <= MAX_EXACT);
        let background = match places {
            None => self.background(&self.sample, question),
            Some(places) => self.background(&sample(&self.blocks, places.into_iter()), question),
        };
        (hits, background)
    }

    /// The same, the numbers of all looked at: to measure with.
    pub fn nearest_exactly(&self, question: &Vector, n: usize) -> Vec<UnitHit> {
        self.best(question, &self.in_use, None, n, true)
    }

    fn best(
        &self,
        question: &Vector,
        rows: &[Vec<Range<u32>>],
        files: Option<&[FileName]>,
        n: usize,
        is_exact: bool,
    ) -> Vec<UnitHit> {
        let mut best: Vec<ScoredRow> = Vec::new();
        for ((number, block), rows) in (0..).zip(&self.blocks).zip(rows) {
            if block.n_dimensions == question.values().len() {
                let scored = if is_exact {
                    all(block, rows, question)
                } else {
                    most_alike(block, rows, question)
                };
                best.extend(scored.into_iter().map(|(cosine, row)| (cosine, number, row)));
            }
        }
        // What ties with the last is ordered below, when it is known what it is.
        if n < best.len() {
            best.select_nth_unstable_by(n, |one, other| other.0.total_cmp(&one.0));
            let least = best[n].0;
            best.retain(|(cosine, ..)| *cosine >= least);
        }
        let mut hits: Vec<UnitHit> =
            best.into_iter().flat_map(|row| self.hits(row)).filter(is_of(files)).collect();
        hits.sort_by(|one, other| {
            let place = |hit: &UnitHit| (hit.paragraph, hit.unit);
            (other.cosine.total_cmp(&one.cosine))
                .then_with(|| one.file.cmp(&other.file))
                .then_with(|| place(one).cmp(&place(other)))
        });
        hits.truncate(n);
        hits
    }

    /// The documents of these files, by block and place there, each once.
    fn places_of(&self, files: &[FileName]) -> Vec<(u32, u32)> {
        let mut places: Vec<(u32, u32)> =
            files.iter().filter_map(|file| self.places.get(file).copied()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Their rows, in each block.
    fn rows_of(&self, places: &[(u32, u32)]) -> Vec<Vec<Range<u32>>> {
        let mut rows = vec![Vec::new(); self.blocks.len()];
        for (block, at) in places {
            let document = &self.blocks[*block as usize].documents[*at as usize];
            push_range(&mut rows[*block as usize], document.first, document.n_rows);
        }
        rows
    }

    /// What a row is: a unit of each of the files that have its document's text.
    fn hits(&self, (cosine, number, row): ScoredRow) -> Vec<UnitHit> {
        let block = &self.blocks[number as usize];
        let at = block.document_of(row);
        let document = &block.documents[at];
        let (mut paragraph, mut unit) = (1, row - document.first);
        for n in &document.n_units {
            if unit < *n {
                break;
            }
            (paragraph, unit) = (paragraph + 1, unit - n);
        }
        let files = self.files.get(&(number, at as u32)).into_iter().flatten();
        let hit = |file: &FileName| UnitHit {
            file: file.clone(),
            paragraph,
            unit: unit as usize,
            cosine,
        };
        files.map(hit).collect()
    }

    fn background(&self, sample: &[(u32, u32)], question: &Vector) -> Background {
        let (mut n, mut sum, mut squares) = (0_i64, 0_i64, 0_i64);
        for (number, row) in sample {
            let block = &self.blocks[*number as usize];
            if block.n_dimensions != question.values().len() || block.scales[*row as usize] == 0.0 {
                continue;
            }
            let cosine = f64::from(cosine(block, *row, question));
            n += 1;
            sum += (cosine / GRAIN) as i64;
            squares += (cosine * cosine / GRAIN) as i64;
        }
        let n = f64::max(n as f64, 1.0);
        let (mean, square) = (sum as f64 * GRAIN / n, squares as f64 * GRAIN / n);
        let variance = (square - mean * mean).max(0.0);
        Background { mean: mean as f32, deviation: variance.sqrt() as f32 }
    }
}

fn is_of(files: Option<&[FileName]>) -> impl Fn(&UnitHit) -> bool {
    move |hit| files.is_none_or(|files| files.binary_search(&hit.file).is_ok())
}

fn cosine(block: &Block, row: u32, question: &Vector) -> f32 {
    let sum = dot(block.row(row as usize), question.values());
    sum as f32 * block.scales[row as usize] * question.scale()
}

/// Ranges cut into pieces for threads.
fn pieces(rows: &[Range<u32>]) -> Vec<Range<u32>> {
    let cut = |rows: &Range<u32>| {
        let end = rows.end;
        rows.clone().step_by(CHUNK as usize).map(move |start| start..end.min(start + CHUNK))
    };
    rows.iter().flat_map(cut).collect()
}

/// The cosines of all rows that have a vector.
fn all(block: &Block, rows: &[Range<u32>], question: &Vector) -> Vec<(f32, u32)> {
    pulp::Arch::new().dispatch(|| {
        rows.iter()
            .cloned()
            .flatten()
            .filter(|row| block.scales[*row as usize] > 0.0)
            .map(|row| (cosine(block, row, question), row))
            .collect()
    })
}

/// The cosines of the rows that share most signs.
fn most_alike(block: &Block, rows: &[Range<u32>], question: &Vector) -> Vec<(f32, u32)> {
    let of_question: Vec<u64> = signs(question.values()).collect();
    let n_words = block.n_words();
    let differing = |rows: &Range<u32>| -> Vec<(u16, u32)> {
        pulp::Arch::new().dispatch(|| {
            let words = &block.signs[rows.start as usize * n_words..rows.end as usize * n_words];
            let differing = words.chunks_exact(n_words).map(|words| {
                let bits = words.iter().zip(&of_question).map(|(one, other)| one ^ other);
                bits.map(u64::count_ones).sum::<u32>() as u16
            });
            differing.zip(rows.clone()).collect()
        })
    };
    let mut alike: Vec<(u16, u32)> = pieces(rows).par_iter().flat_map_iter(differing).collect();
    if alike.len() > N_RESCORED {
        alike.select_nth_unstable(N_RESCORED);
        // All that share as many signs as the last one, so that their order does not matter.
        let most = alike[N_RESCORED].0;
        alike.retain(|(differing, _)| *differing <= most);
    }
    // In the order of their rows, so that memory is read in one direction.
    let mut rows: Vec<u32> = alike.into_iter().map(|(_, row)| row).collect();
    rows.par_sort_unstable();
    let rescored = |rows: &[u32]| -> Vec<(f32, u32)> {
        pulp::Arch::new().dispatch(|| {
            let with_vector = rows.iter().filter(|row| block.scales[**row as usize] > 0.0);
            with_vector.map(|row| (cosine(block, *row, question), *row)).collect()
        })
    };
    rows.par_chunks(RESCORED_AT_ONCE).flat_map_iter(rescored).collect()
}

#[cfg(test)]
mod tests;

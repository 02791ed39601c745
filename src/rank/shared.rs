//! How many documents say the same but for what they are about, names and numbers: what a special case
//! says many others say too, what a rule says stands in one place.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidate;
use crate::corpus::{ShelvedPassage, UnitWords};
use crate::language::attributes::Attribute;
use crate::language::tokens::TermId;

/// Fewer words are shared by chance.
const FEWEST_WORDS: usize = 3;

/// For each unit of each candidate the logarithm of how many documents among the candidates say the same;
/// 0 for what stands in one.
pub(super) fn shared(candidates: &[Candidate]) -> Vec<Vec<f32>> {
    let frames: Vec<Vec<Option<u64>>> = candidates
        .iter()
        .map(|candidate| {
            let units = candidate.passage.words.units.iter();
            units.map(|unit| frame(&candidate.passage, unit)).collect()
        })
        .collect();
    let mut documents: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    for (candidate, frames) in candidates.iter().zip(&frames) {
        for frame in frames.iter().flatten() {
            documents.entry(*frame).or_default().insert(candidate.document);
        }
    }
    let n_documents =
        |frame: &Option<u64>| frame.map_or(0.0, |frame| (documents[&frame].len() as f32).ln());
    frames.iter().map(|frames| frames.iter().map(n_documents).collect()).collect()
}

/// A fingerprint of the unit's words, whatever their order, without names, numbers and the words of the
/// document's title; `None` where few are left.
fn frame(passage: &ShelvedPassage, unit: &UnitWords) -> Option<u64> {
    let titled: Vec<TermId> = passage.words.top.iter().map(|token| token.term).collect();
    let mut n_words = 0;
    let mut sum = 0_u64;
    for token in &unit.tokens {
        let is_value = token.attributes.has_any(&[
            Attribute::HasDigit,
            Attribute::NumberWord,
            Attribute::Capitalized,
        ]);
        if !is_value && !titled.contains(&token.term) {
            n_words += 1;
            sum = sum.wrapping_add(token.term.low_bits());
        }
    }
    (n_words >= FEWEST_WORDS).then_some(sum)
}

//! Which units a sentence model reads once more beside the question, and what it reads of each. Few, since
//! each takes as long as encoding it.

use std::sync::Arc;

use super::ranked::RankedUnit;
use crate::corpus::ShelvedPassage;
use crate::model::Alignment;

/// Units that are read at most.
const MAX_UNITS: usize = 8;
/// So many bytes of units are read at most, but one unit always.
const MAX_BYTES: usize = 1_200;
/// How likely a unit must be by the second round, as a part of the first one's probability. To read the
/// less likely ones, too, took twice the time and moved no right answer up.
const LEAST_LIKELY: f32 = 0.01;

/// What is read of a unit beside its words.
#[derive(Debug, Clone, Default)]
pub struct CloselyRead {
    /// How well each token of the question is met; `None` where the model does not know the language.
    pub alignment: Option<Arc<Alignment>>,
    /// The passage right before that of the unit, where this opens by pointing back to it.
    pub preceding: Option<Arc<ShelvedPassage>>,
}

/// Of units in their order those that are worth reading: the first ones.
pub fn to_read(units: &[RankedUnit]) -> &[RankedUnit] {
    let likeliest = units.first().map_or(0.0, |first| first.probability);
    let mut n_bytes = 0;
    let is_worth = |(at, unit): &(usize, &RankedUnit)| {
        n_bytes += unit.text().len();
        *at == 0 || unit.probability >= LEAST_LIKELY * likeliest && n_bytes <= MAX_BYTES
    };
    let n_read = units.iter().enumerate().take(MAX_UNITS).take_while(is_worth).count();
    &units[..n_read]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_units_are_read_while_they_are_not_too_long() {
        let n_read = |lengths: &[usize], probabilities: &[f32]| {
            let texts: Vec<String> = lengths.iter().map(|length| "x".repeat(*length)).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let passage = Arc::new(ShelvedPassage::of_units(&texts));
            let probabilities = probabilities.iter().enumerate();
            let unit = |(unit, probability): (usize, &f32)| RankedUnit {
                probability: *probability,
                ..RankedUnit::unscored(&passage, unit)
            };
            to_read(&probabilities.map(unit).collect::<Vec<_>>()).len()
        };
        assert_eq!(n_read(&[9; 3], &[0.5, 0.006, 0.004]), 2, "a hundredth of the first");
        assert_eq!(n_read(&[9; 12], &[0.08; 12]), MAX_UNITS);
        assert_eq!(n_read(&[500; 5], &[0.2; 5]), 2, "bytes");
        assert_eq!(n_read(&[2_000, 9], &[0.5, 0.5]), 1, "one always");
        assert!(to_read(&[]).is_empty());
    }
}

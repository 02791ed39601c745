//! What is counted over the questions, and the figures made of it.

use std::collections::BTreeMap;

/// Rows of the reliability table: confidence in tenths.
const N_BINS: usize = 10;

/// What was counted.
#[derive(Debug, Default)]
pub struct Tally {
    /// Questions that the documents answer.
    pub answerable: usize,
    /// Of these, those that got a quote.
    pub answered: usize,
    /// Of these, those whose first quote shows the evidence.
    pub hit1: usize,
    /// Of these, those of which one of the first three quotes does.
    pub hit3: usize,
    /// Questions that the documents do not answer.
    pub unanswerable: usize,
    /// Of these, those that got no quote.
    pub silent: usize,
    /// Length of each quote shown for answerable questions, in characters.
    pub characters: Vec<usize>,
    /// Overlap of the highlighted words with the answer's, for each hit at 1.
    pub highlights: Vec<f64>,
    /// Confidence of each first quote, and whether it was right.
    pub trusted: Vec<(f32, bool)>,
}

impl Tally {
    /// Share of answerable questions hit by the first quote.
    pub fn hit1(&self) -> f64 {
        share(self.hit1, self.answerable)
    }

    /// Share of answerable questions hit by one of the first three.
    pub fn hit3(&self) -> f64 {
        share(self.hit3, self.answerable)
    }

    /// The figures with their names, in order. Figures over nothing are left out.
    pub fn figures(&self) -> Vec<(&'static str, String)> {
        let mut figures = vec![("questions", (self.answerable + self.unanswerable).to_string())];
        let mut add = |name, over: usize, value: f64| {
            if over > 0 {
                figures.push((name, format!("{value:.4}")));
            }
        };
        add("hit@1", self.answerable, self.hit1());
        add("hit@3", self.answerable, self.hit3());
        add("answered", self.answerable, share(self.answered, self.answerable));
        add("silent", self.unanswerable, share(self.silent, self.unanswerable));
        add(
            "highlight F1",
            self.highlights.len(),
            self.highlights.iter().sum::<f64>() / self.highlights.len() as f64,
        );
        add(
            "mean quote characters",
            self.characters.len(),
            self.characters.iter().sum::<usize>() as f64 / self.characters.len() as f64,
        );
        add("calibration error", self.trusted.len(), self.calibration_error());
        let n_right = self.trusted.iter().filter(|(_, right)| *right).count();
        add("confidence AUROC", n_right.min(self.trusted.len() - n_right), self.auroc());
        figures
    }

    /// For each tenth of confidence that occurs: how many first quotes, their mean confidence, the
    /// share of them that was right.
    pub fn reliability(&self) -> BTreeMap<usize, (usize, f64, f64)> {
        let mut rows: BTreeMap<usize, (usize, f64, f64)> = BTreeMap::new();
        for (confidence, right) in &self.trusted {
            let row = rows
                .entry(((f64::from(*confidence) * N_BINS as f64) as usize).min(N_BINS - 1))
                .or_default();
            *row = (row.0 + 1, row.1 + f64::from(*confidence), row.2 + f64::from(u8::from(*right)));
        }
        rows.into_iter()
            .map(|(bin, (n, confidence, right))| {
                (bin, (n, confidence / n as f64, right / n as f64))
            })
            .collect()
    }

    /// Expected calibration error: how far confidence and share of right ones lie apart, over the
    /// rows of the reliability table, weighted by their size (Naeini et al. 2015).
    fn calibration_error(&self) -> f64 {
        let apart = self
            .reliability()
            .values()
            .map(|(n, confidence, right)| *n as f64 * (confidence - right).abs())
            .sum::<f64>();
        apart / self.trusted.len() as f64
    }

    /// How often a right first quote has more confidence than a wrong one; ties count half.
    fn auroc(&self) -> f64 {
        let of = |wanted: bool| {
            self.trusted
                .iter()
                .filter(move |(_, right)| *right == wanted)
                .map(|(confidence, _)| *confidence)
        };
        let wins = of(true).flat_map(|one| {
            of(false).map(move |other| {
                if one > other {
                    1.0
                } else if one == other {
                    0.5
                } else {
                    0.0
                }
            })
        });
        let n_pairs = of(true).count() * of(false).count();
        wins.sum::<f64>() / n_pairs as f64
    }
}

/// A part of a whole; 1 of nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// F1 of the words that two texts share, each as often as it occurs. 0 when they share none.
pub fn f1(found: &str, gold: &str) -> f64 {
    let count = |text: &str| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in text
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
        {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        counts
    };
    let (found, gold) = (count(found), count(gold));
    let common: usize =
        found.iter().map(|(word, n)| gold.get(word).map_or(0, |other| *n.min(other))).sum();
    if common == 0 {
        0.0
    } else {
        2.0 * common as f64 / (found.values().sum::<usize>() + gold.values().sum::<usize>()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_count_as_often_as_they_occur() {
        assert!((f1("the old yard", "The yard") - 0.8).abs() < 1e-9);
        assert!((f1("yard yard", "yard") - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(f1("", ""), 0.0);
    }

    #[test]
    fn calibration_and_auroc_tell_trust_from_luck() {
        let tally = Tally {
            trusted: vec![(0.95, true), (0.95, true), (0.15, false), (0.15, true)],
            ..Tally::default()
        };
        assert!((tally.calibration_error() - (2.0 * 0.05 + 2.0 * 0.35) / 4.0).abs() < 1e-6);
        assert!((tally.auroc() - (1.0 + 1.0 + 0.5) / 3.0).abs() < 1e-9);
    }
}

//! Boosted stumps (Friedman 2001, "Greedy Function Approximation"): a sum of decision trees of one
//! level, made into a probability by the logistic function.

/// A decision tree of one level: what it adds below a threshold, and from there on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stump {
    /// The number of the feature that it looks at.
    pub feature: usize,
    /// The threshold.
    pub threshold: f32,
    /// What is added where the feature is less.
    pub below: f32,
    /// What is added otherwise.
    pub above: f32,
}

/// A sum of stumps, with a constant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoostedStumps {
    /// What the sum begins with.
    pub constant: f32,
    /// The stumps, in the order in which they were learned.
    pub stumps: Vec<Stump>,
}

impl Stump {
    /// What it adds for these features.
    pub fn value(&self, features: &[f32]) -> f32 {
        if features[self.feature] < self.threshold { self.below } else { self.above }
    }
}

impl BoostedStumps {
    /// The probability, from 0 to 1.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let sum: f32 = self.stumps.iter().map(|stump| stump.value(features)).sum();
        1.0 / (1.0 + (-(self.constant + sum)).exp())
    }
}

//! Boosted trees (Friedman 2001, "Greedy Function Approximation"): a sum of decision trees of two
//! levels, made into a probability by the logistic function. Two levels, so that what one feature
//! tells may depend on another.

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

/// A decision tree of two levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tree {
    /// The number of the feature that it looks at first.
    pub feature: usize,
    /// The threshold.
    pub threshold: f32,
    /// What decides where the feature is less.
    pub below: Stump,
    /// What decides otherwise.
    pub above: Stump,
}

/// A sum of trees, with a constant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoostedTrees {
    /// What the sum begins with.
    pub constant: f32,
    /// The trees, in the order in which they were learned.
    pub trees: Vec<Tree>,
}

impl Stump {
    /// What it adds for these features.
    pub fn value(&self, features: &[f32]) -> f32 {
        if features[self.feature] < self.threshold { self.below } else { self.above }
    }
}

impl Tree {
    /// What it adds for these features.
    pub fn value(&self, features: &[f32]) -> f32 {
        let side = if features[self.feature] < self.threshold { self.below } else { self.above };
        side.value(features)
    }
}

impl BoostedTrees {
    /// The probability, from 0 to 1.
    pub fn probability(&self, features: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| tree.value(features)).sum();
        1.0 / (1.0 + (-(self.constant + sum)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_feature_tells_may_depend_on_another() {
        let stump = |below: f32, above: f32| Stump { feature: 1, threshold: 0.5, below, above };
        let tree =
            Tree { feature: 0, threshold: 0.5, below: stump(1.0, 2.0), above: stump(3.0, 4.0) };
        let values =
            [[0.0, 0.0], [0.0, 0.5], [0.5, 0.0], [0.5, 0.5]].map(|features| tree.value(&features));
        assert_eq!(values, [1.0, 2.0, 3.0, 4.0]);
        let sum = BoostedTrees { constant: -4.0, trees: vec![tree, tree] };
        assert_eq!(sum.probability(&[0.0, 0.5]), 0.5);
    }
}

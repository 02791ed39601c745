//! The learned numbers, each by the name of what it weighs. They lie in `weights.toml`, which
//! `examples/learn` writes and whose first lines say what it learned from. A name that is unknown
//! or missing is an error, which the tests meet first.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use serde::Deserialize;

use super::confidence;
use super::features::{self, Feature, OF_THIRD_ROUND};
use super::spans::features as span_features;
use super::trees::{BoostedTrees, Stump, Tree};

/// All learned numbers.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Of the features of a unit in the first round.
    pub first_round: [f32; features::N],
    /// Of the features of a span.
    pub spans: [f32; span_features::N],
    /// Of the features of a unit in the second round.
    pub second_round: [f32; features::N],
    /// Of the features of a unit in the third round; all 0 where words decide alone.
    pub third_round: [f32; OF_THIRD_ROUND.len()],
    /// Whether a quote answers.
    pub confidence: BoostedTrees,
    /// Whether one of the first three quotes answers.
    pub answerability: BoostedTrees,
}

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It is no TOML of this form.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A feature has no weight.
    #[error("[{table}]: \"{name}\" is missing")]
    Missing {
        /// The table.
        table: &'static str,
        /// The feature.
        name: String,
    },
    /// There is no such feature.
    #[error("[{table}]: there is no feature \"{name}\"")]
    Unknown {
        /// The table.
        table: &'static str,
        /// What is named there.
        name: String,
    },
}

/// Feature, threshold, what is added below it, what above.
type FileStump = (String, f32, f32, f32);
/// Feature, threshold, what decides below it, what above.
type FileTree = (String, f32, FileStump, FileStump);

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    first_round: BTreeMap<String, f32>,
    spans: BTreeMap<String, f32>,
    second_round: BTreeMap<String, f32>,
    third_round: BTreeMap<String, f32>,
    confidence: FileTrees,
    answerability: FileTrees,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTrees {
    constant: f32,
    trees: Vec<FileTree>,
}

static LEARNED: LazyLock<Weights> = LazyLock::new(|| {
    Weights::parse(include_str!("weights.toml")).expect("the weights are those of the features")
});

static LEARNED_WITH_MEANING: LazyLock<Weights> = LazyLock::new(|| {
    Weights::parse(include_str!("weights_with_meaning.toml"))
        .expect("the weights are those of the features")
});

impl Weights {
    /// The numbers that were learned for words alone, compiled in.
    pub fn learned() -> &'static Weights {
        &LEARNED
    }

    /// Those that were learned for questions whose meaning is compared as well.
    pub fn learned_with_meaning() -> &'static Weights {
        &LEARNED_WITH_MEANING
    }

    /// Nothing learned: all weights are 0.
    pub fn zero() -> Weights {
        Weights {
            first_round: [0.0; features::N],
            spans: [0.0; span_features::N],
            second_round: [0.0; features::N],
            third_round: [0.0; OF_THIRD_ROUND.len()],
            confidence: BoostedTrees::default(),
            answerability: BoostedTrees::default(),
        }
    }

    /// Reads what [`Weights::to_toml`] writes.
    ///
    /// # Errors
    /// When it is of another form, or a name is unknown or missing.
    pub fn parse(text: &str) -> Result<Weights, WeightsError> {
        let file: File = toml::from_str(text)?;
        let names: Vec<String> = Feature::NAMES.iter().map(|name| (*name).to_owned()).collect();
        let of_confidence = confidence::names();
        Ok(Weights {
            first_round: by_name("first_round", file.first_round, &names)?,
            spans: by_name("spans", file.spans, &span_features::names())?,
            second_round: by_name("second_round", file.second_round, &names)?,
            third_round: by_name("third_round", file.third_round, &names_of_third_round())?,
            confidence: trees("confidence", file.confidence, &of_confidence)?,
            answerability: trees("answerability", file.answerability, &of_confidence)?,
        })
    }

    /// The file of these weights, without the lines that say what they were learned from.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let names: Vec<String> = Feature::NAMES.iter().map(|name| (*name).to_owned()).collect();
        write_table(&mut out, "first_round", &names, &self.first_round);
        write_table(&mut out, "spans", &span_features::names(), &self.spans);
        write_table(&mut out, "second_round", &names, &self.second_round);
        write_table(&mut out, "third_round", &names_of_third_round(), &self.third_round);
        write_trees(&mut out, "confidence", &self.confidence);
        write_trees(&mut out, "answerability", &self.answerability);
        out
    }
}

fn names_of_third_round() -> Vec<String> {
    OF_THIRD_ROUND.map(|feature| Feature::NAMES[feature as usize].to_owned()).to_vec()
}

fn by_name<const N: usize>(
    table: &'static str,
    mut weights: BTreeMap<String, f32>,
    names: &[String],
) -> Result<[f32; N], WeightsError> {
    let mut found = [0.0; N];
    for (weight, name) in found.iter_mut().zip(names) {
        *weight = weights
            .remove(name)
            .ok_or_else(|| WeightsError::Missing { table, name: name.clone() })?;
    }
    match weights.into_keys().next() {
        Some(name) => Err(WeightsError::Unknown { table, name }),
        None => Ok(found),
    }
}

fn trees(
    table: &'static str,
    file: FileTrees,
    names: &[String],
) -> Result<BoostedTrees, WeightsError> {
    let number = |name: String| match names.iter().position(|known| *known == name) {
        Some(feature) => Ok(feature),
        None => Err(WeightsError::Unknown { table, name }),
    };
    let stump = |(name, threshold, below, above): FileStump| -> Result<Stump, WeightsError> {
        Ok(Stump { feature: number(name)?, threshold, below, above })
    };
    let tree = |(name, threshold, below, above): FileTree| -> Result<Tree, WeightsError> {
        Ok(Tree { feature: number(name)?, threshold, below: stump(below)?, above: stump(above)? })
    };
    let trees = file.trees.into_iter().map(tree).collect::<Result<_, _>>()?;
    Ok(BoostedTrees { constant: file.constant, trees })
}

fn write_table(out: &mut String, table: &str, names: &[String], weights: &[f32]) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n[{table}]");
    for (name, weight) in names.iter().zip(weights) {
        let quote = if name.contains('.') { "\"" } else { "" };
        let _ = writeln!(out, "{quote}{name}{quote} = {weight:?}");
    }
}

fn write_trees(out: &mut String, table: &str, boosted: &BoostedTrees) {
    let names = confidence::names();
    let stump = |stump: &Stump| {
        let Stump { feature, threshold, below, above } = stump;
        format!("[\"{}\", {threshold:?}, {below:?}, {above:?}]", names[*feature])
    };
    let _ = writeln!(out, "\n[{table}]\nconstant = {:?}\ntrees = [", boosted.constant);
    for Tree { feature, threshold, below, above } in &boosted.trees {
        let (below, above) = (stump(below), stump(above));
        let _ = writeln!(out, "    [\"{}\", {threshold:?}, {below}, {above}],", names[*feature]);
    }
    let _ = writeln!(out, "]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_are_written() {
        let written = Weights::learned().to_toml();
        assert_eq!(Weights::parse(&written).expect("of this form").to_toml(), written);
        assert!(include_str!("weights.toml").ends_with(&written));
    }

    #[test]
    fn a_name_that_is_unknown_or_missing_is_an_error() {
        let written = Weights::learned().to_toml();
        for (table, weight) in [("first_round", "Coverage = "), ("spans", "HasAmount = ")] {
            let renamed = written.replacen(weight, "Another = ", 1);
            let expected = format!("[{table}]: ");
            assert!(Weights::parse(&renamed).expect_err(table).to_string().starts_with(&expected));
        }
        let renamed = written.replacen("[\"Quote.Coverage\",", "[\"Quote.Another\",", 1);
        assert!(matches!(Weights::parse(&renamed), Err(WeightsError::Unknown { .. })));
        let more = written.replacen("[first_round]\n", "[first_round]\nAnother = 0.0\n", 1);
        assert!(matches!(Weights::parse(&more), Err(WeightsError::Unknown { .. })));
    }
}

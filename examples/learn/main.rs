//! Learns the numbers of `src/rank/weights.toml` from questions with gold evidence.
//!
//! usage: learn [--folds N] [--leave-out NAME,…] [--without FEATURE,…]
//!              [--exchange NAME,… WEIGHT] [--words-too] [--turn NAME,… WEIGHT]
//!              [--narrow NAME,… WEIGHT] [--last NAME,…] [--model built-in|DIR] [--data DIR]
//!              --set NAME WEIGHT DOCUMENTS QUESTIONS [--set …]
//!
//! Several models, one after the other, since each looks at what the one before it left: the first
//! round over all units, the spans of the best, the second round over these, the third over what a
//! sentence model reads of them, and whether the first quote answers, or one of the first three.
//! With `--folds` all are also fitted on all folds but one, and whole answers scored on that one;
//! folds are made of documents, not of questions.
//!
//! With `--leave-out` all are also fitted without each of these sets, one after the other, and its
//! questions answered: how well does what was learned of other libraries do on a new one.
//!
//! `--exchange` adds to the questions of these sets that name something the same ones with another
//! name in its place, each counting WEIGHT: confidence learns from them that no document answers;
//! with `--words-too` also those that name nothing, with another word for their rarest. `--turn`
//! adds questions of these sets asked with "when" or "how many" where the sentence that answers
//! states no time and no number. `--narrow` adds the questions of these sets once more, asked of
//! the one document that answers them, and with `--exchange` their other forms too: small libraries
//! have little that competes. None of these are in the figures, and ranking does not learn from
//! them.
//!
//! From the sets of `--last` only the third round learns: questions in words that are not those of
//! the documents teach the rounds that look at words nothing good.
//!
//! With `--model` (`built-in`, or a folder as `verbatim --model` takes it) the model's features are
//! learned too, from the questions that it knows the language of. `--data` keeps indexes and
//! vectors in this folder, so that the next run need not make them.
//!
//! `--without` holds the weights of these features at 0, to see what they bring.
//!
//! What one model learns of another is asked of cases that the other did not learn from: each fit
//! is made once more for each of five parts.
//!
//! Ranking is learned from more passages than are looked at when a question is answered, confidence
//! and all figures from these.
//!
//! A question counts its set's weight: a small set of another kind is not drowned by a large one.
//! The same questions give the same numbers.
//!
//! Weights go to stdout as the file that is compiled in, figures to stderr.

mod boost;
mod derived;
mod evidence;
mod fit;
mod score;
mod train;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::exit;
use std::sync::Arc;

use derived::Exchanged;
use evidence::{Case, Teaches};
use verbatim::cli::model::ModelChoice;
use verbatim::corpus::Shelf;
use verbatim::rank::features::{Feature, ONLY_OF_CONFIDENCE};

/// One `--set`.
pub struct Set {
    name: String,
    weight: f64,
    documents: PathBuf,
    questions: PathBuf,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut folds = 1;
    let mut model = ModelChoice::None;
    let mut data = std::env::temp_dir().join(format!("verbatim-learn-{}", std::process::id()));
    let mut is_kept = false;
    let mut without: Vec<usize> = ONLY_OF_CONFIDENCE.map(|feature| feature as usize).to_vec();
    let mut what = Exchanged::Names;
    let [mut left_out, mut last] = [(); 2].map(|()| String::new());
    let [mut exchange, mut narrow, mut turn] = [(); 3].map(|()| (String::new(), 0.0));
    let mut sets: Vec<Set> = Vec::new();
    while let Some(argument) = arguments.next() {
        let mut next = || arguments.next().unwrap_or_else(|| usage());
        match argument.as_str() {
            "--without" => without.extend(numbers(&next())),
            "--leave-out" => left_out = next(),
            "--last" => last = next(),
            "--words-too" => what = Exchanged::NamesOrWords,
            "--exchange" => exchange = (next(), next().parse().unwrap_or_else(|_| usage())),
            "--turn" => turn = (next(), next().parse().unwrap_or_else(|_| usage())),
            "--narrow" => narrow = (next(), next().parse().unwrap_or_else(|_| usage())),
            "--data" => (data, is_kept) = (PathBuf::from(next()), true),
            "--model" => {
                model = match next().as_str() {
                    "built-in" => ModelChoice::BuiltIn,
                    other => ModelChoice::of(Some(other)),
                }
            }
            "--folds" => folds = next().parse().unwrap_or_else(|_| usage()),
            "--set" => sets.push(Set {
                name: next(),
                weight: next().parse().unwrap_or_else(|_| usage()),
                documents: PathBuf::from(next()),
                questions: PathBuf::from(next()),
            }),
            _ => usage(),
        }
    }
    if sets.is_empty() || folds == 0 {
        usage();
    }
    let encoder = model.open().unwrap_or_else(|error| fail(&error.to_string()));
    let mut cases: Vec<Case> = Vec::new();
    let mut shelves: Vec<Arc<Shelf>> = Vec::new();
    for (number, set) in sets.iter().enumerate() {
        shelves.push(evidence::gather(set, &data, encoder.as_ref(), &mut cases, number));
    }
    if encoder.is_some() {
        // The others are answered by words alone, with the numbers that were learned for that.
        cases.retain(|case| case.wide.query.background.is_some());
    }
    evidence::assign_folds(&mut cases, folds);
    let of_sets = |names: &str| {
        let names = names.split(',').filter(|name| !name.is_empty());
        let number = |name: &str| sets.iter().position(|set| set.name == name);
        names
            .map(|name| number(name).unwrap_or_else(|| fail(&format!("\"{name}\": no such set"))))
            .collect::<Vec<usize>>()
    };
    for set in of_sets(&last) {
        let of_set = cases.iter_mut().filter(|case| case.set == set);
        of_set.for_each(|case| case.teaches = Teaches::Last);
    }
    let mut derived: Vec<Case> = of_sets(&narrow.0)
        .into_iter()
        .flat_map(|set| derived::narrowed(&cases, set, narrow.1, &shelves[set]))
        .collect();
    for set in of_sets(&exchange.0) {
        let of = |cases: &[Case], weight: f64| {
            derived::exchanged(cases, (set, what), weight, &shelves[set], encoder.as_ref())
        };
        let exchanged = [of(&cases, exchange.1), of(&derived, narrow.1)];
        derived.extend(exchanged.into_iter().flatten());
    }
    for set in of_sets(&turn.0) {
        derived.extend(derived::turned(&cases, set, turn.1, &shelves[set], encoder.as_ref()));
    }
    let learned_from = [cases.as_slice(), derived.as_slice()];
    let all = || learned_from.into_iter().flatten();
    let weights = train::train(all(), &shelves, &without);
    for (number, set) in sets.iter().enumerate() {
        let (all, found, looked_at) = train::recall(&cases, number, &weights);
        eprintln!(
            "{:10} evidence among the candidates of {found} of {all}, among the units of the second round of {looked_at}",
            set.name
        );
    }
    let mut fitted: BTreeMap<usize, score::Score> = BTreeMap::new();
    score::score(&cases, &shelves, &weights, |_| true, &mut fitted);
    for (set, score) in &fitted {
        eprintln!("{:10} fitted          {score}", sets[*set].name);
    }
    if folds > 1 {
        let mut held_out: BTreeMap<usize, score::Score> = BTreeMap::new();
        for fold in 0..folds {
            let kept = all().filter(|case| case.fold != fold);
            let weights = train::train(kept, &shelves, &without);
            score::score(&cases, &shelves, &weights, |case| case.fold == fold, &mut held_out);
        }
        for (set, score) in &held_out {
            eprintln!("{:10} cross-validated {score}", sets[*set].name);
        }
    }
    for out in of_sets(&left_out) {
        let name = &sets[out].name;
        let mut scores: BTreeMap<usize, score::Score> = BTreeMap::new();
        let weights = train::train(all().filter(|case| case.set != out), &shelves, &without);
        score::score(&cases, &shelves, &weights, |case| case.set == out, &mut scores);
        for score in scores.values() {
            eprintln!("{name:10} left out        {score}");
        }
    }
    print!("{}{}", sources(&sets, &cases, &derived), weights.to_toml());
    if !is_kept {
        let _ = std::fs::remove_dir_all(&data);
    }
}

/// The numbers of features that are named with commas between.
fn numbers(names: &str) -> Vec<usize> {
    let number = |name: &str| {
        Feature::NAMES
            .iter()
            .position(|known| *known == name)
            .unwrap_or_else(|| fail(&format!("\"{name}\": no such feature")))
    };
    names.split(',').map(number).collect()
}

/// The first lines of the file: from what the numbers were learned, by the names of the sets.
fn sources(sets: &[Set], cases: &[Case], derived: &[Case]) -> String {
    let mut lines = String::from(
        "# The learned numbers; not written by hand. Made by examples/learn from these sets, each \
         with its weight\n# and its number of questions:\n#\n",
    );
    for (number, set) in sets.iter().enumerate() {
        let n = cases.iter().filter(|case| case.set == number).count();
        lines.push_str(&format!("#     {:12} {:4} {n:5}\n", set.name, set.weight));
        let kinds = [
            ("with a name exchanged or asked for what is not stated", false, false),
            ("asked of one document", true, true),
            ("both", true, false),
        ];
        for (name, is_narrow, answerable) in kinds {
            let is_of_kind = |case: &&Case| {
                case.set == number
                    && case.scope.files().is_some() == is_narrow
                    && case.answerable == answerable
            };
            let mut of_kind = derived.iter().filter(is_of_kind).peekable();
            if let Some(weight) = of_kind.peek().map(|first| first.weight) {
                let n = of_kind.count();
                lines.push_str(&format!("#     {:12} {weight:4} {n:5} {name}\n", set.name));
            }
        }
    }
    lines
}

fn usage() -> ! {
    eprintln!(
        "usage: learn [--folds N] [--leave-out NAME,…] [--without FEATURE,…] [--exchange NAME,… WEIGHT] [--words-too] [--turn NAME,… WEIGHT] [--narrow NAME,… WEIGHT] [--last NAME,…] [--model built-in|DIR] [--data DIR] --set NAME WEIGHT DOCUMENTS QUESTIONS [--set …]"
    );
    exit(2)
}

/// Ends the program with a problem.
pub fn fail(problem: &str) -> ! {
    eprintln!("learn: {problem}");
    exit(3)
}

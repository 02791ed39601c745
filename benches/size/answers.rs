//! Whole answers and their search, each beside what tantivy itself does with the same index.

use std::time::{Duration, Instant};

use verbatim::answer::{N_QUOTES, answer};
use verbatim::corpus::{Scope, Shelf};
use verbatim::index::{Snapshot, WeightedTerm};
use verbatim::library::{Folders, Library};
use verbatim::question::Question;

use crate::Silent;
use crate::baseline::Baseline;

/// The plain search finds at most so many passages.
const N_PLAIN: usize = 10;
/// The search of an answer finds at most so many passages, and none that scores less than this
/// share of the best.
const N_CANDIDATES: usize = 30;
const LEAST_SHARE: f32 = 0.25;

/// Compares both, after as many other questions: no question is asked twice before its answer is
/// timed, or answers would find their passages in memory.
pub fn answers(folders: &Folders, before: &[String], questions: &[String]) {
    let (library, _) = Library::open(folders, &mut Silent).expect("the documents can be read");
    let shelf = library.shelf();
    let baseline = Baseline::open(&folders.data.join("index"));
    let compare = |names, own: &Timed, other: &Timed| {
        take_times(before, own, other);
        let (own, other) = take_times(questions, own, other);
        print(names, own, other);
    };
    compare(["answer", "plain search"], &|question| whole(question, &shelf), &|question| {
        plain(question, &baseline)
    });
    compare(
        ["search", "tantivy's pruned union"],
        &|question| search(question, shelf.snapshot()),
        &|question| pruned(question, &baseline),
    );
}

/// Does something for a question and says how long it took.
pub type Timed<'t> = dyn Fn(&str) -> Duration + 't;

/// The times of two for each question, in turn, on one thread, in microseconds.
pub fn take_times(questions: &[String], own: &Timed, other: &Timed) -> (Vec<f64>, Vec<f64>) {
    let (mut own_times, mut other_times) = (Vec::new(), Vec::new());
    for (at, question) in questions.iter().enumerate() {
        for own_now in [at % 2 == 0, at % 2 == 1] {
            let (timed, times) =
                if own_now { (own, &mut own_times) } else { (other, &mut other_times) };
            times.push(timed(question).as_secs_f64() * 1e6);
        }
    }
    (own_times, other_times)
}

/// Prints means, percentiles and their ratios.
pub fn print(names: [&str; 2], mut own: Vec<f64>, mut other: Vec<f64>) {
    own.sort_by(f64::total_cmp);
    other.sort_by(f64::total_cmp);
    let line = |what: &str, own: f64, other: f64| {
        println!(
            "{:10} {what:4} {own:.0} us, {} {other:.0} us, ratio {:.2}",
            names[0],
            names[1],
            own / other
        );
    };
    let mean = |times: &[f64]| times.iter().sum::<f64>() / times.len() as f64;
    let at = |times: &[f64], share: f64| times[((times.len() - 1) as f64 * share) as usize];
    line("mean", mean(&own), mean(&other));
    for (what, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
        line(what, at(&own, share), at(&other, share));
    }
}

/// A whole answer, from the question's text.
pub fn whole(question: &str, shelf: &Shelf) -> Duration {
    let since = Instant::now();
    std::hint::black_box(
        answer(&Question::new(question), &Scope::All, shelf, N_QUOTES).expect("the index is whole"),
    );
    since.elapsed()
}

/// A plain search for the words of the question.
fn plain(question: &str, baseline: &Baseline) -> Duration {
    let question = Question::new(question);
    let since = Instant::now();
    let terms = question.terms().iter().map(|term| term.term.as_str());
    std::hint::black_box(baseline.plain(terms, N_PLAIN));
    since.elapsed()
}

/// The search of an answer for the words of the question, looking them up included.
fn search(question: &str, snapshot: &Snapshot) -> Duration {
    let question = Question::new(question);
    let since = Instant::now();
    let look_up = |term: &str| snapshot.look_up(term).expect("the index is whole");
    let terms = question.terms().iter();
    let terms: Vec<WeightedTerm> =
        terms.map(|term| WeightedTerm { term: look_up(&term.term), weight: 1.0 }).collect();
    let least = |best: f32| best * LEAST_SHARE;
    std::hint::black_box(
        snapshot.search(&terms, None, N_CANDIDATES, &least).expect("the index is whole"),
    );
    since.elapsed()
}

/// The same by tantivy's own means.
fn pruned(question: &str, baseline: &Baseline) -> Duration {
    let question = Question::new(question);
    let since = Instant::now();
    let terms = question.terms().iter().map(|term| term.term.as_str());
    std::hint::black_box(baseline.pruned(terms, N_CANDIDATES, LEAST_SHARE));
    since.elapsed()
}

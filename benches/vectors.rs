//! How fast the nearest of many vectors are found, and how many of them: against looking at all
//! numbers of all vectors.
//!
//! usage: cargo bench --bench vectors [-- DOCUMENTS QUESTIONS UNITS]
//!
//! Without arguments: the vectors of `seeds`, the questions of `prompts/questions.jsonl`, 1,000,000
//! units. The others are made between two vectors of the documents at a time, with noise, so that
//! they lie as dense around questions as texts do. Prints figures, asserts nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use serde::Deserialize;
use verbatim::cli::model::{Wait, read_documents};
use verbatim::document::{FileName, TextHash};
use verbatim::library::{Amount, Folders, Library, Progress};
use verbatim::model::{Encoder, Meaning};
use verbatim::vectors::{DocumentVectors, Vector, VectorKey, Vectors};

/// Nearest units that are looked for.
const N_NEAREST: usize = 30;
/// Units of a document that is made, in one passage.
const N_UNITS: usize = 100;
/// How much of a vector that is made is noise.
const NOISE: f32 = 0.5;

#[derive(Deserialize)]
struct Line {
    question: String,
}

struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
}

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let path =
        |at: usize, default: &str| PathBuf::from(arguments.get(at).map_or(default, String::as_str));
    let n: usize = arguments.get(2).map_or(1_000_000, |n| n.parse().expect("a number"));
    let data = std::env::temp_dir().join(format!("verbatim-vectors-{}", std::process::id()));
    let folders =
        Folders { seeds: path(0, "seeds"), data: data.clone(), program: None, engine: None };
    let (library, _) = Library::open(&folders, &mut Silent).expect("the documents can be read");
    let encoder = Encoder::built_in().expect("the model is compiled in");
    let since = Instant::now();
    read_documents(&library, Some(&encoder), Wait::ForAll, &mut Silent).expect("read");
    let n_own = library.shelf().vectors().n_rows();
    let seconds = since.elapsed().as_secs_f64();
    println!("{n_own} units of documents encoded, {:.0} a second", n_own as f64 / seconds);
    let own: Vec<Vec<f32>> = texts(&library)
        .iter()
        .filter_map(|text| Meaning::of(text, &encoder))
        .map(|meaning| meaning.vector().values().iter().map(|value| f32::from(*value)).collect())
        .collect();
    let text = fs::read_to_string(path(1, "prompts/questions.jsonl")).expect("questions");
    let questions: Vec<Vector> = text
        .lines()
        .map(|line| serde_json::from_str::<Line>(line).expect("a question").question)
        .filter_map(|question| Some(Meaning::of(&question, &encoder)?.vector().clone()))
        .collect();
    let vectors = many(&own, n);
    println!("{} vectors, {} questions", vectors.n_rows(), questions.len());
    measure(&vectors, &questions);
    // What the process holds that is no file (proc(5)); only Linux says.
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        status
            .lines()
            .filter(|line| line.starts_with("RssAnon"))
            .for_each(|line| println!("{line}"));
    }
    fs::remove_dir_all(data).expect("the scratch folder can be removed");
}

/// The texts of all passages, by their first words.
fn texts(library: &Library) -> Vec<String> {
    let shelf = library.shelf();
    let files = shelf.snapshot().files().expect("whole");
    let mut all = Vec::new();
    for file in files.keys() {
        for passage in shelf.snapshot().passages_in(file).expect("whole") {
            let passage = shelf.passage(passage).expect("whole");
            all.extend(passage.words.units.iter().map(|unit| unit.text.clone()));
        }
    }
    all
}

fn many(own: &[Vec<f32>], n: usize) -> Vectors {
    let mut random = fastrand::Rng::with_seed(9);
    let (mut documents, mut made) = (BTreeMap::new(), Vec::new());
    for number in 0..n.div_ceil(N_UNITS) {
        let hash = TextHash::parse(&format!("{number:064x}")).expect("a hash");
        let key = VectorKey::of(&hash, "");
        documents.insert(FileName::new(format!("{number:07}.txt")).expect("a name"), key);
        let units: Vec<Option<Vector>> = (0..N_UNITS)
            .map(|_| {
                let [one, other] = [0, 0].map(|_| &own[random.usize(0..own.len())]);
                let share = random.f32();
                let size = NOISE * 127.0 * 2.0 / 3.0_f32.sqrt();
                let between = one.iter().zip(other).map(|(one, other)| {
                    one * share + other * (1.0 - share) + size * (random.f32() - 0.5)
                });
                Vector::of(&between.collect::<Vec<f32>>())
            })
            .collect();
        let mut document = DocumentVectors::new(own[0].len());
        document.push_passage(&units);
        made.push((key, document));
    }
    Vectors::default().next(&documents, &made)
}

fn measure(vectors: &Vectors, questions: &[Vector]) {
    let (mut micros, mut n_found, mut n) = (Vec::new(), 0, 0);
    for (number, question) in questions.iter().cycle().take(questions.len().max(300)).enumerate() {
        let since = Instant::now();
        let (hits, _) = vectors.nearest(question, None, N_NEAREST);
        micros.push(since.elapsed().as_secs_f64() * 1e3);
        if number < questions.len() {
            let exact = vectors.nearest_exactly(question, N_NEAREST);
            let least = exact.last().map_or(0.0, |hit| hit.cosine);
            n += exact.len();
            n_found += hits.iter().filter(|hit| hit.cosine >= least).count();
        }
    }
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| micros[((micros.len() - 1) as f64 * share) as usize];
    println!("p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms", at(0.5), at(0.99), at(1.0));
    println!("recall@{N_NEAREST} {:.4}", n_found as f64 / n.max(1) as f64);
}

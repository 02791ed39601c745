//! How the program scales with the number of documents: whole answers beside a plain search of the
//! same index, their search beside tantivy's own, making the index beside tantivy alone, the start
//! when nothing has changed, memory, the list of documents and its autocompletion. Prints figures, asserts nothing: machines are noisy, and a
//! ratio of one run says more than a time.
//!
//! usage: cargo bench --bench size [-- SIZE … PART …]      10000 100000 1000000 without sizes
//!
//! The parts are index, start, answers, memory, titles, serving, engine and keeping; all without one.
//! Without `index` that of the last run is used. `engine` needs one, which VERBATIM_ENGINE names.
//!
//! A size is a number of passages, and after an `x` how many of them a document has, ten where that is
//! left out: `1000000x1` is a million documents of one passage each.
//!
//! The libraries stay in target/size, for the next run.

mod analyzer;
mod answers;
mod baseline;
mod engine;
mod library;
mod raw;
mod serving;
mod titles;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use answers::answers;
use library::{N_PASSAGES, Words, questions};
use verbatim::answer::{N_QUOTES, answer};
use verbatim::corpus::Scope;
use verbatim::library::{Amount, Folders, Library, Progress, watch};
use verbatim::question::Question;

/// Questions cut out of the text; a tenth as many are added of words that no document has.
const N_QUESTIONS: usize = 1000;
/// The index is made anew this often where that takes less than [`LONG`]; the quickest counts, of
/// both.
const N_TIMES: usize = 3;
const LONG: Duration = Duration::from_secs(20);

/// What can be measured.
const PARTS: [&str; 8] =
    ["index", "start", "answers", "memory", "titles", "serving", "engine", "keeping"];

/// Documents that change.
const N_CHANGED: usize = 10;
/// The bench waits for them no longer than this.
const TIMEOUT: Duration = Duration::from_secs(60);

pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
}

/// How large a library is.
#[derive(Clone, Copy)]
struct Size {
    n_passages: usize,
    in_document: usize,
}

impl Size {
    /// What was typed; `None` for what `cargo bench` adds.
    fn parse(typed: &str) -> Option<Size> {
        let (n_passages, in_document) = typed.split_once('x').unwrap_or((typed, "10"));
        let (n_passages, in_document) = (n_passages.parse().ok()?, in_document.parse().ok()?);
        (in_document > 0).then_some(Size { n_passages, in_document })
    }
}

impl std::fmt::Display for Size {
    /// Names the folder that it lies in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.in_document {
            N_PASSAGES => write!(f, "{}", self.n_passages),
            n => write!(f, "{}x{n}", self.n_passages),
        }
    }
}

fn main() {
    let sizes: Vec<Size> =
        std::env::args().skip(1).filter_map(|argument| Size::parse(&argument)).collect();
    let parts: Vec<String> =
        std::env::args().filter(|argument| PARTS.contains(&argument.as_str())).collect();
    let is_wanted = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    let ten = |n_passages| Size { n_passages, in_document: N_PASSAGES };
    let sizes = if sizes.is_empty() { [10_000, 100_000, 1_000_000].map(ten).into() } else { sizes };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/size");
    for size in sizes {
        let Size { n_passages: n, in_document } = size;
        let words = Words::new(in_document);
        let n_documents = n.div_ceil(in_document);
        let root = root.join(size.to_string());
        let (seeds, data) = (root.join("seeds"), root.join("data"));
        let folders = Folders { seeds, data, program: None, engine: None };
        words.write(&folders.seeds, n_documents).expect("target/size can be written");
        println!("== {n} passages in {n_documents} documents");
        if is_wanted("index") {
            index(&words, n_documents, &folders, &root.join("raw"));
        }
        if is_wanted("start") {
            start(&folders);
        }
        let [before, questions] =
            [8, 7].map(|seed| questions(&words, n_documents, N_QUESTIONS, seed));
        if is_wanted("answers") {
            answers(&folders, &before, &questions);
        }
        if is_wanted("memory") {
            memory(&folders, &questions);
        }
        if is_wanted("titles") {
            titles::titles(&folders, &words, n_documents);
        }
        if is_wanted("serving") {
            serving::serving(&folders, &words, n_documents);
        }
        if is_wanted("engine") {
            engine::engine(&folders, &root.join("engine"), &before, &questions);
        }
        if is_wanted("keeping") {
            keeping_up(&folders, &questions);
        }
    }
}

/// Makes the index, and tantivy's alone of the same passages with the same words, positions and
/// threads.
fn index(words: &Words, n_documents: usize, folders: &Folders, raw: &Path) {
    let passages: Vec<String> =
        (0..n_documents).flat_map(|number| words.document(number)).collect();
    let n_bytes: usize = passages.iter().map(String::len).sum();
    let (mut own, mut tantivy) = (Duration::MAX, Duration::MAX);
    let _ = fs::remove_dir_all(&folders.data);
    // Each time elsewhere: a file system takes longer to make files where many were just removed.
    let mut tries = Vec::new();
    while tries.len() < N_TIMES && (own < LONG || tries.is_empty()) {
        let (data, raw) = (
            raw.with_extension(format!("data{}", tries.len())),
            raw.with_extension(tries.len().to_string()),
        );
        fs::create_dir_all(&raw).expect("target/size can be written");
        let since = Instant::now();
        Library::open(&Folders { data: data.clone(), ..folders.clone() }, &mut Silent)
            .expect("the documents can be read");
        own = own.min(since.elapsed());
        let since = Instant::now();
        raw::index(&raw, &passages);
        tantivy = tantivy.min(since.elapsed());
        tries.push((data, raw));
    }
    for (data, raw) in tries.iter().rev() {
        let _ = fs::remove_dir_all(raw);
        let _ = if folders.data.exists() {
            fs::remove_dir_all(data)
        } else {
            fs::rename(data, &folders.data)
        };
    }
    let rate = |time: Duration| n_bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "index      {:.1} s, {:.1} MB/s; tantivy alone {:.1} s, {:.1} MB/s; ratio of rates {:.2}",
        own.as_secs_f64(),
        rate(own),
        tantivy.as_secs_f64(),
        rate(tantivy),
        rate(own) / rate(tantivy)
    );
}

/// A process from start to end when nothing has changed.
fn start(folders: &Folders) {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let since = Instant::now();
            let status =
                program(folders, "index").stdout(Stdio::null()).status().expect("the program runs");
            assert!(status.success(), "the index can be opened");
            since.elapsed()
        })
        .collect();
    times.sort();
    println!("start      {:.3} s with nothing changed", times[times.len() / 2].as_secs_f64());
}

/// Prints percentiles.
fn print_times(name: &str, unit: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times.get(((times.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
    };
    println!(
        "{name:10} p50 {:.1} {unit}, p90 {:.1} {unit}, p99 {:.1} {unit}, most {:.1} {unit}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}

fn program(folders: &Folders, command: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_verbatim"));
    program
        .arg("--seeds")
        .arg(&folders.seeds)
        .arg("--data")
        .arg(&folders.data)
        .arg(command)
        .stderr(Stdio::null());
    program
}

/// Memory of a process that has answered all the questions, files that it only maps aside.
fn memory(folders: &Folders, questions: &[String]) {
    let mut asked = program(folders, "ask")
        .args(["--batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = asked.stdin.take().expect("piped");
    let lines: Vec<String> = questions
        .iter()
        .map(|question| serde_json::json!({"question": question}).to_string())
        .collect();
    let writer = std::thread::spawn(move || {
        for line in &lines {
            writeln!(stdin, "{line}").expect("the program reads");
        }
        stdin
    });
    let mut answers = BufReader::new(asked.stdout.take().expect("piped")).lines();
    let n_answers = answers.by_ref().take(questions.len() - 1).count();
    let status = fs::read_to_string(format!("/proc/{}/status", asked.id())).unwrap_or_default();
    let of = |name: &str| {
        status
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .map_or("unknown", str::trim)
            .to_owned()
    };
    println!(
        "memory     RssAnon {}, RssFile {} after {n_answers} answers",
        of("RssAnon"),
        of("RssFile")
    );
    drop(writer.join().expect("written"));
    drop(answers);
    let _ = asked.wait();
}

/// Ten documents change while questions are asked: how long after the last write all changes are in
/// the answers.
fn keeping_up(folders: &Folders, questions: &[String]) {
    let library =
        Arc::new(Library::open(folders, &mut Silent).expect("the documents can be read").0);
    let _watch = watch(Arc::clone(&library), Arc::default());
    let ask =
        |question: &str| answer(&Question::new(question), &Scope::All, &library.shelf(), N_QUOTES);
    let run = std::process::id();
    let changed: Vec<PathBuf> =
        (0..N_CHANGED).map(|number| folders.seeds.join(format!("000/{number:06}.txt"))).collect();
    let before: Vec<String> =
        changed.iter().map(|path| fs::read_to_string(path).expect("a document")).collect();
    for (number, (path, words)) in changed.iter().zip(&before).enumerate() {
        fs::write(path, format!("{words}\nThe keeper of lamp {number} signed the ledger as zylk{run}n{number} on that day.\n"))
            .expect("target/size can be written");
    }
    let (since, mut n_asked, mut n_failed) = (Instant::now(), 0, 0);
    let is_there = |number: usize| {
        let found = ask(&format!("who signed the ledger as zylk{run}n{number}?"))
            .map(|answer| answer.missing.is_empty());
        found.unwrap_or(false)
    };
    while !(0..N_CHANGED).all(is_there) && since.elapsed() < TIMEOUT {
        for question in questions.iter().skip(n_asked % questions.len()).take(20) {
            n_asked += 1;
            n_failed += usize::from(ask(question).is_err());
        }
    }
    println!(
        "keeping up {:.1} s until {N_CHANGED} changed documents are in the answers, {n_failed} of {n_asked} questions failed meanwhile",
        since.elapsed().as_secs_f64()
    );
    for (path, words) in changed.iter().zip(before) {
        fs::write(path, words).expect("target/size can be written");
    }
}

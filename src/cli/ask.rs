//! `verbatim ask`: one question, or a file of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use serde::Deserialize;

use super::arguments::AskArgs;
use super::{Exit, Failure, LineProblem, json, model, style, terminal};
use crate::answer::{self, Answer, Contribution, Outcome};
use crate::corpus::Shelf;
use crate::model::Encoder;
use crate::phrases::Voice;
use crate::reply::{self, words};
use crate::settings::PlaceScope;

/// Answers what was typed, or each line of a file, on `out`.
///
/// # Errors
/// When the file cannot be read or a line is malformed (its number is named); when the library is
/// damaged or nobody reads.
pub fn run(
    ask: &AskArgs,
    shelf: &Shelf,
    model: Option<&Encoder>,
    voice: Voice,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    if let Some(file) = &ask.batch {
        return batch(file, ask.quotes, shelf, model, out);
    }
    let question = ask.question.join(" ");
    let (answer, elapsed_us) = timed(&question, shelf, model, ask.quotes)?;
    if ask.json {
        print_json(&answer, elapsed_us, out)?;
    } else {
        write!(out, "{}", terminal::render(&reply::reply(&answer, voice), style()))?;
    }
    if ask.explain {
        explain(&question, shelf, model, out)?;
    }
    Ok(if matches!(answer.outcome, Outcome::Answered(_)) { Exit::Done } else { Exit::Negative })
}

/// One line of a batch; other keys are for the scorer.
#[derive(Deserialize)]
struct BatchLine {
    question: String,
}

/// Answers every line of a file, in order, as JSON Lines on `out`.
fn batch(
    file: &Path,
    n_quotes: usize,
    shelf: &Shelf,
    model: Option<&Encoder>,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let is_stream = file == Path::new("-");
    let reader: Box<dyn BufRead> = if is_stream {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let opened = File::open(file);
        Box::new(BufReader::new(
            opened.map_err(|cause| Failure::File { path: file.to_path_buf(), cause })?,
        ))
    };
    for (index, line) in reader.lines().enumerate() {
        let wrong = |problem| Failure::Line { path: file.to_path_buf(), line: index + 1, problem };
        let line = line.map_err(|cause| wrong(LineProblem::NoText(cause)))?;
        if line.trim().is_empty() {
            continue;
        }
        let asked: BatchLine =
            serde_json::from_str(&line).map_err(|cause| wrong(LineProblem::NoQuestion(cause)))?;
        let (answer, elapsed_us) = timed(&asked.question, shelf, model, n_quotes)?;
        print_json(&answer, elapsed_us, out)?;
        // A program that writes line by line waits for each answer.
        if is_stream {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// An answer as a line of JSON.
fn print_json(answer: &Answer, elapsed_us: u128, out: &mut dyn Write) -> Result<(), Failure> {
    let line = serde_json::to_string(&json::answer(answer, elapsed_us));
    Ok(writeln!(out, "{}", line.expect("an answer is plain data"))?)
}

/// The answer and the microseconds it took.
fn timed(
    question: &str,
    shelf: &Shelf,
    model: Option<&Encoder>,
    n_quotes: usize,
) -> Result<(Answer, u128), Failure> {
    let since = Instant::now();
    let scope = PlaceScope::everybodys();
    let shelf = &scope.shelf(shelf)?;
    let scope = scope.on(shelf)?;
    let answer = answer::answer(&model::question(question, model), &scope, shelf, n_quotes)?;
    Ok((answer, since.elapsed().as_micros()))
}

fn explain(
    question: &str,
    shelf: &Shelf,
    model: Option<&Encoder>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let scope = PlaceScope::everybodys();
    let shelf = &scope.shelf(shelf)?;
    let scope = scope.on(shelf)?;
    let explanation = answer::explain(&model::question(question, model), &scope, shelf)?;
    let terms = explanation
        .terms
        .iter()
        .map(|term| format!("{} ({:.2})", term.term, term.idf))
        .collect::<Vec<_>>()
        .join(", ");
    writeln!(out, "\nwanted: {:?}\nsearched for, with idf: {terms}", explanation.wanted)?;
    writeln!(
        out,
        "the documents answer with probability {:.2}; {} is enough",
        explanation.answered, explanation.threshold
    )?;
    let decided = if explanation.by_meaning { "words and meaning" } else { "words" };
    writeln!(out, "ranked by {decided}")?;
    for (at, sentence) in explanation.units.iter().enumerate() {
        let places = sentence
            .parts
            .iter()
            .map(|part| format!("{} {}", part.start(), part.end()))
            .collect::<Vec<_>>()
            .join(", ");
        writeln!(
            out,
            "\n{}. score {:.2}, probability {:.3}: {} {places}",
            at + 1,
            sentence.score,
            sentence.probability,
            sentence.file
        )?;
        if let Some(cosine) = sentence.cosine {
            writeln!(out, "   cosine {cosine:.3}")?;
        }
        if let Some(section) = words::path(&sentence.sections) {
            writeln!(out, "   under: {}", terminal::on_one_line(&section))?;
        }
        writeln!(out, "   {}", terminal::on_one_line(&sentence.words))?;
        writeln!(
            out,
            "   answering words: {}",
            sentence.span.as_deref().map_or("none".to_owned(), terminal::on_one_line)
        )?;
        let sum = sentence.contributions.iter().map(|contribution| {
            let Contribution { name, value, weight } = contribution;
            format!("{name} {value:.2} × {weight:.2} = {:+.2}", contribution.amount())
        });
        writeln!(out, "   {}", sum.collect::<Vec<_>>().join(", "))?;
    }
    Ok(())
}

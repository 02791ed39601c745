//! `verbatim eval`: the answers compared with gold evidence.

pub mod gold;
pub mod html;
pub mod kept;
pub mod tally;

use std::fs;
use std::io::Write;
use std::path::Path;

use self::gold::GoldQuestion;
use self::html::Miss;
use self::kept::Cases;
use self::tally::{Tally, f1};
use super::arguments::EvalArgs;
use super::model::question;
use super::{Exit, Failure, LineProblem};
use crate::answer::{self, Outcome, Shown};
use crate::corpus::Shelf;
use crate::library::{Folders, Library};
use crate::model::Encoder;
use crate::reply::visible;
use crate::settings::PlaceScope;

/// Scores the questions of a file, or asks the kept cases; exit code 1 below a floor, or where a case is
/// lost.
///
/// # Errors
/// When the file cannot be read or a line is malformed, or the report cannot be written; when the
/// library is damaged or nobody reads.
pub fn run(
    eval: &EvalArgs,
    (library, kept): (&Library, &Folders),
    model: Option<&Encoder>,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let shelf = &library.shelf();
    let Some(questions) = &eval.questions else {
        return Cases::open(kept)?.run(shelf, model, out);
    };
    let (tally, misses) = score(questions, shelf, model)?;
    if eval.misses {
        list(&misses, out)?;
    }
    print(&tally, out)?;
    if let Some(path) = &eval.html {
        let name = questions.file_name().unwrap_or_default().to_string_lossy();
        fs::write(path, html::report(&name, &tally, &misses))
            .map_err(|cause| Failure::File { path: path.to_path_buf(), cause })?;
    }
    let below = eval.min_hit1.is_some_and(|floor| tally.hit1() < floor)
        || eval.min_hit3.is_some_and(|floor| tally.hit3() < floor);
    Ok(if below { Exit::Negative } else { Exit::Done })
}

/// Answers each question of a file, and compares the answer with the evidence.
fn score(
    questions: &Path,
    shelf: &Shelf,
    model: Option<&Encoder>,
) -> Result<(Tally, Vec<Miss>), Failure> {
    let text = fs::read_to_string(questions)
        .map_err(|cause| Failure::File { path: questions.to_path_buf(), cause })?;
    let mut tally = Tally::default();
    let mut misses: Vec<Miss> = Vec::new();
    let scope = PlaceScope::everybodys();
    let shelf = &scope.shelf(shelf)?;
    let scope = scope.on(shelf)?;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let asked: GoldQuestion = serde_json::from_str(line).map_err(|cause| Failure::Line {
            path: questions.to_path_buf(),
            line: index + 1,
            problem: LineProblem::NoGoldQuestion(cause),
        })?;
        let answer =
            answer::answer(&question(&asked.question, model), &scope, shelf, answer::N_QUOTES)?;
        let quotes: &[Shown] = match &answer.outcome {
            Outcome::Answered(quotes) => quotes,
            Outcome::NothingFound { .. } => &[],
        };
        let hits: Vec<bool> = quotes
            .iter()
            .map(|shown| asked.gold.iter().any(|gold| gold.is_covered(shown)))
            .collect();
        count(&mut tally, &asked, quotes, &hits);
        let is_right =
            if asked.answerable { hits.first() == Some(&true) } else { quotes.is_empty() };
        if !is_right {
            misses.push(miss(asked, quotes, &hits));
        }
    }
    if tally.answerable + tally.unanswerable == 0 {
        return Err(Failure::NoQuestion(questions.to_path_buf()));
    }
    Ok((tally, misses))
}

/// Prints the figures and the reliability table.
fn print(tally: &Tally, out: &mut dyn Write) -> Result<(), Failure> {
    for (name, value) in tally.figures() {
        writeln!(out, "{name:24} {value}")?;
    }
    writeln!(out, "\nconfidence  quotes  mean   right")?;
    for (bin, (n, confidence, right)) in tally.reliability() {
        writeln!(
            out,
            "{:.1} to {:.1}  {n:6}  {confidence:.3}  {right:.3}",
            bin as f64 / 10.0,
            (bin + 1) as f64 / 10.0
        )?;
    }
    Ok(())
}

/// Counts one answer.
fn count(tally: &mut Tally, asked: &GoldQuestion, quotes: &[Shown], hits: &[bool]) {
    tally
        .trusted
        .extend(quotes.first().map(|first| (first.confidence, asked.answerable && hits[0])));
    if !asked.answerable {
        tally.unanswerable += 1;
        tally.silent += usize::from(quotes.is_empty());
        return;
    }
    tally.answerable += 1;
    tally.answered += usize::from(!quotes.is_empty());
    tally.hit1 += usize::from(hits.first() == Some(&true));
    tally.hit3 += usize::from(hits.iter().take(answer::N_QUOTES).any(|hit| *hit));
    tally.characters.extend(quotes.iter().map(|shown| shown.quote.n_characters()));
    if hits.first() == Some(&true) {
        let text = quotes[0].quote.document().text();
        let marked = quotes[0]
            .highlights
            .iter()
            .filter_map(|range| text.get(*range))
            .collect::<Vec<_>>()
            .join(" ");
        let best = asked
            .gold
            .iter()
            .map(|gold| f1(&marked, gold.answer.as_deref().unwrap_or_default()))
            .fold(0.0, f64::max);
        tally.highlights.push(best);
    }
}

fn miss(asked: GoldQuestion, quotes: &[Shown], hits: &[bool]) -> Miss {
    let got = quotes
        .iter()
        .zip(hits)
        .map(|(shown, hit)| {
            (shown.quote.document().file().to_string(), words(shown), shown.confidence, *hit)
        })
        .collect();
    let evidence = asked
        .gold
        .into_iter()
        .map(|gold| (gold.file.to_string(), gold.quote.or(gold.answer).unwrap_or_default()))
        .collect();
    Miss { id: asked.id, kind: asked.kind, question: asked.question, got, evidence }
}

fn words(shown: &Shown) -> String {
    shown.quote.texts().collect::<Vec<_>>().join(" […] ")
}

fn list(misses: &[Miss], out: &mut dyn Write) -> Result<(), Failure> {
    for miss in misses {
        let got = miss.got.first().map_or("(silent)", |(_, words, ..)| words);
        let wanted = miss.evidence.first().map_or("(silence)", |(_, words)| words);
        writeln!(
            out,
            "miss: {} {}\n      got: {}\n      evidence: {}",
            miss.id,
            miss.question,
            visible(got),
            visible(wanted)
        )?;
    }
    Ok(())
}

//! `verbatim eval`: the answers held against gold evidence.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde::Deserialize;

use super::{Exit, Failure};
use crate::answer::{self, Outcome, Scope, Shelf, Shown};
use crate::document::FileName;
use crate::question::Question;

/// A longer quote hits only where the gold sentence is as long, in characters.
const LONGEST: usize = 400;

/// A question with its evidence. Keys that are not named here are for others.
#[derive(Deserialize)]
struct GoldQuestion {
    #[serde(default)]
    id: String,
    question: String,
    #[serde(default = "yes")]
    answerable: bool,
    #[serde(default)]
    gold: Vec<Gold>,
}

fn yes() -> bool {
    true
}

/// Where an answer stands: by range, by its words within a sentence, or as the halves of a sentence.
#[derive(Deserialize)]
struct Gold {
    file: FileName,
    start: Option<usize>,
    end: Option<usize>,
    quote: Option<String>,
    answer: Option<String>,
    halves: Option<Vec<[usize; 2]>>,
}

/// What was counted.
#[derive(Debug, Default)]
struct Score {
    answerable: usize,
    answered: usize,
    hit1: usize,
    hit3: usize,
    unanswerable: usize,
    silent: usize,
    quotes: usize,
    characters: usize,
}

/// What is asked of the score.
#[derive(Debug, Clone, Copy)]
pub struct Floors {
    /// Least share of hits at 1.
    pub hit1: Option<f64>,
    /// Least share of hits at 3.
    pub hit3: Option<f64>,
}

/// Scores the questions of a file; exit code 1 below a floor.
///
/// # Errors
/// When the file cannot be read or a line is malformed; when the library is damaged or nobody reads.
pub fn run(questions: &Path, floors: Floors, list_misses: bool, shelf: &Shelf, out: &mut dyn Write) -> Result<Exit, Failure> {
    let text = fs::read_to_string(questions).map_err(|error| Failure::Input(format!("{}: {error}", questions.display())))?;
    let mut score = Score::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let asked: GoldQuestion = serde_json::from_str(line)
            .map_err(|error| Failure::Input(format!("{}: line {}: {error}: expected a question with gold evidence", questions.display(), number + 1)))?;
        let answer = answer::answer(&Question::new(&asked.question), &Scope::All, shelf, answer::N_QUOTES)?;
        let quotes: &[Shown] = match &answer.outcome {
            Outcome::Answered(quotes) => quotes,
            Outcome::NothingFound { .. } => &[],
        };
        if !asked.answerable {
            score.unanswerable += 1;
            score.silent += usize::from(quotes.is_empty());
            continue;
        }
        let hits: Vec<bool> = quotes.iter().map(|shown| asked.gold.iter().any(|gold| gold.is_covered(shown))).collect();
        score.answerable += 1;
        score.answered += usize::from(!quotes.is_empty());
        score.hit1 += usize::from(hits.first() == Some(&true));
        score.hit3 += usize::from(hits.contains(&true));
        score.quotes += quotes.len();
        score.characters += quotes.iter().map(|shown| shown.quote.n_characters()).sum::<usize>();
        if list_misses && hits.first() != Some(&true) {
            let got = quotes.first().map_or("(silent)".to_owned(), |shown| super::terminal::visible(&shown.quote.texts().collect::<Vec<_>>().join(" […] ")));
            writeln!(out, "miss: {} {}\n      got: {got}", asked.id, asked.question)?;
        }
    }
    if score.answerable + score.unanswerable == 0 {
        return Err(Failure::Input(format!("{}: no question in it", questions.display())));
    }
    let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
    let (hit1, hit3) = (share(score.hit1, score.answerable), share(score.hit3, score.answerable));
    writeln!(out, "hit@1 {hit1:.4}, hit@3 {hit3:.4} of {} answerable questions", score.answerable)?;
    writeln!(
        out,
        "answered {:.4}, silent {:.4} of {} unanswerable ones",
        share(score.answered, score.answerable),
        share(score.silent, score.unanswerable),
        score.unanswerable
    )?;
    writeln!(out, "mean quote {:.1} characters", score.characters as f64 / score.quotes.max(1) as f64)?;
    let below = floors.hit1.is_some_and(|floor| hit1 < floor) || floors.hit3.is_some_and(|floor| hit3 < floor);
    Ok(if below { Exit::Negative } else { Exit::Done })
}

impl Gold {
    /// Whether a quote shows the gold answer where the gold says it stands, inside one part.
    fn is_covered(&self, shown: &Shown) -> bool {
        let quote = &shown.quote;
        if *quote.document().file() != self.file {
            return false;
        }
        if let Some(halves) = &self.halves {
            return quote.parts().iter().map(|part| [part.start(), part.end()]).eq(halves.iter().copied());
        }
        let covers = |start: usize, end: usize, allowed: usize| {
            quote.n_characters() <= allowed.max(LONGEST) && quote.parts().iter().any(|part| part.start() <= start && end <= part.end())
        };
        if let (Some(start), Some(end)) = (self.start, self.end) {
            return covers(start, end, 0);
        }
        let (Some(sentence), Some(answer)) = (&self.quote, &self.answer) else { return false };
        let text = quote.document().text().as_str();
        text.match_indices(sentence.as_str()).any(|(at, _)| {
            sentence.match_indices(answer.as_str()).any(|(inside, _)| covers(at + inside, at + inside + answer.len(), sentence.chars().count() + 40))
        })
    }
}

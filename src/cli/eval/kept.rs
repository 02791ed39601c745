//! `verbatim eval --kept`, and `verbatim index --gate`: the cases that were kept of people's questions,
//! each asked again where it was asked.

use std::io::Write;

use super::gold::Gold;
use crate::answer::{self, Outcome, Shown};
use crate::cli::model::question;
use crate::cli::{Exit, Failure};
use crate::corpus::Shelf;
use crate::document::Escaped;
use crate::feedback::{Feedback, KeptCase, ShownQuote};
use crate::library::{Candidates, Folders, Library, Progress};
use crate::model::Encoder;
use crate::settings::{Place, PlaceScope, Settings};

/// The cases, and what may be quoted where they were asked.
pub struct Cases {
    cases: Vec<KeptCase>,
    settings: Settings,
}

/// What came of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// A quote shows the evidence.
    Holds,
    /// Nothing is found.
    Silent,
    /// Other words are quoted.
    OtherQuotes,
}

impl Cases {
    /// All that are kept in the data folder.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn open(folders: &Folders) -> Result<Cases, Failure> {
        let cases = Feedback::open(&folders.data)?.cases(None)?;
        Ok(Cases { cases, settings: Settings::open(&folders.data)? })
    }

    /// Asks each again; exit code 1 when one is lost.
    ///
    /// # Errors
    /// When the library is damaged or nobody reads.
    pub fn run(
        &self,
        shelf: &Shelf,
        encoder: Option<&Encoder>,
        out: &mut dyn Write,
    ) -> Result<Exit, Failure> {
        if self.is_none(out)? {
            return Ok(Exit::Done);
        }
        let held = self.held(shelf, encoder)?;
        let lost = self.list(&held, "lost", |held| held != Held::Holds, out)?;
        writeln!(out, "{} cases, {} hold, {lost} lost", held.len(), held.len() - lost)?;
        Ok(if lost > 0 { Exit::Negative } else { Exit::Done })
    }

    /// Whether a new index loses no case that the current one holds. Of an index that this version
    /// cannot read, it is taken to hold all of them.
    ///
    /// # Errors
    /// When the library is damaged or nobody reads.
    pub fn accept(
        &self,
        candidates: &Candidates,
        encoder: Option<&Encoder>,
        progress: &mut dyn Progress,
        out: &mut dyn Write,
    ) -> Result<bool, Failure> {
        if self.is_none(out)? {
            return Ok(true);
        }
        let mut held_by = |library: &Library| {
            if let Some(encoder) = encoder {
                // Of what the other state needs nothing is removed.
                library.add_vectors(encoder, progress, &|| true)?;
            }
            self.held(&library.shelf(), encoder)
        };
        let before = match &candidates.current {
            Some(current) => held_by(current)?,
            None => {
                writeln!(
                    out,
                    "there is no index that this version can read: every case must hold"
                )?;
                vec![Held::Holds; self.cases.len()]
            }
        };
        let after = held_by(&candidates.next)?;
        let lost: Vec<Held> = before
            .iter()
            .zip(&after)
            .map(|(before, after)| if *before == Held::Holds { *after } else { Held::Holds })
            .collect();
        let n_lost = self.list(&lost, "lost", |held| held != Held::Holds, out)?;
        let n_held = after.iter().filter(|held| **held == Held::Holds).count();
        let n_before = before.iter().filter(|held| **held == Held::Holds).count();
        writeln!(out, "{} cases, {n_before} held before, {n_held} hold now", after.len())?;
        Ok(n_lost == 0)
    }

    /// Says so where there is none.
    fn is_none(&self, out: &mut dyn Write) -> Result<bool, Failure> {
        if self.cases.is_empty() {
            writeln!(out, "no case is kept: `verbatim feedback --keep ID` keeps one")?;
        }
        Ok(self.cases.is_empty())
    }

    fn held(&self, shelf: &Shelf, encoder: Option<&Encoder>) -> Result<Vec<Held>, Failure> {
        let one = |case: &KeptCase| {
            let place = Place {
                server: Some(case.server).filter(|server| *server != 0),
                channel: case.channel,
            };
            let scope = PlaceScope::new(place, &self.settings.at(place));
            let scope = match &case.only {
                Some(file) => scope.only(file.clone()),
                None => scope,
            };
            let asked = question(&case.text, encoder);
            let shelf = &scope.shelf(shelf)?;
            let answer = answer::answer(&asked, &scope.on(shelf)?, shelf, answer::N_QUOTES)?;
            Ok(match &answer.outcome {
                Outcome::NothingFound { .. } => Held::Silent,
                Outcome::Answered(quotes) => {
                    let is_shown =
                        |evidence: &ShownQuote| quotes.iter().any(|shown| shows(evidence, shown));
                    match case.quotes.iter().any(is_shown) {
                        true => Held::Holds,
                        false => Held::OtherQuotes,
                    }
                }
            })
        };
        self.cases.iter().map(one).collect()
    }

    /// Lists some of the cases; how many.
    fn list(
        &self,
        held: &[Held],
        what: &str,
        is_listed: impl Fn(Held) -> bool,
        out: &mut dyn Write,
    ) -> Result<usize, Failure> {
        let listed = self.cases.iter().zip(held).filter(|(_, held)| is_listed(**held));
        let mut n_listed = 0;
        for (case, held) in listed {
            n_listed += 1;
            let why = match held {
                Held::Holds => "it holds",
                Held::Silent => "nothing is found",
                Held::OtherQuotes => "other words are quoted",
            };
            writeln!(out, "{what}: {} {}: {why}", case.id, Escaped(&case.text))?;
            if let Some(evidence) = case.quotes.first() {
                let words = evidence.parts.join(" […] ");
                writeln!(out, "      {}: {}", evidence.file, Escaped(&words))?;
            }
        }
        Ok(n_listed)
    }
}

/// Whether a quote shows all of the evidence.
fn shows(evidence: &ShownQuote, shown: &Shown) -> bool {
    let is_covered = |words: &String| Gold::of_words(&evidence.file, words).is_covered(shown);
    !evidence.parts.is_empty() && evidence.parts.iter().all(is_covered)
}

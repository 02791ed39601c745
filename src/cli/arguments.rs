//! What may be typed, as clap reads it. No I/O, no meaning yet.

mod places;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use self::places::{PLACES, Places};
use crate::feedback::{Day, QuestionId};
use crate::phrases::Language;
use crate::receipt::Receipt;

/// Answers questions by quoting documents, word for word, with citations
#[derive(Debug, Parser)]
#[command(name = "verbatim", version, about, arg_required_else_help = true)]
pub struct Arguments {
    /// Where everything lies
    #[command(flatten)]
    pub places: Places,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer a question in the terminal
    Ask(AskArgs),
    /// List the passages that match words
    Search(SearchArgs),
    /// Say whether a quote still stands in its document, by its receipt (what stands behind "proof")
    Verify(VerifyArgs),
    /// Print the bytes START to END of a document, so that anybody can check a quote
    Quote(QuoteArgs),
    /// Run the Discord bot (DISCORD_TOKEN must be set)
    Serve,
    /// Bring the index up to date
    Index(IndexArgs),
    /// List what is indexed, with warnings for each document
    Sources,
    /// Look whether everything is in place to serve, here and at Discord
    Check(CheckArgs),
    /// Score the answers against gold evidence
    Eval(EvalArgs),
    /// List what people say of answers, and questions that found nothing
    Feedback(FeedbackArgs),
    /// Print or replace what is set for servers and channels
    #[command(subcommand)]
    Settings(SettingsCommand),
}

/// `verbatim settings`
#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    /// Print all settings as TOML
    Export,
    /// Replace all settings by those of a file, as export prints them
    Import {
        /// The file; "-": standard input
        file: PathBuf,
    },
}

/// `verbatim ask`
#[derive(Debug, Args)]
pub struct AskArgs {
    /// The question; its words need no quotation marks
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub question: Vec<String>,
    /// Print the answer as one line of JSON
    #[arg(long)]
    pub json: bool,
    /// Answer each line of a JSON Lines file ("-": standard input) by its "question", as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub batch: Option<PathBuf>,
    /// Show at most this many quotes
    #[arg(long, value_name = "N", default_value_t = crate::answer::N_QUOTES, value_parser = at_least_one)]
    pub quotes: usize,
    /// Show what each candidate scored, and on what
    #[arg(long, conflicts_with_all = ["json", "batch"])]
    pub explain: bool,
    /// Language of the phrases: en or ru; else that of LC_ALL, LC_MESSAGES or LANG
    #[arg(long, value_parser = language)]
    pub lang: Option<Language>,
}

/// `verbatim verify`
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The receipts
    #[arg(required = true, value_parser = receipt)]
    pub receipts: Vec<Receipt>,
    /// Language of the phrases: en or ru; else that of LC_ALL, LC_MESSAGES or LANG
    #[arg(long, value_parser = language)]
    pub lang: Option<Language>,
}

/// `verbatim search`
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The words, all of which a passage must have: 'lamp "burns oil" -gas' finds those that have
    /// "burns oil" together and no "gas"
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Search this document only: its path below the folder of documents
    #[arg(long, value_name = "FILE")]
    pub source: Option<String>,
    /// Search documents in this language only: en or ru
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
    /// Leave out so many of the first passages
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub skip: usize,
    /// Language of the phrases: en or ru; else that of LC_ALL, LC_MESSAGES or LANG
    #[arg(long, value_parser = language)]
    pub lang: Option<Language>,
    /// Print each passage as a line of JSON
    #[arg(long)]
    pub json: bool,
    /// List at most this many passages
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = at_least_one)]
    pub limit: usize,
}

/// `verbatim quote`
#[derive(Debug, Args)]
pub struct QuoteArgs {
    /// The document: its path below the folder of documents
    pub file: String,
    /// First byte, from 0
    pub start: usize,
    /// Byte behind the last
    pub end: usize,
}

/// `verbatim index`
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Make it anew from the documents
    #[arg(long)]
    pub rebuild: bool,
    /// Make it anew, and keep the one that is there if the new one loses a kept case (exit code 1)
    #[arg(long)]
    pub gate: bool,
}

/// `verbatim feedback`
#[derive(Debug, Args)]
pub struct FeedbackArgs {
    /// Print everything as one line of JSON
    #[arg(long)]
    pub json: bool,
    /// Of this server only, by Discord's number
    #[arg(long, value_name = "NUMBER")]
    pub server: Option<u64>,
    /// From this day on, such as 2026-01-31
    #[arg(long, value_name = "DAY")]
    pub since: Option<Day>,
    /// Keep questions that have a helpful vote as cases
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["json", "server", "since"])]
    pub keep: Vec<QuestionId>,
    /// Delete kept questions, and the cases made of them
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["json", "server", "since", "keep"])]
    pub forget: Vec<QuestionId>,
    /// Delete all kept questions, or those of the server; cases stay
    #[arg(long, conflicts_with_all = ["json", "since", "keep", "forget"])]
    pub forget_all: bool,
}

/// `verbatim check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Ask Discord nothing
    #[arg(long)]
    pub offline: bool,
}

/// `verbatim eval`
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// JSON Lines of questions with gold evidence
    #[arg(required_unless_present = "kept")]
    pub questions: Option<PathBuf>,
    /// Ask the cases that `feedback --keep` kept, where each was asked; exit with 1 when one is lost
    #[arg(long, conflicts_with_all = ["questions", "min_hit1", "min_hit3", "misses", "html"])]
    pub kept: bool,
    /// Exit with 1 when a smaller share of first quotes hits (0 to 1)
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min_hit1: Option<f64>,
    /// Exit with 1 when a smaller share of answers hits within three quotes (0 to 1)
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub min_hit3: Option<f64>,
    /// List the misses
    #[arg(long)]
    pub misses: bool,
    /// Write a report with the misses side by side with the evidence
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// A value that an option does not take; clap says which option.
#[derive(Debug, thiserror::Error)]
enum ValueError {
    #[error("expected a number from 1 to {MAX_COUNT}")]
    Count,
    #[error("expected one of: {}", tags())]
    Language,
    #[error("expected a number from 0 to 1")]
    Share,
    #[error("expected a receipt: what stands behind \"proof\" under a quote")]
    Receipt,
}

/// Most quotes or passages.
const MAX_COUNT: usize = 100;

fn tags() -> String {
    Language::ALL.iter().map(|language| language.tag()).collect::<Vec<_>>().join(", ")
}

fn at_least_one(text: &str) -> Result<usize, ValueError> {
    text.parse().ok().filter(|n| (1..=MAX_COUNT).contains(n)).ok_or(ValueError::Count)
}

fn language(text: &str) -> Result<Language, ValueError> {
    Language::of_locale(text).ok_or(ValueError::Language)
}

fn receipt(text: &str) -> Result<Receipt, ValueError> {
    Receipt::parse(text).ok_or(ValueError::Receipt)
}

fn share(text: &str) -> Result<f64, ValueError> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or(ValueError::Share)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}

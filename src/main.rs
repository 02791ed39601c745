//! Arguments → configuration → one command → exit code.

use std::io::{BufWriter, IsTerminal, Write, stdout};
use std::process::ExitCode;

use clap::Parser;
use verbatim::cli::arguments::{Arguments, Command};
use verbatim::cli::ask::Format;
use verbatim::cli::terminal::Style;
use verbatim::cli::{self, Bar, Exit, Failure};
use verbatim::library::{Folders, Library};
use verbatim::phrases::{Language, Phrases};

fn main() -> ExitCode {
    let result = read_environment().and_then(|()| run(Arguments::parse()));
    match result {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Negative) => ExitCode::from(1),
        Err(failure) => {
            if !matches!(failure, Failure::OutputClosed) {
                eprintln!("verbatim: {failure}");
            }
            ExitCode::from(failure.code())
        }
    }
}

/// `.env` in the working folder, where there is one; what the environment says goes first.
fn read_environment() -> Result<(), Failure> {
    match dotenvy::dotenv() {
        Err(error) if !error.not_found() => return Err(Failure::Input(format!(".env: {error}: expected lines NAME=value"))),
        _ => {}
    }
    let filter = tracing_subscriber::EnvFilter::try_new(std::env::var("VERBATIM_LOG").unwrap_or_else(|_| "verbatim=info,warn".to_owned()))
        .map_err(|error| Failure::Input(format!("VERBATIM_LOG: {error}: expected a level such as info, or verbatim=debug")))?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).init();
    Ok(())
}

fn run(arguments: Arguments) -> Result<Exit, Failure> {
    let folders = Folders { seeds: arguments.places.seeds, data: arguments.places.data };
    let prompts = arguments.places.prompts.as_deref();
    let phrases = || prompts.map_or_else(|| Ok(Phrases::built_in()), Phrases::read);
    let library = || Library::open(folders.clone(), &mut Bar::new());
    let bold = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let style = if bold { Style::Bold } else { Style::Plain };
    let out = &mut BufWriter::new(stdout().lock());
    let exit = match arguments.command {
        Command::Ask(ask) => {
            let (phrases, (library, _)) = (phrases()?, library()?);
            let format = if ask.json {
                Format::Json
            } else if ask.explain {
                Format::Explained(style)
            } else {
                Format::Text(style)
            };
            match ask.batch {
                Some(file) => cli::ask::batch(&file, ask.quotes, &library.shelf(), out)?,
                None => cli::ask::one(&ask.question.join(" "), format, ask.quotes, &library.shelf(), &phrases, Language::English, out)?,
            }
        }
        Command::Search(search) => cli::search::run(&search.words.join(" "), search.json, search.limit, &library()?.0.shelf(), out)?,
        Command::Quote(quote) => cli::quote::run(&quote.file, quote.start, quote.end, &library()?.0.shelf(), out)?,
        Command::Index(index) if index.rebuild => cli::index::run(Library::rebuild(folders, &mut Bar::new())?.1, out)?,
        Command::Index(_) => cli::index::run(library()?.1, out)?,
        Command::Sources => cli::sources::run(&library()?.0.shelf(), out)?,
        Command::Check => cli::check::run(std::env::var("DISCORD_TOKEN").ok().as_deref(), folders, prompts, &mut Bar::new(), out)?,
        Command::Eval(eval) => {
            let floors = cli::eval::Floors { hit1: eval.min_hit1, hit3: eval.min_hit3 };
            cli::eval::run(&eval.questions, floors, eval.misses, &library()?.0.shelf(), out)?
        }
        Command::Serve => return Err(Failure::Broken("serve is not there yet".to_owned())),
    };
    out.flush()?;
    Ok(exit)
}

//! Arguments → configuration → one command → exit code.

#![warn(clippy::too_many_lines)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

use std::io::{BufWriter, IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches};
use verbatim::answered::Answered;
use verbatim::cli::arguments::{Arguments, AskArgs, Command, SearchArgs};
use verbatim::cli::ask::{AnswerFormat, AskOptions};
use verbatim::cli::model::{ModelChoice, Wait, read_documents};
use verbatim::cli::search::{SearchFormat, SearchOptions};
use verbatim::cli::terminal::Style;
use verbatim::cli::{self, Bar, Exit, Failure, log};
use verbatim::discord::{self, ServeError};
use verbatim::document::Escaped;
use verbatim::library::{Folders, Library, Reading, watch};
use verbatim::model::Encoder;
use verbatim::phrases::{Language, Phrases};
use verbatim::reading;
use verbatim::settings::{ApiUrl, BotToken, DiscordSettings, Environment, OpenChannels};

/// How long threads that answer may still run when the bot has stopped.
const SHUTDOWN: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    keep_private();
    // A bug is one line on stderr, and "something broke" by its exit code.
    std::panic::set_hook(Box::new(|panic| {
        log::line(&format!("a bug in the program: {}", panic.to_string().replace('\n', " ")));
    }));
    let result = std::panic::catch_unwind(|| {
        if std::env::args_os().skip(1).eq([reading::ARGUMENT]) {
            return Ok(reading::serve().map(|()| Exit::Done)?);
        }
        let configured = configuration()?;
        configured.map_or(Ok(Exit::Done), |(arguments, environment)| run(arguments, &environment))
    });
    match result {
        Ok(Ok(Exit::Done)) => ExitCode::SUCCESS,
        Ok(Ok(Exit::Negative)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            if !matches!(failure, Failure::OutputClosed) {
                log::line(&Escaped(&failure).to_string());
            }
            ExitCode::from(failure.code())
        }
        Err(_) => ExitCode::from(3),
    }
}

/// What the program makes is for its user alone: folders 0700, files 0600, those of its libraries
/// too.
fn keep_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// What was typed, and the environment; `None` when help or the version was asked for.
fn configuration() -> Result<Option<(Arguments, Environment)>, Failure> {
    let environment = Environment::read(Path::new(".env"));
    let command = command(environment.as_ref().ok());
    let typed = command.try_get_matches();
    match typed.and_then(|typed| Arguments::from_arg_matches(&typed)) {
        Ok(arguments) => {
            let environment = environment?;
            log(&environment)?;
            Ok(Some((arguments, environment)))
        }
        Err(shown) if !shown.use_stderr() => Ok(shown.print().map(|()| None)?),
        Err(wrong)
            if wrong.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand =>
        {
            // Where it cannot be shown, the exit code still says what is wrong.
            let _ = wrong.print();
            Err(Failure::Input("expected a command".to_owned()))
        }
        Err(wrong) => {
            let text = wrong.to_string();
            let lines: Vec<&str> =
                text.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
            Err(Failure::Input(format!(
                "{}: see verbatim --help",
                lines.join(" ").trim_start_matches("error: ")
            )))
        }
    }
}

/// The arguments; what `.env` says of the folders is their default, so that what is typed and what
/// stands in the environment go before it.
fn command(environment: Option<&Environment>) -> clap::Command {
    let mut command = Arguments::command();
    for (argument, name) in cli::arguments::PLACES {
        if let Some(folder) = environment.and_then(|environment| environment.of_file(name)) {
            command =
                command.mut_arg(argument, |argument| argument.default_value(folder.to_owned()));
        }
    }
    command
}

/// Begins to log, and says what of `.env` is ignored: the names alone, since a value may be secret.
fn log(environment: &Environment) -> Result<(), Failure> {
    let filter = tracing_subscriber::EnvFilter::try_new(
        environment.get("VERBATIM_LOG").unwrap_or_else(|| "verbatim=info,warn".to_owned()),
    )
    .map_err(|error| {
        Failure::Input(format!(
            "VERBATIM_LOG: {error}: expected a level such as info, or verbatim=debug"
        ))
    })?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| log::Log)
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    for name in environment.ignored() {
        tracing::warn!(
            ?name,
            "ignored in .env: expected DISCORD_TOKEN, DISCORD_API_URL or a name that begins with VERBATIM_"
        );
    }
    Ok(())
}

fn run(arguments: Arguments, environment: &Environment) -> Result<Exit, Failure> {
    let folders =
        Folders { seeds: arguments.places.seeds, data: arguments.places.data, program: program() };
    let prompts = arguments.places.prompts.as_deref();
    let phrases = || prompts.map_or_else(|| Ok(Phrases::built_in()), Phrases::read);
    let model = ModelChoice::of(arguments.places.model.as_deref());
    let library = || Library::open(&folders, &mut Bar::new());
    let with_model = |wait| with_model(&folders, &model, wait);
    let out = &mut BufWriter::new(stdout().lock());
    let exit = match arguments.command {
        Command::Ask(ask) => {
            let phrases = phrases()?;
            let wait = if ask.batch.is_some() { Wait::ForAll } else { Wait::Briefly };
            let (library, encoder) = with_model(wait)?;
            run_ask(&ask, &phrases, &library, encoder.as_ref(), out)?
        }
        Command::Search(search) => {
            let phrases = phrases()?;
            run_search(search, &phrases, &library()?.0, out)?
        }
        Command::Verify(verify) => {
            let phrases = phrases()?;
            let voice = phrases.voice(language(verify.lang));
            let library = library()?.0;
            cli::verify::run(&verify.receipts, style(), &library.shelf(), voice, out)?
        }
        Command::Quote(quote) => {
            cli::quote::run(&quote.file, quote.start, quote.end, &library()?.0.shelf(), out)?
        }
        Command::Index(index) => run_index(&folders, &model, index.rebuild, out)?,
        Command::Sources => cli::sources::run(&library()?.0.shelf(), out)?,
        Command::Check => {
            cli::check::run(environment, folders, prompts, &model, &mut Bar::new(), out)?
        }
        Command::Eval(eval) => {
            let options = cli::eval::Options {
                min_hit1: eval.min_hit1,
                min_hit3: eval.min_hit3,
                list_misses: eval.misses,
                html: eval.html.as_deref(),
            };
            let (library, encoder) = with_model(Wait::ForAll)?;
            cli::eval::run(&eval.questions, options, &library.shelf(), encoder.as_ref(), out)?
        }
        Command::Serve => {
            let discord = discord_settings(environment)?;
            let phrases = Arc::new(phrases()?);
            let encoder = model.open()?;
            let library = Arc::new(library()?.0);
            let answered = Answered::open_or_forget(&folders.data)?;
            serve(discord, discord::Quoted { library, encoder, phrases, answered })?
        }
    };
    out.flush()?;
    Ok(exit)
}

/// The library with the documents read by the model, which is opened meanwhile.
fn with_model(
    folders: &Folders,
    model: &ModelChoice,
    wait: Wait,
) -> Result<(Library, Option<Encoder>), Failure> {
    let (library, encoder) = std::thread::scope(|scope| {
        let encoder = scope.spawn(|| model.open());
        let library = Library::open(folders, &mut Bar::new());
        (library, encoder.join())
    });
    let encoder = encoder.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    let (library, _) = library?;
    read_documents(&library, encoder.as_ref(), wait, &mut Bar::new())?;
    Ok((library, encoder))
}

fn run_index(
    folders: &Folders,
    model: &ModelChoice,
    is_rebuilt: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let encoder = model.open()?;
    let bar = &mut Bar::new();
    let (library, report) =
        if is_rebuilt { Library::rebuild(folders, bar)? } else { Library::open(folders, bar)? };
    read_documents(&library, encoder.as_ref(), Wait::ForAll, bar)?;
    cli::index::run(report, out)
}

fn run_ask(
    ask: &AskArgs,
    phrases: &Phrases,
    library: &Library,
    encoder: Option<&Encoder>,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    if let Some(file) = &ask.batch {
        return cli::ask::batch(file, ask.quotes, &library.shelf(), encoder, out);
    }
    let style = style();
    let format = if ask.json {
        AnswerFormat::Json
    } else if ask.explain {
        AnswerFormat::Explained(style)
    } else {
        AnswerFormat::Text(style)
    };
    let options = AskOptions { format, n_quotes: ask.quotes };
    let voice = phrases.voice(language(ask.lang));
    cli::ask::one(&ask.question.join(" "), options, &library.shelf(), encoder, voice, out)
}

fn run_search(
    search: SearchArgs,
    phrases: &Phrases,
    library: &Library,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let format = if search.json { SearchFormat::Json } else { SearchFormat::Text(style()) };
    let options = SearchOptions {
        format,
        source: search.source,
        language: search.language,
        skip: search.skip,
        limit: search.limit,
    };
    let voice = phrases.voice(language(search.lang));
    cli::search::run(&search.words.join(" "), &options, &library.shelf(), voice, out)
}

/// Bold where the terminal shows it and nobody asked for none.
fn style() -> Style {
    let is_bold =
        stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if is_bold { Style::Bold } else { Style::Plain }
}

/// How Discord is reached, by the environment.
fn discord_settings(environment: &Environment) -> Result<DiscordSettings, Failure> {
    let token = BotToken::parse(environment.get("DISCORD_TOKEN").as_deref())?;
    let api_url = ApiUrl::parse(environment.get("DISCORD_API_URL").as_deref())?;
    let open_channels = OpenChannels::parse(environment.get("VERBATIM_CHANNELS").as_deref())?;
    Ok(DiscordSettings { token, api_url, open_channels })
}

/// The file of this program. Where the system has a path to the running program itself, it is that:
/// the file may be replaced by another version meanwhile.
fn program() -> Option<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Some(running) } else { std::env::current_exe().ok() }
}

/// The language that was asked for, else that of the environment (POSIX, "Environment Variables":
/// the first that is set and not empty decides), else the default.
fn language(asked: Option<Language>) -> Language {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let of_environment =
        || Language::of_locale(&["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set)?);
    asked.or_else(of_environment).unwrap_or(Language::DEFAULT)
}

/// Runs the bot until ctrl-c or SIGTERM, and keeps up with the documents meanwhile.
fn serve(discord: DiscordSettings, quoted: discord::Quoted) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::Broken(format!("the runtime: {error}")))?;
    let library = Arc::clone(&quoted.library);
    let _watch = watch(Arc::clone(&library));
    let _reading = quoted.encoder.clone().map(|encoder| Reading::start(library, encoder));
    let served = runtime.block_on(discord::serve(discord, quoted, signal()));
    runtime.shutdown_timeout(SHUTDOWN);
    match served {
        Ok(()) => Ok(Exit::Done),
        Err(error @ (ServeError::Token | ServeError::Intents | ServeError::RealGateway(_))) => {
            Err(Failure::Input(error.to_string()))
        }
        Err(error @ (ServeError::Sharding(_) | ServeError::Version)) => {
            Err(Failure::Broken(error.to_string()))
        }
    }
}

/// Done at the first ctrl-c or SIGTERM.
async fn signal() {
    #[cfg(unix)]
    {
        let mut terminate =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
                .expect("the handler of SIGTERM can be set");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}

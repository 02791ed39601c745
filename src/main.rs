//! Arguments → configuration → one command → exit code.

#![warn(clippy::too_many_lines)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use verbatim::answered::Answered;
use verbatim::cli::access::{Access, Along, publisher};
use verbatim::cli::arguments::{Arguments, Command, Places};
use verbatim::cli::check::{Ask, Checked};
use verbatim::cli::model::{ModelChoice, Wait, library_with_model};
use verbatim::cli::{self, Bar, Exit, Failure, language, log, style};
use verbatim::discord::{self, ServeError, Watched};
use verbatim::document::Escaped;
use verbatim::environment::{DiscordAccess, Environment, UploadServers, Watching};
use verbatim::feedback::Feedback;
use verbatim::figures::Figures;
use verbatim::findings::{Finding, Inspected};
use verbatim::health::{self, Health, ModelState};
use verbatim::identifies::Identifies;
use verbatim::index::Engine;
use verbatim::library::{Folders, Library, Reading, Watch, claim, watch};
use verbatim::model::Encoder;
use verbatim::phrases::Phrases;
use verbatim::publish::{self, Publisher};
use verbatim::reading;
use verbatim::sessions::Sessions;
use verbatim::settings::Settings;
use verbatim::uploads::Uploads;

/// How long threads that answer may still run when the bot has stopped.
const SHUTDOWN: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    keep_private();
    // A bug is one line on stderr, and "something broke" by its exit code.
    std::panic::set_hook(Box::new(|panic| {
        // What stands in backticks is a text that was cut wrongly, perhaps a question.
        let told = panic.to_string().replace('\n', " ");
        let told = told.split('`').next().unwrap_or_default();
        log::line(&format!("a bug in the program: {told}"));
    }));
    let result = std::panic::catch_unwind(|| {
        if std::env::args_os().skip(1).eq([reading::ARGUMENT]) {
            return Ok(reading::serve().map(|()| Exit::Done)?);
        }
        let configured = cli::configuration()?;
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

fn run(arguments: Arguments, environment: &Environment) -> Result<Exit, Failure> {
    let Arguments { places, command } = arguments;
    let folders = folders(&places)?;
    let prompts = places.prompts.as_deref();
    let phrases = || prompts.map_or_else(|| Ok(Phrases::built_in()), Phrases::read);
    let model = ModelChoice::of(places.model.as_deref());
    let access = Access::of(&places)?;
    let kept = || access.state(&folders, places.state.as_deref());
    let library = || access.open(&folders, None, &mut Bar::new());
    let with_model = |wait| library_with_model((&folders, &access), &model, wait);
    let out = &mut BufWriter::new(stdout().lock());
    let exit = match command {
        Command::Ask(ask) => {
            let phrases = phrases()?;
            let wait = if ask.batch.is_some() { Wait::ForAll } else { Wait::Briefly };
            let (library, encoder) = with_model(wait)?;
            let voice = phrases.voice(language(ask.lang));
            cli::ask::run(&ask, &library.shelf(), encoder.as_ref(), voice, out)?
        }
        Command::Search(search) => {
            let phrases = phrases()?;
            let voice = phrases.voice(language(search.lang));
            cli::search::run(&search, &library()?.0.shelf(), voice, out)?
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
        Command::Index(index) => {
            access.check_keeps("index")?;
            let (encoder, publisher) = (model.open()?, publisher(&places, &access)?);
            let with = (encoder.as_ref(), publisher);
            cli::index::run(&index, &folders, with, &mut Bar::new(), out)?
        }
        Command::Sources => cli::sources::run(&library()?.0.shelf(), out)?,
        Command::Check(check) => {
            let (folders, model, access, kept) = (&folders, &model, &access, &kept()?);
            let checked = Checked { environment, folders, prompts, model, access, kept };
            let ask: Option<Ask> = if check.offline { None } else { Some(&inspect) };
            cli::check::run(&checked, ask, &mut Bar::new(), out)?
        }
        Command::Eval(eval) => {
            let (library, encoder) = with_model(Wait::ForAll)?;
            cli::eval::run(&eval, (&library, &kept()?), encoder.as_ref(), out)?
        }
        Command::Feedback(arguments) => cli::feedback::run(&arguments, &kept()?, out)?,
        Command::Settings(command) => cli::settings::run(&command, &kept()?, out)?,
        Command::Serve => {
            let served =
                Served { folders: &folders, access: &access, kept: kept()?, model: &model };
            run_serve(environment, served, phrases()?, publisher(&places, &access)?)?
        }
    };
    out.flush()?;
    Ok(exit)
}

/// Where everything lies.
fn folders(places: &Places) -> Result<Folders, Failure> {
    let Places { seeds, data, engine, .. } = places.clone();
    let engine = engine.as_deref().filter(|addresses| !addresses.trim().is_empty());
    let engine = engine.map(Engine::new).transpose()?;
    Ok(Folders { seeds, data, program: program(), engine })
}

/// What the bot answers from, and where it keeps what it keeps.
struct Served<'s> {
    folders: &'s Folders,
    access: &'s Access,
    kept: Folders,
    model: &'s ModelChoice,
}

/// Opens what the bot answers from and keeps, and runs it.
fn run_serve(
    environment: &Environment,
    served: Served<'_>,
    phrases: Phrases,
    publisher: Option<Publisher>,
) -> Result<Exit, Failure> {
    let Served { folders, access: library_access, kept, model } = served;
    let access = cli::discord_access(environment)?;
    let watching = Watching::read(|name| environment.get(name))?;
    let upload_servers = UploadServers::parse(environment.get("VERBATIM_UPLOADS").as_deref())?;
    let encoder = model.open()?;
    let id = encoder.as_ref().map(|encoder| encoder.id().to_owned());
    let (library, along) = library_access.open_to_serve(folders, id.as_deref(), &mut Bar::new())?;
    if let (Some(encoder), Along::Commits(_) | Along::Place(..)) = (&encoder, &along) {
        library.load_vectors(encoder)?;
    }
    claim(&kept)?;
    let library = Arc::new(library);
    cli::serve::announce(&library, &access, model, watching.http)?;
    let quoted = discord::Quoted {
        encoder,
        phrases: Arc::new(phrases),
        answered: Answered::open_or_forget(&kept.data)?,
        settings: Settings::open(&kept.data)?,
        feedback: Feedback::open(&kept.data)?,
        uploads: Uploads::new(Arc::clone(&library), upload_servers),
        library,
    };
    let _publishing =
        publisher.map(|publisher| publish::publish(Arc::clone(&quoted.library), publisher, id));
    serve(access, watching, quoted, (along, kept))
}

/// Asks Discord what it knows of the bot.
fn inspect(inspected: Inspected<'_>) -> Vec<Finding> {
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(discord::inspect(inspected)),
        Err(error) => vec![Finding::wrong("Discord", format!("not asked: the runtime: {error}"))],
    }
}

/// The file of this program. Where the system has a path to the running program itself, it is that:
/// the file may be replaced by another version meanwhile.
fn program() -> Option<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Some(running) } else { std::env::current_exe().ok() }
}

/// Runs the bot until ctrl-c or SIGTERM, and keeps up with the documents meanwhile.
fn serve(
    discord: DiscordAccess,
    watching: Watching,
    quoted: discord::Quoted,
    (along, kept): (Along, Folders),
) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::Broken(format!("the runtime: {error}")))?;
    let shutdown = {
        let _inside = runtime.enter();
        signal()
    };
    let figures: Arc<Figures> = Arc::default();
    let library = Arc::clone(&quoted.library);
    if let Some(address) = watching.http {
        let model =
            if quoted.encoder.is_some() { ModelState::There } else { ModelState::NotWanted };
        let health = Health::new(Arc::clone(&figures), Arc::clone(&library), model);
        let listener = runtime.block_on(health::listen(address));
        let listener = listener.map_err(|error| Failure::Input(error.to_string()))?;
        if let Ok(address) = listener.local_addr() {
            tracing::info!(%address, "health and figures are served");
        }
        runtime.spawn(health::serve(listener, Arc::new(health)));
    }
    let _kept_up = keep_up(library, along, quoted.encoder.clone(), &figures);
    let identifies = Identifies::open(&kept.data);
    let sessions = Sessions::within(&kept.data);
    let silence_limit = watching.silence_limit;
    let watched = Watched { figures, identifies, sessions, silence_limit };
    let served = runtime.block_on(discord::serve(discord, quoted, watched, shutdown));
    runtime.shutdown_timeout(SHUTDOWN);
    match served {
        Ok(()) => Ok(Exit::Done),
        Err(error @ (ServeError::Version | ServeError::Silent(_))) => {
            Err(Failure::Broken(error.to_string()))
        }
        Err(error) => Err(Failure::Input(error.to_string())),
    }
}

/// What keeps the library up until it is dropped.
enum KeptUp {
    Documents { _watch: Watch, _reading: Option<Reading> },
    Others { _running: publish::Running },
}

/// Keeps up with the documents, or with what another process does.
fn keep_up(
    library: Arc<Library>,
    along: Along,
    encoder: Option<Encoder>,
    figures: &Arc<Figures>,
) -> KeptUp {
    let counted = Arc::clone(figures);
    let running = match along {
        Along::Documents => {
            let watch = watch(Arc::clone(&library), counted);
            let read = |encoder| Reading::start(library, encoder, Arc::clone(figures));
            return KeptUp::Documents { _watch: watch, _reading: encoder.map(read) };
        }
        Along::Commits(followed) => publish::read_along(library, followed, encoder, counted),
        Along::Place(follower, followed) => {
            publish::follow(library, (*follower, followed), encoder, counted)
        }
    };
    KeptUp::Others { _running: running }
}

/// Waits for ctrl-c or SIGTERM, of which it is told from now on: one that comes while the bot is only
/// about to connect must not kill it. To be called within the runtime.
#[cfg(unix)]
fn signal() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).expect("the handler of SIGINT can be set");
    let mut terminate = signal(SignalKind::terminate()).expect("the handler of SIGTERM can be set");
    async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// Waits for ctrl-c.
#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}

//! From what was typed and the environment to the configuration: read once, at the start.

use std::io::{IsTerminal, stdout};
use std::path::Path;

use clap::{CommandFactory, FromArgMatches};

use super::arguments::{Arguments, PLACES};
use super::failure::Failure;
use super::log;
use super::terminal::Style;
use crate::environment::{
    AllowedServers, ApiUrl, BotToken, DiscordAccess, Environment, LogFormat, OpenChannels, Shards,
};
use crate::phrases::Language;

/// What was typed, and the environment; `None` when help or the version was asked for.
pub fn configuration() -> Result<Option<(Arguments, Environment)>, Failure> {
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
    for (argument, name) in PLACES {
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
    let format = LogFormat::parse(environment.get("VERBATIM_LOG_FORMAT").as_deref())?;
    log::begin(filter, format);
    for name in environment.ignored() {
        tracing::warn!(
            ?name,
            "ignored in .env: expected DISCORD_TOKEN, DISCORD_API_URL, SHARDS or a name that begins with VERBATIM_"
        );
    }
    Ok(())
}

/// How Discord is reached, by the environment.
///
/// # Errors
/// When the token is missing, or a value has another form than it should have.
pub fn discord_access(environment: &Environment) -> Result<DiscordAccess, Failure> {
    let token = BotToken::parse(environment.get("DISCORD_TOKEN").as_deref())?;
    let api_url = ApiUrl::parse(environment.get("DISCORD_API_URL").as_deref())?;
    let open_channels = OpenChannels::parse(environment.get("VERBATIM_CHANNELS").as_deref())?;
    let servers = AllowedServers::parse(environment.get("VERBATIM_SERVERS").as_deref())?;
    let shards = Shards::parse(environment.get("SHARDS").as_deref())?;
    Ok(DiscordAccess { token, api_url, open_channels, servers, shards })
}

/// Bold where the terminal shows it and nobody asked for none.
pub fn style() -> Style {
    let is_bold =
        stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if is_bold { Style::Bold } else { Style::Plain }
}

/// The language that was asked for, else that of the environment (POSIX, "Environment Variables":
/// the first that is set and not empty decides), else the default.
pub fn language(asked: Option<Language>) -> Language {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let of_environment =
        || Language::of_locale(&["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set)?);
    asked.or_else(of_environment).unwrap_or(Language::DEFAULT)
}

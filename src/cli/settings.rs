//! `verbatim settings`: what is set for servers, as TOML to look at, to change, to move elsewhere.

use std::io::{Read, Write, stdin};
use std::path::Path;

use super::arguments::SettingsCommand;
use super::{Exit, Failure};
use crate::library::{self, Folders};
use crate::settings::{self, ServerSettings, Settings};

/// The path that stands for standard input.
const STDIN: &str = "-";

/// Does what was typed.
///
/// # Errors
/// When the data folder is not this program's, or as the command.
pub fn run(
    command: &SettingsCommand,
    folders: &Folders,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    library::claim(folders)?;
    let settings = Settings::open(&folders.data)?;
    match command {
        SettingsCommand::Export => export(&settings, out),
        SettingsCommand::Import { file } => import(file, &settings, out),
    }
}

/// Prints all settings.
fn export(settings: &Settings, out: &mut dyn Write) -> Result<Exit, Failure> {
    out.write_all(settings::write(&settings.all()).as_bytes())?;
    Ok(Exit::Done)
}

/// Sets everything as a file says, and says what that is. A bot that serves takes it up within
/// seconds. What fails changes nothing.
fn import(file: &Path, settings: &Settings, out: &mut dyn Write) -> Result<Exit, Failure> {
    let unreadable = |cause| Failure::File { path: file.to_path_buf(), cause };
    let text = if file == Path::new(STDIN) {
        let mut text = String::new();
        stdin().read_to_string(&mut text).map(|_| text).map_err(unreadable)?
    } else {
        std::fs::read_to_string(file).map_err(unreadable)?
    };
    let all = settings::read(&text)
        .map_err(|error| Failure::Input(format!("{}: {error}", file.display())))?;
    settings.replace(&all)?;
    let n_channels: usize = all.values().map(|server: &ServerSettings| server.channels.len()).sum();
    writeln!(out, "servers: {}, channels: {n_channels}", all.len())?;
    Ok(Exit::Done)
}

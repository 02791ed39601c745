//! `verbatim check`: is everything in place to serve? Says what is wrong and how to mend it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use super::model::ModelChoice;
use super::{Exit, Failure};
use crate::answered::Answered;
use crate::document::{Escaped, FileName};
use crate::environment::{BotToken, Environment, OpenChannels};
use crate::index::FileRecord;
use crate::library::{self, Folders, Library, Progress};
use crate::phrases::Phrases;

/// One thing that must be in place: what it is, and either that it is, or what is wrong with it and
/// how to mend it.
type Finding = (&'static str, Result<String, String>);

/// Looks at the token's form, the documents, the phrases and the data folder; exit code 1 when
/// something is wrong.
///
/// # Errors
/// When the index cannot be read, or standard output is closed.
pub fn run(
    environment: &Environment,
    folders: Folders,
    prompts: Option<&Path>,
    model: &ModelChoice,
    progress: &mut dyn Progress,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut n_wrong = 0;
    let mut print = |(what, result): Finding, out: &mut dyn Write| {
        n_wrong += usize::from(result.is_err());
        let (mark, words) = result.map_or_else(|problem| ("wrong", problem), |fine| ("ok", fine));
        writeln!(out, "{mark:5}  {what}: {}", Escaped(words))
    };
    print(check_token(environment.get("DISCORD_TOKEN").as_deref()), out)?;
    print(check_channels(environment.get("VERBATIM_CHANNELS").as_deref()), out)?;
    print(check_phrases(prompts), out)?;
    print(check_model(model), out)?;
    if let Err(error) = library::claim(&folders) {
        // Nothing is made or looked at in a folder of somebody else.
        print(("data", Err(error.to_string())), out)?;
        return Ok(Exit::Negative);
    }
    print(check_data(&folders), out)?;
    print(check_answered(&folders), out)?;
    match Library::open(&folders, progress) {
        Err(error) => print(("documents", Err(error.to_string())), out)?,
        Ok((library, _)) => {
            let files = library.shelf().snapshot().files()?;
            print(check_documents(&folders, &files), out)?;
            // A file that is no document does not keep the bot from serving the others.
            for record in files.values() {
                if let Some(warning) = &record.warning {
                    writeln!(out, "note   document: {}: {warning}", record.file)?;
                }
            }
        }
    }
    Ok(if n_wrong == 0 { Exit::Done } else { Exit::Negative })
}

fn check_token(token: Option<&str>) -> Finding {
    let result = BotToken::parse(token).map(|_| "has the form of a bot token".to_owned());
    ("token", result.map_err(|error| error.to_string()))
}

fn check_channels(channels: Option<&str>) -> Finding {
    let found = OpenChannels::parse(channels).map(|channels| match channels.n_channels() {
        0 => "none: questions need a mention everywhere".to_owned(),
        n => format!("{n}: questions need no mention there, for whose texts the bot needs the Message Content Intent"),
    });
    ("open channels", found.map_err(|error| error.to_string()))
}

fn check_phrases(prompts: Option<&Path>) -> Finding {
    let phrases = prompts.map_or_else(|| Ok(Phrases::built_in()), Phrases::read);
    let place = prompts.map_or("built in".to_owned(), |folder| folder.display().to_string());
    ("phrases", phrases.map(|_| place).map_err(|error| error.to_string()))
}

fn check_model(model: &ModelChoice) -> Finding {
    let found = match model {
        ModelChoice::BuiltIn => "built in".to_owned(),
        ModelChoice::None => "none: documents are found by their words alone".to_owned(),
        ModelChoice::Folder(folder) => folder.display().to_string(),
    };
    ("sentence model", model.open().map(|_| found).map_err(|error| error.to_string()))
}

fn check_data(folders: &Folders) -> Finding {
    let data = folders.data.display();
    let result =
        library::try_writing(folders).map(|()| format!("{data} can be written")).map_err(|error| {
            format!("{data}: {error}: name a folder that this user can write with --data DIR")
        });
    ("data", result)
}

fn check_answered(folders: &Folders) -> Finding {
    let answered = Answered::open(&folders.data).map(|_| "can be remembered".to_owned());
    ("answered questions", answered.map_err(|error| error.to_string()))
}

fn check_documents(folders: &Folders, files: &BTreeMap<FileName, FileRecord>) -> Finding {
    let usable = files.values().filter(|record| record.n_units > 0).count();
    let found = format!("{}: {usable} can be quoted", folders.seeds.display());
    let result = if usable > 0 {
        Ok(found)
    } else {
        Err(format!("{found}: put .txt, .md, .html, .pdf, .docx, .odt, .pptx or .epub files there"))
    };
    ("documents", result)
}

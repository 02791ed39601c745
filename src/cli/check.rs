//! `verbatim check`: is everything in place to serve? Says what is wrong and how to mend it.

use std::io::Write;
use std::path::Path;

use super::{Exit, Failure};
use crate::answered::Answered;
use crate::library::{self, Folders, Library, Progress};
use crate::phrases::{Phrases, PhrasesError};
use crate::settings::Token;

/// Looks at the token's form, the documents, the phrases and the data folder; exit code 1 when
/// something is wrong.
///
/// # Errors
/// When nobody reads.
pub fn run(
    token: Option<&str>,
    folders: Folders,
    prompts: Option<&Path>,
    progress: &mut dyn Progress,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut wrong = 0;
    let mut say = |what: &str, result: Result<String, String>| -> Result<(), Failure> {
        wrong += usize::from(result.is_err());
        let (mark, told) = result.map_or_else(|problem| ("wrong", problem), |fine| ("ok", fine));
        Ok(writeln!(out, "{mark:5}  {what}: {told}")?)
    };
    say(
        "token",
        Token::parse(token)
            .map(|_| "has the form of a bot token".to_owned())
            .map_err(|error| error.to_string()),
    )?;
    let phrases: Result<Phrases, PhrasesError> =
        prompts.map_or_else(|| Ok(Phrases::built_in()), Phrases::read);
    say(
        "phrases",
        phrases
            .map(|_| prompts.map_or("built in".to_owned(), |folder| folder.display().to_string()))
            .map_err(|error| error.to_string()),
    )?;
    let writable = library::try_writing(&folders.data);
    say(
        "data",
        writable.map(|()| format!("{} can be written", folders.data.display())).map_err(|error| {
            format!(
                "{}: {error}: name a folder that this user can write with --data DIR",
                folders.data.display()
            )
        }),
    )?;
    say(
        "answered questions",
        Answered::open(&folders.data)
            .map(|_| "can be remembered".to_owned())
            .map_err(|error| error.to_string()),
    )?;
    let seeds = folders.seeds.display().to_string();
    match Library::open(&folders, progress) {
        Err(error) => say("documents", Err(error.to_string()))?,
        Ok((library, _)) => {
            let files = library
                .shelf()
                .snapshot()
                .files()
                .map_err(|error| Failure::Broken(error.to_string()))?;
            let usable = files.values().filter(|record| record.n_sentences > 0).count();
            let told = format!("{seeds}: {usable} can be quoted");
            say(
                "documents",
                if usable > 0 {
                    Ok(told)
                } else {
                    Err(format!("{told}: put .txt or .md files there"))
                },
            )?;
            // A file that is no document does not keep the bot from serving the others.
            for record in files.values() {
                if let Some(warning) = &record.warning {
                    writeln!(out, "note   document: {}: {warning}", record.file)?;
                }
            }
        }
    }
    Ok(if wrong == 0 { Exit::Done } else { Exit::Negative })
}

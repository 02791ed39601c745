//! The data folder: whose it is, whether it can be written, what room there is.

use super::room::room;
use crate::answered::Answered;
use crate::cli::Failure;
use crate::feedback::Feedback;
use crate::findings::Finding;
use crate::library::{self, Folders};
use crate::settings::Settings;

/// What is found, and whether the folder is this program's: else nothing in it is looked at.
pub(super) fn findings(folders: &Folders) -> (bool, Vec<Finding>) {
    if let Err(error) = library::claim(folders) {
        return (false, vec![Finding::wrong("data", Failure::from(error).to_string())]);
    }
    let kept = [answered(folders), settings(folders), feedback(folders)];
    let found = [writable(folders), room(&folders.data)].into_iter().chain(engine(folders));
    (true, found.chain(kept).collect())
}

/// Where the posting lists lie; nothing where that is the data folder. Whether they can be read is
/// found with the documents.
fn engine(folders: &Folders) -> Option<Finding> {
    let engine = folders.engine.as_ref()?;
    Some(Finding::note("engine", format!("the posting lists lie in {engine:?}")))
}

/// Whether questions need no mention somewhere, by what was set for servers.
pub(super) fn has_open_place(folders: &Folders) -> bool {
    let settings = Settings::open(&folders.data);
    settings.is_ok_and(|all| all.all().values().any(|server| server.has_open_place()))
}

fn writable(folders: &Folders) -> Finding {
    let data = folders.data.display();
    let tried = library::try_writing(folders).map(|()| format!("{data} can be written"));
    Finding::of(
        "data",
        tried.map_err(|error| {
            format!("{data}: {error}: name a folder that this user can write with --data DIR")
        }),
    )
}

/// What was set for servers: `serve` does not start where it cannot be read.
fn settings(folders: &Folders) -> Finding {
    let read = Settings::open(&folders.data);
    Finding::of("settings", read.map(|all| format!("of {} servers", all.all().len())))
}

/// What people said of answers.
fn feedback(folders: &Folders) -> Finding {
    Finding::of("feedback", Feedback::open(&folders.data).map(|_| "can be kept".to_owned()))
}

fn answered(folders: &Folders) -> Finding {
    let answered = Answered::open(&folders.data).map(|_| "can be remembered".to_owned());
    Finding::of("answered questions", answered)
}

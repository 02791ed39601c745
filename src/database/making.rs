//! Making a SQLite file: under another name, so that there is never one under its own that is empty. An
//! empty file is one that was emptied.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::files::{BESIDE, beside, remove};
use super::form::{Form, bring_up_to_date};

/// How a file is called while it is made: it takes its name when it has its form.
pub(super) const UNFINISHED: &str = ".new";
/// How long another process that writes is waited for.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Makes a file where there is none.
pub(super) fn make_if_missing(path: &Path, form: &Form) -> rusqlite::Result<()> {
    let unfinished = beside(path, UNFINISHED);
    if path.exists() {
        // A kill behind the last step leaves both names.
        remove(&unfinished);
        return Ok(());
    }
    // Of several processes that are started over a new folder one makes the file: each would remove
    // what another has just made beside it.
    let _making = path.parent().and_then(locked);
    if path.exists() {
        return Ok(());
    }
    // What lies beside a file that was removed belongs to that one.
    BESIDE.iter().skip(1).for_each(|ending| remove(&beside(path, ending)));
    if make(&unfinished, form).is_err() {
        // It may be what a kill left.
        BESIDE.iter().for_each(|ending| remove(&beside(&unfinished, ending)));
        make(&unfinished, form)?;
    }
    // Where another process was faster its file stays.
    if fs::hard_link(&unfinished, path).is_err() && !path.exists() {
        // A system of files without links; what fails then is told when the file is opened.
        let _ = fs::rename(&unfinished, path);
    }
    remove(&unfinished);
    Ok(())
}

/// The folder, which no other process makes a file in until this is dropped; `None` where the system has
/// no locks on folders.
fn locked(folder: &Path) -> Option<fs::File> {
    let folder = fs::File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

fn make(path: &Path, form: &Form) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    // Whoever opens the file wants its log so: of several that change that at once SQLite refuses some,
    // without waiting.
    connection.pragma_update(None, "journal_mode", "wal")?;
    bring_up_to_date(&mut connection, form)?;
    connection.close().map_err(|(_, error)| error)
}

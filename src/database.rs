//! SQLite files in the data folder: opened or made, brought to this version's form, never followed
//! through a link. It knows no table.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::document::regular_file;
use crate::index::forbids_writing;

/// How SQLite names the files beside one.
const BESIDE: &[&str] = &["", "-wal", "-shm", "-journal"];
/// How long another process that writes is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// What a file is called, and how it came to its form.
#[derive(Debug)]
pub struct Form {
    /// Its name in the data folder.
    pub file: &'static str,
    /// What made it what it is, a step a version, in order. A step that was released is never
    /// changed: another is added.
    pub steps: &'static [&'static str],
    /// What losing a commit to a power cut would cost.
    pub durability: Durability,
    /// What the operator loses by removing the file, as the end of a sentence.
    pub loss: &'static str,
}

/// Whether a commit outlives a power cut. It outlives the end of the process in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// It does.
    Kept,
    /// The last ones may be lost; writing is faster.
    Lost,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unwritable {
        /// The data folder, or the file.
        path: PathBuf,
        /// What it said.
        cause: std::io::Error,
    },
    /// SQLite said no.
    #[error(
        "{path}: {cause}: if this stays, put back a copy of the file, or remove it; {loss}",
        loss = form.loss
    )]
    Store {
        /// The file.
        path: PathBuf,
        /// What it is.
        form: &'static Form,
        /// What SQLite said.
        cause: rusqlite::Error,
    },
    /// A later version of the program made it.
    #[error(
        "{path}: it was written by a later version of verbatim (its form is {found}, this version knows {known}): run that version, or put back a copy of the file from before"
    )]
    Later {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: usize,
        /// The last form that is known.
        known: usize,
    },
}

impl DatabaseError {
    /// Whether the file cannot be written at present: no permission, a read-only or a full disk.
    pub fn is_unwritable(&self) -> bool {
        match self {
            DatabaseError::Unwritable { cause, .. } => forbids_writing(cause),
            DatabaseError::Store { cause, .. } => is_unwritable(cause),
            DatabaseError::Later { .. } => false,
        }
    }
}

/// Whether SQLite refuses because a file cannot be written at present.
pub fn is_unwritable(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::DiskFull
        )
    )
}

/// Opens a file in the data folder, or makes it, and brings it to the last form.
///
/// # Errors
/// When it cannot be written, is no SQLite file, or was made by a later version.
pub fn open(data: &Path, form: &'static Form) -> Result<Connection, DatabaseError> {
    let unwritable = |path: &Path| {
        let path = path.to_path_buf();
        move |cause| DatabaseError::Unwritable { path, cause }
    };
    fs::create_dir_all(data).map_err(unwritable(data))?;
    for ending in BESIDE {
        let path = data.join(format!("{}{ending}", form.file));
        regular_file::check(&path).map_err(unwritable(&path))?;
    }
    let path = data.join(form.file);
    let store = |cause| DatabaseError::Store { path: path.clone(), form, cause };
    let mut connection = Connection::open(&path).map_err(store)?;
    let prepare = |connection: &Connection| -> rusqlite::Result<()> {
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        let synchronous = match form.durability {
            Durability::Kept => "full",
            Durability::Lost => "normal",
        };
        connection.pragma_update(None, "synchronous", synchronous)
    };
    prepare(&connection).map_err(store)?;
    let found = bring_up_to_date(&mut connection, form).map_err(store)?;
    if found > form.steps.len() {
        return Err(DatabaseError::Later { path, found, known: form.steps.len() });
    }
    Ok(connection)
}

/// Opens a file that is there only to read it; `None` when there is none, or it cannot be read as it
/// lies.
pub fn open_read_only(data: &Path, form: &'static Form) -> Option<Connection> {
    let path = data.join(form.file);
    regular_file::check(&path).ok()?;
    let read = |immutable: &str| {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let encoded = percent_encoding::utf8_percent_encode(
            path.to_str()?,
            percent_encoding::NON_ALPHANUMERIC,
        );
        let uri = format!("file:{encoded}{immutable}");
        let connection = Connection::open_with_flags(uri, flags).ok()?;
        (version(&connection).ok()? == form.steps.len()).then_some(connection)
    };
    // Where nothing can be written beside it, nobody else writes it either.
    read("").or_else(|| read("?immutable=1"))
}

/// A file of the last form in memory, for as long as the program runs.
///
/// # Errors
/// When there is no memory.
pub fn in_memory(form: &'static Form) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    bring_up_to_date(&mut connection, form)?;
    Ok(connection)
}

/// Takes the steps that are missing, all or none of them; the form as it was found.
fn bring_up_to_date(connection: &mut Connection, form: &Form) -> rusqlite::Result<usize> {
    if version(connection)? >= form.steps.len() {
        return version(connection);
    }
    let change = Transaction::new(connection, TransactionBehavior::Immediate)?;
    // Another process may have taken them since.
    let found = version(&change)?;
    for step in form.steps.iter().skip(found) {
        change.execute_batch(step)?;
    }
    if found < form.steps.len() {
        change.pragma_update(None, "user_version", form.steps.len() as i64)?;
    }
    change.commit()?;
    Ok(found)
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).map(|found| {
        // A form below 0 is none of this program's; it is then too new to be known.
        usize::try_from(found).unwrap_or(usize::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static FIRST: Form = Form {
        file: "test.sqlite",
        steps: &["CREATE TABLE t (a INTEGER)"],
        durability: Durability::Kept,
        loss: "numbers are lost",
    };
    static SECOND: Form = Form {
        steps: &["CREATE TABLE t (a INTEGER)", "ALTER TABLE t ADD COLUMN b INTEGER DEFAULT 7"],
        file: "test.sqlite",
        durability: Durability::Kept,
        loss: "numbers are lost",
    };

    #[test]
    fn an_older_form_is_brought_up_to_date_with_what_it_holds_and_a_later_one_is_refused() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let first = open(data.path(), &FIRST).expect("made");
        first.execute("INSERT INTO t VALUES (3)", []).expect("written");
        drop(first);
        for _ in 0..2 {
            let second = open(data.path(), &SECOND).expect("opened");
            let row = second.query_row("SELECT a, b FROM t", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            });
            assert_eq!(row, Ok((3, 7)));
        }
        let refused = open(data.path(), &FIRST).expect_err("refused").to_string();
        assert!(refused.contains("later version") && refused.contains("form is 2"), "{refused}");
        assert!(open_read_only(data.path(), &SECOND).is_some());
        assert!(open_read_only(data.path(), &FIRST).is_none());
    }

    #[test]
    fn a_file_that_is_no_database_is_refused_with_what_it_costs_to_remove_it() {
        let data = tempfile::tempdir().expect("a temporary folder");
        fs::write(data.path().join(FIRST.file), "not SQLite, but long enough ".repeat(40))
            .expect("written");
        let refused = open(data.path(), &FIRST).expect_err("refused").to_string();
        assert!(
            refused.contains("test.sqlite") && refused.contains("numbers are lost"),
            "{refused}"
        );
    }
}

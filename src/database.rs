//! SQLite files in the data folder: opened or made, brought to this version's form, never followed
//! through a link. It knows no table.

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::document::regular_file;
use crate::index::forbids_writing;

/// How a file is called while it is made: it takes its name when it has its form.
const UNFINISHED: &str = ".new";
/// How SQLite names the files beside one.
const BESIDE: &[&str] = &["", "-wal", "-shm", "-journal"];
/// How long another process that writes is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// What a file is called, and how it came to its form.
#[derive(Debug)]
pub struct Form {
    /// Its name in the data folder.
    pub file: &'static str,
    /// A table that it has had from the first form on.
    pub table: &'static str,
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
    /// It is not what this program wrote.
    #[error(
        "{path}: it was emptied, exchanged or damaged: put back a copy of the file, or remove it; {loss}",
        loss = form.loss
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it is.
        form: &'static Form,
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
            DatabaseError::Damaged { .. } | DatabaseError::Later { .. } => false,
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
/// When it cannot be written, is not what this program wrote, or was made by a later version.
pub fn open(data: &Path, form: &'static Form) -> Result<Connection, DatabaseError> {
    let unwritable = |path: &Path| {
        let path = path.to_path_buf();
        move |cause| DatabaseError::Unwritable { path, cause }
    };
    fs::create_dir_all(data).map_err(unwritable(data))?;
    for ending in BESIDE.iter().chain([&UNFINISHED]) {
        let path = data.join(format!("{}{ending}", form.file));
        regular_file::check(&path).map_err(unwritable(&path))?;
    }
    let path = data.join(form.file);
    let store = |cause| DatabaseError::Store { path: path.clone(), form, cause };
    make_if_missing(&path, form).map_err(store)?;
    let mut connection = connect(&path).map_err(store)?;
    // Before a byte of it is changed.
    if is_cut(&path).map_err(unwritable(&path))?
        || !connection.table_exists(None, form.table).map_err(store)?
    {
        return Err(DatabaseError::Damaged { path, form });
    }
    let prepare = |connection: &Connection| -> rusqlite::Result<()> {
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

/// Makes a file under another name, so that there is never one under its own that is empty: an empty file
/// is one that was emptied.
fn make_if_missing(path: &Path, form: &Form) -> rusqlite::Result<()> {
    let unfinished = beside(path, UNFINISHED);
    if path.exists() {
        // A kill behind the last step leaves both names.
        remove(&unfinished);
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

fn make(path: &Path, form: &Form) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    bring_up_to_date(&mut connection, form)?;
    connection.close().map_err(|(_, error)| error)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::default() - OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// Whether the file ends within a page: SQLite reads zeros for the rest. Not while there is a log of changes,
/// from which the page may be written once more.
fn is_cut(path: &Path) -> io::Result<bool> {
    let mut head = [0; 18];
    let mut file = regular_file::open(path, OpenOptions::new().read(true))?;
    let n_bytes = file.metadata()?.len();
    let has_log = fs::metadata(beside(path, BESIDE[1])).is_ok_and(|log| log.len() > 0);
    if has_log || file.read_exact(&mut head).is_err() {
        return Ok(false);
    }
    // The size of a page; 1 stands for 65,536 (SQLite, "Database File Format").
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 1 << 16,
        size => u64::from(size),
    };
    Ok(!n_bytes.is_multiple_of(page.max(1)))
}

/// The name of a file beside another.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes what may not be there; where that fails, what comes next says so.
fn remove(path: &Path) {
    let _ = fs::remove_file(path);
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
        table: "t",
        steps: &["CREATE TABLE t (a INTEGER)"],
        durability: Durability::Kept,
        loss: "numbers are lost",
    };
    static SECOND: Form = Form {
        steps: &["CREATE TABLE t (a INTEGER)", "ALTER TABLE t ADD COLUMN b INTEGER DEFAULT 7"],
        file: "test.sqlite",
        table: "t",
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

    #[test]
    fn a_file_that_was_emptied_cut_or_is_another_is_refused_as_it_lies() {
        let data = tempfile::tempdir().expect("a temporary folder");
        drop(open(data.path(), &FIRST).expect("made"));
        let path = data.path().join(FIRST.file);
        let whole = fs::read(&path).expect("a file");
        let other = data.path().join("other.sqlite");
        Connection::open(&other).expect("made").execute_batch("CREATE TABLE u (a)").expect("made");
        let other = fs::read(other).expect("a file");
        for bytes in [&b""[..], &whole[..whole.len() - 1], &other] {
            fs::write(&path, bytes).expect("written");
            let refused = open(data.path(), &FIRST).expect_err("refused").to_string();
            assert!(refused.contains("emptied, exchanged or damaged"), "{refused}");
            assert_eq!(fs::read(&path).expect("a file"), bytes);
        }
        fs::remove_file(&path).expect("removed");
        let remade = open(data.path(), &FIRST).expect("made");
        assert!(remade.table_exists(None, "t").expect("read"));
        assert!(!beside(&path, UNFINISHED).exists());
    }

    #[test]
    fn what_a_kill_left_of_making_a_file_is_no_file_yet() {
        let data = tempfile::tempdir().expect("a temporary folder");
        for left in [&b""[..], b"half of what was to be written"] {
            let path = data.path().join(FIRST.file);
            fs::write(beside(&path, UNFINISHED), left).expect("written");
            drop(open(data.path(), &FIRST).expect("made"));
            assert!(!beside(&path, UNFINISHED).exists());
            fs::remove_file(path).expect("removed");
        }
    }
}

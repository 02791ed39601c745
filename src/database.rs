//! SQLite files in the data folder: opened or made, brought to this version's form, never followed
//! through a link. It knows no table.

mod error;
mod files;
mod form;
mod making;

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

pub use self::error::{DatabaseError, is_unwritable};
use self::files::{BESIDE, is_cut};
pub use self::form::{Durability, Form};
use self::form::{bring_up_to_date, version};
use self::making::{BUSY, UNFINISHED, make_if_missing};
use crate::document::regular_file;

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

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::default() - OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
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

#[cfg(test)]
mod tests {
    use super::files::beside;
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
    fn all_that_open_a_new_file_at_once_have_the_same_one() {
        for _ in 0..20 {
            let data = tempfile::tempdir().expect("a temporary folder");
            std::thread::scope(|scope| {
                let open = || {
                    let opened = open(data.path(), &FIRST).expect("made, or there");
                    opened.execute("INSERT INTO t VALUES (1)", []).expect("written");
                };
                for opening in (0..6).map(|_| scope.spawn(open)).collect::<Vec<_>>() {
                    opening.join().expect("no panic");
                }
            });
            let all = open(data.path(), &FIRST).expect("opened");
            let n = all.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0));
            assert_eq!(n, Ok(6));
        }
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

//! What a SQLite file is: its name, and the steps that made it what it is.

use rusqlite::{Connection, Transaction, TransactionBehavior};

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

/// Takes the steps that are missing, all or none of them; the form as it was found.
pub(super) fn bring_up_to_date(
    connection: &mut Connection,
    form: &Form,
) -> rusqlite::Result<usize> {
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

/// The form of a file, as it says.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0)).map(|found| {
        // A form below 0 is none of this program's; it is then too new to be known.
        usize::try_from(found).unwrap_or(usize::MAX)
    })
}

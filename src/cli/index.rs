//! `verbatim index`: what bringing the index up to date did.

use std::io::Write;

use super::{Exit, Failure};
use crate::library::{Behind, Report};

/// Says what was done; exit code 1 when the index is behind because it cannot be written.
///
/// # Errors
/// When nobody reads.
pub fn run(report: Report, out: &mut dyn Write) -> Result<Exit, Failure> {
    match report.behind {
        Some(Behind::AnotherWrites) => {
            writeln!(out, "another process is writing the index; its last commit is in use")?;
        }
        Some(Behind::Unwritable) => {
            writeln!(out, "the index cannot be written; its last commit is in use")?;
            return Ok(Exit::Negative);
        }
        None => {
            let Report { read, removed, unchanged, .. } = report;
            writeln!(out, "{read} read, {removed} removed, {unchanged} unchanged")?;
        }
    }
    Ok(Exit::Done)
}

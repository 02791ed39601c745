//! `verbatim index`: what bringing the index up to date did.

use std::io::Write;

use super::{Exit, Failure};
use crate::library::Report;

/// Says what was done.
///
/// # Errors
/// When nobody reads.
pub fn run(report: Report, out: &mut dyn Write) -> Result<Exit, Failure> {
    if report.left_to_another {
        writeln!(out, "another process is writing the index; its last commit is in use")?;
    } else {
        writeln!(
            out,
            "{} read, {} removed, {} unchanged",
            report.read, report.removed, report.unchanged
        )?;
    }
    Ok(Exit::Done)
}

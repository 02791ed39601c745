//! `verbatim index`: brings the index up to date, and says what that did.

use std::io::Write;

use super::arguments::IndexArgs;
use super::eval::kept::Cases;
use super::model::{Wait, read_documents};
use super::{Exit, Failure};
use crate::library::{self, Behind, Folders, Library, Progress, Report};
use crate::model::Encoder;
use crate::publish::Publisher;

/// Brings the index up to date, or makes it anew, and has the model read what is new.
///
/// # Errors
/// When the library cannot be opened or is damaged, or nobody reads.
pub fn run(
    index: &IndexArgs,
    folders: &Folders,
    (encoder, publisher): (Option<&Encoder>, Option<Publisher>),
    progress: &mut dyn Progress,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let (library, report) = if index.gate {
        library::claim(folders)?;
        let cases = Cases::open(folders)?;
        match rebuild_if(folders, &cases, encoder, progress, out)? {
            Some(rebuilt) => rebuilt,
            None => return Ok(Exit::Negative),
        }
    } else if index.rebuild {
        Library::rebuild(folders, progress)?
    } else {
        Library::open(folders, progress)?
    };
    read_documents(&library, encoder, Wait::ForAll, progress)?;
    let is_published = match publisher {
        Some(mut publisher) => publisher.publish(&library, encoder.map(Encoder::id))?,
        None => false,
    };
    let exit = told(report, out)?;
    if is_published {
        writeln!(out, "published")?;
    }
    Ok(exit)
}

/// Makes the index anew. It takes the place of the one that is there unless it loses a kept case: then
/// that is said, and `None` is returned. What fails leaves everything as it was.
fn rebuild_if(
    folders: &Folders,
    cases: &Cases,
    encoder: Option<&Encoder>,
    progress: &mut dyn Progress,
    out: &mut dyn Write,
) -> Result<Option<(Library, Report)>, Failure> {
    let rebuilt = Library::rebuild_if(folders, progress, |candidates, progress| {
        cases.accept(candidates, encoder, progress, out)
    })?;
    if rebuilt.is_none() {
        writeln!(out, "the new index is refused; the one that was there stays")?;
    }
    Ok(rebuilt)
}

/// Says what was done; exit code 1 when the index is behind because it cannot be written.
fn told(report: Report, out: &mut dyn Write) -> Result<Exit, Failure> {
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

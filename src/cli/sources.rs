//! `verbatim sources`: what is indexed, with warnings.

use std::io::Write;

use super::{Exit, Failure};
use crate::corpus::Shelf;
use crate::document::Escaped;
use crate::index::FileRecord;
use crate::sources::CitationField;

/// So many documents are in memory at a time.
const AT_ONCE: usize = 1_000;

/// Lists the documents by name.
///
/// # Errors
/// When the index cannot be read, or standard output is closed.
pub fn run(shelf: &Shelf, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (mut n, mut last) = (0, None);
    loop {
        let files = shelf.snapshot().files_behind(last.as_ref(), AT_ONCE)?;
        for record in &files {
            write_file(record, shelf, out)?;
        }
        n += files.len();
        match files.into_iter().next_back() {
            Some(record) => last = Some(record.file),
            None => break,
        }
    }
    let usable = shelf.snapshot().n_listed()?;
    writeln!(out, "{n} documents, {usable} of them can be quoted")?;
    Ok(Exit::Done)
}

/// What is known of a file.
fn write_file(record: &FileRecord, shelf: &Shelf, out: &mut dyn Write) -> Result<(), Failure> {
    let file = &record.file;
    writeln!(out, "{file}")?;
    if let Some(server) = file.server() {
        writeln!(out, "    quoted on server {server} alone, which added it")?;
    }
    let citation = match &record.hash {
        None => shelf.sources().of(file),
        Some(hash) => match shelf.text(hash) {
            Ok(text) => shelf.sources().of_text(file, &text),
            Err(error) => {
                writeln!(out, "    warning: {}", Escaped(error))?;
                shelf.sources().of(file)
            }
        },
    };
    let fields: Vec<&str> = citation
        .title
        .iter()
        .chain(&citation.authors.named)
        .map(CitationField::as_str)
        .chain(citation.authors.has_others.then_some("[…]"))
        .chain(citation.publisher.iter().chain(&citation.date).map(CitationField::as_str))
        .collect();
    if !fields.is_empty() {
        writeln!(out, "    {}", fields.join(" · "))?;
    }
    if record.hash.is_some() {
        writeln!(
            out,
            "    {} bytes, {} passages, {} sentences",
            record.stamp.bytes, record.n_passages, record.n_units
        )?;
    }
    if let Some(warning) = &record.warning {
        writeln!(out, "    warning: {warning}")?;
    }
    Ok(())
}

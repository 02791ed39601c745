//! `verbatim sources`: what is indexed, with warnings.

use std::io::Write;

use super::{Exit, Failure};
use crate::corpus::Shelf;
use crate::document::Escaped;
use crate::sources::CitationField;

/// Lists the documents by name.
///
/// # Errors
/// When the index cannot be read, or standard output is closed.
pub fn run(shelf: &Shelf, out: &mut dyn Write) -> Result<Exit, Failure> {
    let files = shelf.snapshot().files()?;
    for (file, record) in &files {
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
    }
    let usable = files.values().filter(|record| record.n_units > 0).count();
    writeln!(out, "{} documents, {usable} of them can be quoted", files.len())?;
    Ok(Exit::Done)
}

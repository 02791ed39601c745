//! The documents and their index, the phrases, and the sentence model.

use std::path::Path;

use crate::cli::Failure;
use crate::cli::model::ModelChoice;
use crate::findings::Finding;
use crate::library::{Behind, Folders, Library, Report};
use crate::phrases::{Phrases, PhrasesError};

pub(super) fn phrases(prompts: Option<&Path>, read: Result<&Phrases, &PhrasesError>) -> Finding {
    let place = prompts.map_or("built in".to_owned(), |folder| folder.display().to_string());
    Finding::of("phrases", read.map(|_| place))
}

pub(super) fn model(model: &ModelChoice) -> Finding {
    let found = match model {
        ModelChoice::BuiltIn => "built in".to_owned(),
        ModelChoice::None => "none: documents are found by their words alone".to_owned(),
        ModelChoice::Folder(folder) => folder.display().to_string(),
    };
    Finding::of("sentence model", model.open().map(|_| found))
}

/// Whether the index has followed the documents.
pub(super) fn index(report: Report) -> Finding {
    let Report { read, removed, unchanged, behind } = report;
    match behind {
        None => {
            Finding::ok("index", format!("{read} read, {removed} removed, {unchanged} unchanged"))
        }
        Some(Behind::AnotherWrites) => {
            Finding::note("index", "another process is writing it at this moment")
        }
        Some(Behind::Unwritable) => {
            let what = "behind the documents, since data cannot be written: mend that, or name another folder with --data DIR";
            Finding::wrong("index", what)
        }
    }
}

/// How many documents can be quoted, and why the others cannot.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn findings(folders: &Folders, library: &Library) -> Result<Vec<Finding>, Failure> {
    let shelf = library.shelf();
    let usable = shelf.snapshot().n_listed()?;
    let place = if library.is_kept_elsewhere() { &folders.data } else { &folders.seeds };
    let found = format!("{}: {usable} can be quoted", place.display());
    let mut findings = vec![if usable > 0 {
        Finding::ok("documents", found)
    } else {
        let what = "put .txt, .md, .html, .pdf, .docx, .odt, .pptx or .epub files there";
        Finding::wrong("documents", format!("{found}: {what}"))
    }];
    // A file that is no document does not keep the bot from serving the others.
    for record in shelf.snapshot().warned()?.values() {
        if let Some(warning) = &record.warning {
            findings.push(Finding::note("document", format!("{}: {warning}", record.file)));
        }
    }
    Ok(findings)
}

//! The fuzz targets: for each reader of bytes what is done with the bytes that libFuzzer thinks of. What
//! must hold is in `holds.rs`, which the tests share.

mod holds;
mod taken_apart;

use std::fs;
use std::panic;
use std::sync::OnceLock;

use verbatim::extract::Format;

/// Names the reader that is tried.
const VARIABLE: &str = "READER";
/// What receipts and places are held against.
const TEXT: &str = "The lamp was lit in 1851. It burns\n oil. Маяк горит. Nobody keeps it.";

type Hold = fn(&[u8]);

/// The readers, each with what is done.
const READERS: &[(&str, Hold)] = &[
    ("plain", |bytes| _ = holds::document(Format::Plain, bytes)),
    ("markdown", |bytes| _ = holds::document(Format::Markdown, bytes)),
    ("html", |bytes| _ = holds::document(Format::Html, bytes)),
    ("archive", |bytes| _ = holds::archive(bytes)),
    ("subtitles", |bytes| _ = holds::document(Format::Subtitles, bytes)),
    ("notebook", |bytes| _ = holds::document(Format::Notebook, bytes)),
    ("pdf", |bytes| _ = holds::document(Format::Pdf, bytes)),
    ("head", |bytes| holds::head(&String::from_utf8_lossy(bytes))),
    ("question", |bytes| holds::question(&String::from_utf8_lossy(bytes))),
    ("control", holds::control),
    ("receipt", |bytes| holds::receipt(bytes, TEXT)),
    ("sources", |bytes| holds::sources(&String::from_utf8_lossy(bytes))),
    ("phrases", |bytes| holds::phrases(&String::from_utf8_lossy(bytes), "")),
    ("questions", |bytes| {
        let lines = String::from_utf8_lossy(bytes);
        lines.lines().for_each(|line| holds::question_line(line, TEXT));
    }),
    ("model", model),
    ("event", event),
    ("protocol", protocol),
];

/// A folder of a sentence model.
fn model(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in holds::parts(bytes) {
        let path = folder.path().join(name.replace("..", "").trim_start_matches('/'));
        let is_made = path.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok());
        let _ = is_made && fs::write(path, content).is_ok();
    }
    holds::model(folder.path());
}

/// The name of an event on a line, then what it says.
fn event(bytes: &[u8]) {
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    if let Ok(data) = serde_json::from_slice(&bytes[at..]) {
        verbatim::discord::read_event(&String::from_utf8_lossy(&bytes[..at]), &data);
    }
}

fn protocol(mut bytes: &[u8]) {
    let _ = verbatim::reading::answer(&mut { bytes });
    while let Ok(Some(_)) = verbatim::reading::request(&mut bytes) {}
}

static READER: OnceLock<Hold> = OnceLock::new();

/// Chooses the reader by the environment.
///
/// # Panics
/// When it names none.
pub fn choose() {
    let name = std::env::var(VARIABLE).unwrap_or_default();
    let names: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
    let found = READERS.iter().find(|(one, _)| *one == name);
    let (_, hold) =
        found.unwrap_or_else(|| panic!("{VARIABLE}: expected one of {}", names.join(" ")));
    READER.get_or_init(|| *hold);
    // A library for a format may panic in the process that reads: that is a refusal. Where nobody
    // catches it, libFuzzer ends all the same.
    let fatal = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        let is_library = panicked.location().is_some_and(|at| at.file().contains("/registry/src/"));
        if !is_library {
            fatal(panicked);
        }
    }));
}

/// Holds one input.
///
/// # Panics
/// When something does not hold.
pub fn hold(bytes: &[u8]) {
    READER.get().expect("chosen at the start")(bytes);
}

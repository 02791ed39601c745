//! Hostile input: damaged fixtures and random pieces of what each reader is about. What must hold is in
//! `fuzz/src/holds.rs`, which the fuzz targets share. The same seeds give the same input.

#[path = "../../fuzz/src/holds.rs"]
mod holds;
mod damage;
mod pieces;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fastrand::Rng;
use verbatim::document::FileName;
use verbatim::extract::{Format, HEAD_BYTES};

use self::damage::damaged;
use self::holds::Read;
use crate::world;

/// Messages taken apart as the law's test does.
mod taken_apart {
    use crate::law;

    pub fn discord(message: &str) -> Result<(), String> {
        law::discord::take_apart(message).map(drop)
    }

    pub fn terminal(message: &str, may_be_bold: bool) -> Result<(), String> {
        law::terminal::take_apart(message, may_be_bold).map(drop)
    }
}

/// Nothing that a test reads takes longer: the limit of the process that reads is 60 s.
const LONGEST: Duration = Duration::from_secs(20);

/// Files below a folder of the project, in order of their names.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(world::root().join(folder)).sort_by_file_name();
    let entries = entries.into_iter().map(|entry| entry.expect("an entry"));
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}

/// The format of a file, if it is a document.
fn format(path: &Path, bytes: &[u8]) -> Option<Format> {
    let name = FileName::new(path.file_name()?.to_str()?).ok()?;
    Format::of(&name, &bytes[..bytes.len().min(HEAD_BYTES)]).ok()
}

/// How files of a format were read.
#[derive(Default, Debug)]
struct Counts {
    tried: usize,
    whole: usize,
    refused: usize,
    panicked: usize,
}

impl Counts {
    fn note(&mut self, format: Format, bytes: &[u8]) {
        let since = Instant::now();
        let read = holds::document(format, bytes);
        assert!(since.elapsed() < LONGEST, "{format:?} of {} bytes", bytes.len());
        self.tried += 1;
        match read {
            Read::Whole => self.whole += 1,
            Read::Refused => self.refused += 1,
            Read::Panicked => self.panicked += 1,
        }
    }
}

#[test]
fn what_is_left_of_damaged_documents_of_every_format_is_quoted_within_its_text() {
    let mut random = Rng::with_seed(1);
    let folders = ["tests/formats/made", "tests/formats/sources", "tests/looks", "seeds"];
    let documents = folders.iter().flat_map(|folder| files(folder)).filter_map(|path| {
        let bytes = fs::read(&path).expect("a file");
        // Those that take their reader to its limits whole are tried elsewhere.
        let is_small = bytes.len() < 130_000 && !path.to_string_lossy().contains("bomb");
        format(&path, &bytes).filter(|_| is_small).map(|format| (format, bytes))
    });
    let documents: Vec<(Format, Vec<u8>)> = documents.collect();
    let mut counts = std::collections::BTreeMap::<String, Counts>::new();
    for (format, bytes) in &documents {
        let (_, other) = &documents[random.usize(0..documents.len())];
        let counts = counts.entry(format!("{format:?}")).or_default();
        let n = if *format == Format::Pdf { 4 } else { 8 };
        for _ in 0..n {
            counts.note(*format, &damaged(bytes, other, &mut random));
        }
    }
    for (format, counts) in &counts {
        println!("{format}: {counts:?}");
        assert!(counts.whole > 0 && counts.tried >= 4, "{format}: {counts:?}");
        // The library for PDF may panic; what is read here may not.
        assert!(counts.panicked == 0 || format == "Pdf", "{format}: {counts:?}");
    }
    assert!(counts.len() >= 5, "{counts:?}");
}

#[test]
fn documents_made_of_what_their_formats_are_made_of_are_quoted_within_their_text() {
    let mut random = Rng::with_seed(2);
    for (format, made_of) in pieces::DOCUMENTS {
        let mut counts = Counts::default();
        for n in 0..80 {
            let made = pieces::text(made_of, 1 + n / 2, &mut random);
            let is_notebook = *format == Format::Notebook;
            let text = if is_notebook { pieces::notebook(&made) } else { made };
            counts.note(*format, text.as_bytes());
            // In another encoding, which is told by its bytes.
            let utf_16: Vec<u8> = "\u{feff}"
                .chars()
                .chain(text.chars())
                .flat_map(|c| {
                    let mut units = [0; 2];
                    c.encode_utf16(&mut units)
                        .iter()
                        .flat_map(|unit| unit.to_le_bytes())
                        .collect::<Vec<_>>()
                })
                .collect();
            if n % 8 == 0 {
                counts.note(*format, &utf_16);
            }
        }
        println!("{format:?}: {counts:?}");
        assert!(counts.whole > 10 && counts.panicked == 0, "{format:?}: {counts:?}");
    }
    let mut n_whole = 0;
    for made_of in pieces::ARCHIVES {
        let (mut whole, mut panicked) = (0, 0);
        for n in 0..60 {
            let parts = made_of.with(&pieces::text(made_of.pieces, 1 + n / 2, &mut random));
            match holds::archive(parts.as_bytes()) {
                Read::Whole => whole += 1,
                Read::Refused => {}
                Read::Panicked => panicked += 1,
            }
        }
        println!("{}: {whole} whole", made_of.name);
        assert!(panicked == 0, "{}: {panicked} panicked", made_of.name);
        n_whole += whole;
    }
    // Most are no XML: elements that do not end.
    assert!(n_whole > 20, "{n_whole} whole");
}

#[test]
fn nesting_without_end_is_refused_or_read_in_time() {
    let deep = |open: &str, close: &str| {
        format!("{}Words stand here.{}", open.repeat(20_000), close.repeat(20_000))
    };
    for (format, open, close) in [
        (Format::Markdown, "> ", ""),
        (Format::Markdown, "- ", ""),
        (Format::Markdown, "[", "](x)"),
        (Format::Markdown, "**", "**"),
        (Format::Markdown, "<div>", "</div>"),
        (Format::Markdown, "{{< a >}}", "{{< /a >}}"),
        (Format::Markdown, "`", "``"),
        (Format::Markdown, "![", "]"),
        (Format::Markdown, "(((", ")"),
        (Format::Plain, "(“", "”)"),
        (Format::Plain, "1.", "a"),
        (Format::Plain, "\u{202e}\u{2067}", "\u{202c}"),
        (Format::Html, "<div>", "</div>"),
        (Format::Html, "<table><tr><td>", ""),
        (Format::Html, "<b><i>", ""),
        (Format::Html, "<math><mrow>", "</mrow></math>"),
        (Format::Html, "<ul><li>", ""),
        (Format::Html, "<svg><foreignObject>", ""),
        (Format::Notebook, "[", "]"),
        (Format::Notebook, "{\"cells\":", "}"),
        (Format::Subtitles, "<i>", "</i>"),
        (Format::Pdf, "%PDF-1.4\n<<", ">>"),
    ] {
        let mut counts = Counts::default();
        counts.note(format, deep(open, close).as_bytes());
        println!("{format:?} {open}: {counts:?}");
    }
}

#[test]
fn whatever_is_asked_its_words_lie_within_it() {
    let mut random = Rng::with_seed(3);
    for n in 0..600 {
        holds::question(&pieces::text(pieces::QUESTIONS, 1 + n / 20, &mut random));
    }
    holds::question(&"a".repeat(100_000));
    holds::question(&"ก".repeat(3_000));
    holds::question(&"\u{202e}".repeat(100_000));
}

#[test]
fn front_matter_and_sources_tell_fields_that_can_be_shown() {
    let mut random = Rng::with_seed(4);
    for n in 0..400 {
        let fields = pieces::text(pieces::FIELDS, 1 + n / 10, &mut random);
        holds::head(&format!("---\ntitle: {fields}\n---\nText.\n"));
        holds::head(&format!("+++\ntitle = {fields}\n+++\nText.\n"));
        if n % 4 == 0 {
            holds::sources(&format!("[\"a.txt\"]\ntitle = {fields}\n"));
            holds::sources(&format!(
                "[\"a.txt\"]\nurl = \"https://{}\"\n",
                fields.replace(['"', '\n'], "")
            ));
        }
    }
    let sources = "[\"a.txt\"]\ntitle = \"The yard\"\nauthors = [\"A. Meyer\"]\ndate = 2024-06-24\nurl = \"https://example.org/a?b=c#d\"\n";
    for _ in 0..300 {
        let bytes = damaged(sources.as_bytes(), pieces::FIELDS.concat().as_bytes(), &mut random);
        holds::sources(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn damaged_phrases_questions_and_receipts_are_told_of_or_hold() {
    let mut random = Rng::with_seed(5);
    let read =
        |file: &str| fs::read_to_string(world::root().join("prompts").join(file)).expect("phrases");
    let (fluent, examples) = (read("en.ftl"), read("questions.jsonl"));
    for _ in 0..60 {
        let damage = |text: &str, random: &mut Rng| {
            let pieces = pieces::FLUENT.concat();
            String::from_utf8_lossy(&damaged(text.as_bytes(), pieces.as_bytes(), random))
                .into_owned()
        };
        holds::phrases(&damage(&fluent, &mut random), &examples);
        holds::phrases(&fluent, &damage(&examples, &mut random));
    }
    let line = r#"{"id": "a", "question": "why?", "gold": [{"file": "a.txt", "quote": "sea", "answer": "a", "start": 1, "end": 4, "halves": [[0, 1], [2, 3]]}]}"#;
    for _ in 0..3000 {
        let bytes = damaged(line.as_bytes(), pieces::JSON.concat().as_bytes(), &mut random);
        holds::question_line(&String::from_utf8_lossy(&bytes), "The sea, the sea – она там.");
    }
    for _ in 0..3000 {
        let bytes: Vec<u8> =
            (0..random.usize(0..50)).map(|_| random.alphanumeric() as u8).collect();
        holds::receipt(&bytes, "The sea, the sea – она там.");
        holds::control(&bytes);
    }
}

#[test]
fn a_damaged_sentence_model_is_told_of_or_encodes() {
    let mut random = Rng::with_seed(6);
    let whole = world::root().join("tests/encoders/tiny");
    let names: Vec<PathBuf> = files("tests/encoders/tiny")
        .into_iter()
        .map(|path| path.strip_prefix(&whole).expect("below it").to_path_buf())
        .collect();
    let of = |name: &Path| fs::read(whole.join(name)).expect("a file");
    for name in &names {
        for _ in 0..60 {
            let folder = tempfile::tempdir().expect("a temporary folder");
            for other in &names {
                let path = folder.path().join(other);
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                let bytes = of(other);
                let pieces = pieces::JSON.concat();
                let bytes = if other == name {
                    damaged(&bytes, pieces.as_bytes(), &mut random)
                } else {
                    bytes
                };
                fs::write(path, bytes).expect("written");
            }
            holds::model(folder.path());
        }
    }
}

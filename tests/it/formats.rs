use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use verbatim::document::{ByteRange, FileName, Passage, Refusal};
use verbatim::extract::{self, Format};
use verbatim::reading::{Contents, Readers};

use crate::world;

/// Documents that other programs made; `make.sh` beside them says how.
fn made() -> PathBuf {
    world::root().join("tests/formats/made")
}

fn names(what: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(made())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.retain(|name| what(name));
    names.sort();
    names
}

fn expected(key: &str) -> Vec<String> {
    let text =
        fs::read_to_string(world::root().join("tests/formats/expected.json")).expect("a file");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    serde_json::from_value(expected[key].clone()).expect("sentences")
}

fn read(path: &Path) -> Result<Contents, Refusal> {
    let bytes = fs::read(path).expect("a file");
    let file = FileName::new(path.file_name().expect("a name").to_str().expect("UTF-8"))
        .expect("a plain name");
    let format = Format::of(&file, &bytes[..bytes.len().min(extract::HEAD_BYTES)])?;
    Readers::new(Some(Path::new(env!("CARGO_BIN_EXE_verbatim")))).read(bytes, format)
}

/// A range as it is shown: markup left out, a run of white space as one space.
fn shown(text: &str, range: ByteRange, hidden: &[ByteRange]) -> String {
    let within = |at: usize| hidden.iter().any(|markup| markup.start() <= at && at < markup.end());
    let words: String = text[range.as_std()]
        .char_indices()
        .filter(|(at, _)| !within(range.start() + at))
        .map(|(_, c)| c)
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Found {
    sentence: String,
    footnotes: Vec<String>,
    section: String,
}

/// Every sentence that may be quoted. Where a page cuts one in two, the halves are put together.
fn sentences(read: &Contents) -> Vec<Found> {
    let of_passage = |passage: &Passage| {
        let show = |range: ByteRange| shown(&read.text, range, &passage.hidden);
        let section = passage.sections.last().copied().map(show).unwrap_or_default();
        let found: Vec<Found> = passage
            .units
            .iter()
            .map(|sentence| {
                let parts: Vec<String> = sentence.parts.iter().map(|part| show(*part)).collect();
                let sentence_words = match parts.as_slice() {
                    [upper, lower] if upper.ends_with('-') => {
                        format!("{}{lower}", upper.trim_end_matches('-'))
                    }
                    parts => parts.join(" "),
                };
                Found {
                    sentence: sentence_words,
                    footnotes: sentence.footnotes.iter().map(|note| show(*note)).collect(),
                    section: section.clone(),
                }
            })
            .collect();
        found
    };
    read.passages.iter().flat_map(of_passage).collect()
}

/// What is known to come out wrong: in a tight line the library tells no space between two words of
/// which one is in italics.
const KNOWN: [(&str, &str); 1] = [(
    "lighthouse-latex.pdf",
    "The gig was a light six-oared boat, kept only for carrying messages and the foreman.",
)];

#[test]
fn every_format_gives_the_same_sentences_word_for_word() {
    let mut n_files = 0;
    let mut missed = Vec::new();
    for document in ["lighthouse", "mayak"] {
        for name in names(|name| name.starts_with(document)) {
            n_files += 1;
            let told = read(&made().join(&name)).expect("a whole document");
            assert_eq!(told.warning, None, "{name}");
            let found = sentences(&told);
            for sentence in expected(document) {
                // The mark of a footnote stands glued to its word in print.
                let holds = |found: &Found| {
                    found.sentence.starts_with(&sentence)
                        && found.sentence.chars().count() <= sentence.chars().count() + 2
                };
                if found.iter().any(holds) == KNOWN.contains(&(name.as_str(), sentence.as_str())) {
                    let near = found.iter().find(|found| {
                        found.sentence.contains(&sentence[..sentence.floor_char_boundary(30)])
                    });
                    missed.push(format!(
                        "{name}: {sentence}\n    {:?}",
                        near.map(|near| &near.sentence)
                    ));
                }
            }
            for head in expected("running-heads").iter().chain(&expected("boilerplate")) {
                missed.extend(
                    found
                        .iter()
                        .filter(|found| found.sentence.contains(head.as_str()))
                        .map(|found| format!("{name}: the head {head}\n    {}", found.sentence)),
                );
            }
        }
    }
    assert_eq!(n_files, 16);
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn a_footnote_stays_with_the_sentence_of_its_mark() {
    let notes = |document: &str| expected(&format!("{document}-footnotes"));
    let mut wrong = Vec::new();
    for (document, marked) in [
        ("lighthouse", "forty-one wrecks between 1702 and 1840."),
        ("mayak", "между 1702 и 1840 годами."),
    ] {
        let note = &notes(document)[0];
        for name in names(|name| name.starts_with(document)) {
            let found = sentences(&read(&made().join(&name)).expect("a whole document"));
            let sentence =
                found.iter().find(|found| found.sentence.contains(marked)).expect("the sentence");
            if !sentence
                .footnotes
                .iter()
                .any(|found| found.trim_start_matches(['¹', '1', ' ']) == note.as_str())
            {
                wrong.push(format!("{name}: {:?}", sentence.footnotes));
            }
            for note in notes(document) {
                assert!(
                    !found.iter().any(|found| found.sentence.contains(&note)),
                    "{name}: a footnote is no sentence: {note}"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sections_are_told_by_every_format() {
    for name in names(|name| name.starts_with("lighthouse")) {
        let found = sentences(&read(&made().join(&name)).expect("a whole document"));
        for (words, section) in [
            ("Work on the foundation began", "Building the tower"),
            ("The keepers lived by a book", "Rules for the keepers"),
        ] {
            let sentence =
                found.iter().find(|found| found.sentence.starts_with(words)).expect("the sentence");
            assert_eq!(sentence.section, section, "{name}");
        }
    }
}

#[test]
fn slides_and_notebooks_are_read_under_their_headings() {
    for name in ["slides-pandoc.pptx", "slides-pandoc.ipynb"] {
        let told = read(&made().join(name)).expect(name);
        let found = sentences(&told);
        for (words, section) in [
            ("It will have forty berths for boats of the town.", "Aims"),
            ("The county pays a third of it.", "Costs"),
        ] {
            let sentence =
                found.iter().find(|found| found.sentence.contains(words)).expect("the sentence");
            assert_eq!(sentence.section, section, "{name}");
        }
        assert!(told.text.contains("2027"), "{name}");
    }
    let slides = read(&made().join("slides-pandoc.pptx")).expect("slides");
    assert!(slides.text.contains("| 2027 | 4 million |"), "{}", slides.text);
}

#[test]
fn what_cannot_be_read_has_a_reason_and_what_can_is_read() {
    let reason =
        |name: &str| read(&made().join(name)).map(|told| told.text).expect_err(name).to_string();
    for (name, words) in [
        ("damaged-half.pdf", "damaged"),
        ("damaged-half.docx", "damaged"),
        ("damaged-half.epub", "damaged"),
        ("damaged-stream.docx", "damaged"),
        ("damaged-xml.docx", "damaged"),
        ("encrypted.pdf", "locked"),
        ("scanned.pdf", "OCR"),
        ("not-a-document.zip", "an archive that is no"),
        ("bomb.docx", "when unpacked"),
    ] {
        assert!(reason(name).contains(words), "{name}: {}", reason(name));
    }
    for (name, warning) in [("damaged-chapter.epub", "1 of"), ("bomb.epub", "1 of")] {
        let told = read(&made().join(name)).expect(name);
        assert!(told.warning.is_some_and(|told| told.to_string().contains(warning)), "{name}");
        assert!(told.text.contains("It was lit for the first time on 3 October 1847"), "{name}");
    }
    for name in ["damaged-xref.pdf", "deep.docx", "deep.pdf", "loop.pdf"] {
        assert!(!sentences(&read(&made().join(name)).expect(name)).is_empty(), "{name}");
    }
    for name in ["bomb.pdf", "bomb-twice.pdf"] {
        assert!(!reason(name).is_empty(), "{name}");
    }
}

//! What must hold of any bytes, whoever made them: each reader ends with a value or says why not, and
//! what it made of the bytes is within them. The fuzz targets call this with what libFuzzer thinks of, the
//! tests with damaged fixtures and random pieces. A panic is what did not hold.

use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use verbatim::answer::{Cut, Piece, Shown};
use verbatim::cli::terminal::{self, Style};
use verbatim::discord::control::{Control, LONGEST_ID};
use verbatim::discord::render::{Audience, Frame, Surface, ThreadName, render};
use verbatim::document::{ByteRange, Document, FileName, Passage, Text, Unit, UnitKind};
use verbatim::document::{FileDamage, Refusal, front_matter, front_matter_end};
use verbatim::extract::Format;
use verbatim::language::{acronyms, terms, tokens};
use verbatim::lookup::SearchQuery;
use verbatim::model::{Encoder, Meaning};
use verbatim::phrases::{Language, Phrases};
use verbatim::question::Question;
use verbatim::quote::Quote;
use verbatim::reading::{Contents, Readers};
use verbatim::receipt::Receipt;
use verbatim::reply;
use verbatim::sources::{Citation, CitationField, Sources};

use super::taken_apart;

/// Of a long document so many units are looked at, from its beginning.
const MOST_UNITS: usize = 200;
/// Longest name of a thread or of a choice, in characters (Discord API reference).
const LONGEST_NAME: usize = 100;

/// How a document was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// It has a text.
    Whole,
    /// It was refused, with a reason.
    Refused,
    /// The library for its format panicked, which the process that reads takes for a refusal.
    Panicked,
}

/// A file of a format: it is read or refused, and what may be quoted of it lies within its text.
pub fn document(format: Format, bytes: &[u8]) -> Read {
    match Readers::new(None).read(bytes.to_vec(), format) {
        Ok(contents) => {
            quoted(&contents);
            Read::Whole
        }
        Err(Refusal::Damaged(FileDamage::Panic)) => Read::Panicked,
        Err(refusal) => {
            let is_ours = matches!(refusal, Refusal::Sandbox { .. } | Refusal::System(_));
            assert!(!is_ours, "{refusal}");
            Read::Refused
        }
    }
}

/// A ZIP archive of [`parts`], packed anew, so that what is changed is what is read, and not a checksum.
pub fn archive(bytes: &[u8]) -> Read {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts(bytes) {
        // A name that stands twice is refused by the packer.
        if packed.start_file(name, stored).is_ok() {
            packed.write_all(&content).expect("written to memory");
        }
    }
    document(Format::Archive, &packed.finish().expect("written to memory").into_inner())
}

/// Several files as one: each a line `=== NAME`, then its content up to the next such line.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(b"=== "), parts.last_mut()) {
            (Some(name), _) => {
                let name = String::from_utf8_lossy(name.trim_ascii()).into_owned();
                parts.push((name, Vec::new()));
            }
            (None, Some((_, content))) => content.extend(line),
            (None, None) => {}
        }
    }
    parts
}

/// What may be quoted: cut, cited, rendered and found again.
fn quoted(contents: &Contents) {
    let text = contents.text.as_str();
    // No text of a file holds this sign, and a blank one is refused.
    if text.contains('\0') || text.trim_start_matches('\u{feff}').trim().is_empty() {
        return;
    }
    let text = in_a_file(text);
    let file = FileName::new("a.txt").expect("a plain name");
    let citation = Sources::default().of_text(&file, &text);
    cited(&citation);
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    let phrases = PHRASES.get_or_init(Phrases::built_in);
    let mut n_units = 0;
    for passage in &contents.passages {
        let document = Document::new(file.clone(), text.clone(), &passage.hidden);
        for unit in &passage.units {
            n_units += 1;
            if n_units > MOST_UNITS {
                return;
            }
            let shown = shown(&document, passage, unit, &citation);
            for words in shown.quote.texts() {
                analysed(words);
            }
            found_again(&shown.quote);
            rendered(&shown, phrases);
        }
    }
}

/// The text as one that was read from a file, as all are.
fn in_a_file(words: &str) -> Text {
    thread_local! {
        static FOLDER: RefCell<tempfile::TempDir> = {
            let in_memory = Path::new("/dev/shm");
            let made = if in_memory.is_dir() { tempfile::tempdir_in(in_memory) } else { tempfile::tempdir() };
            RefCell::new(made.expect("a temporary folder"))
        };
    }
    FOLDER.with_borrow(|folder| {
        fs::write(folder.path().join("a.txt"), words).expect("written");
        let file = FileName::new("a.txt").expect("a plain name");
        Text::read(folder.path(), &file).expect("it is UTF-8 and not blank")
    })
}

/// A unit as an answer shows it, its first word highlighted.
fn shown(document: &Document, passage: &Passage, unit: &Unit, citation: &Citation) -> Shown {
    let cut = |range: &ByteRange| Quote::cut(document, &[*range]).expect("at character boundaries");
    let first = unit.parts[0];
    let word = Quote::cut(document, &[first]).expect("at character boundaries");
    let word = word
        .texts()
        .next()
        .and_then(|words| terms::words(words).next().map(|word| word.start..word.end()));
    let highlights =
        word.map(|word| ByteRange::new(first.start() + word.start, first.start() + word.end));
    let piece = |range: &ByteRange| match unit.kind {
        UnitKind::Sentence => Piece::Prose(*range),
        UnitKind::Item => Piece::Item(*range),
        UnitKind::Field => Piece::Line(*range),
        UnitKind::Code => Piece::Code { lines: *range, language: unit.language },
        UnitKind::Row => {
            let heads =
                passage.columns.iter().map(|head| Some(*head).filter(|head| !head.is_empty()));
            let heads = heads.chain(std::iter::repeat(None));
            let cells = heads.zip(unit.cells.iter().copied()).filter(|(_, cell)| !cell.is_empty());
            Piece::Row { cells: cells.collect() }
        }
    };
    Shown {
        quote: Quote::cut(document, &unit.parts).expect("at character boundaries, in order"),
        highlights: highlights.into_iter().collect(),
        confidence: 1.0,
        differs_from: vec![0],
        before: None,
        after: None,
        cut: Cut { before: true, after: true },
        footnotes: unit.footnotes.iter().map(cut).collect(),
        pieces: unit.parts.iter().map(piece).collect(),
        lead: unit.lead.as_ref().map(cut),
        sections: passage.sections.iter().map(cut).collect(),
        opening: Some(cut(&first)),
        paragraph: passage.paragraph,
        page: document.text().page(first.start()),
        citation: citation.clone(),
    }
}

/// What the index and the ranking make of words: words within them, in order.
fn analysed(words: &str) {
    let mut behind = 0;
    for word in terms::words(words) {
        assert!(behind <= word.start && words.get(word.start..word.end()) == Some(word.text));
        behind = word.end();
        let _ = terms::term(word.text);
    }
    let _ = (tokens::tokens(words), acronyms::acronyms(words));
}

/// A quote's receipt is read as it was written, and leads back to the quote.
fn found_again(quote: &Quote) {
    let Some(receipt) = Receipt::of(quote) else { return };
    assert_eq!(Receipt::parse(&receipt.to_string()).as_ref(), Some(&receipt));
    assert!(receipt.at_its_place(quote.document().text().as_str()).is_some(), "{quote:?}");
}

/// The quote with its citation as Discord and a terminal show it: nothing in it is obeyed but the markup
/// that an answer has.
fn rendered(shown: &Shown, phrases: &Phrases) {
    let voice = phrases.voice(Language::English);
    let parts = reply::quote_parts(std::slice::from_ref(shown), voice).collect();
    let whole = reply::Reply { parts, offers: Vec::new() };
    for surface in [Surface::Embed, Surface::Content] {
        let frame =
            Frame { surface, voice, owner: None, audience: Audience::Channel, answer: None };
        let message = render(&whole, frame);
        let obeyed = taken_apart::discord(message.text());
        assert!(obeyed.is_ok(), "{obeyed:?}\n{}", message.text());
    }
    for style in [Style::Plain, Style::Bold] {
        let message = terminal::render(&whole, style);
        let obeyed = taken_apart::terminal(&message, style == Style::Bold);
        assert!(obeyed.is_ok(), "{obeyed:?}\n{message}");
    }
}

/// Fields of a citation are shown on a line, and an address is one of the web.
fn cited(citation: &Citation) {
    let fields = [
        &citation.title,
        &citation.publisher,
        &citation.container,
        &citation.date,
        &citation.url,
        &citation.language,
        &citation.licence,
    ];
    let is_shown = |c: char| !c.is_whitespace() && !verbatim::language::ignorable::is_ignorable(c);
    for field in fields.into_iter().flatten().chain(&citation.authors.named) {
        let words = field.as_str();
        assert!(words.contains(is_shown), "nothing is seen of {words:?}");
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        assert!(!words.contains(breaks), "more than a line: {words:?}");
    }
    if let Some(url) = citation.url.as_ref().map(CitationField::as_str) {
        let host = url.strip_prefix("https://").or(url.strip_prefix("http://"));
        let host = host.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        assert!(host.contains(char::is_alphanumeric), "no host: {url}");
        assert!(!host.contains(['@', '\\']), "a host that is not what it seems: {url}");
        let ends = |c: char| !is_shown(c) || c.is_control() || "<>()\"\\".contains(c);
        assert!(!url.contains(ends), "an address that ends before its end: {url}");
    }
}

/// Front matter: it ends within the text, at a character's boundary.
pub fn head(text: &str) {
    let end = front_matter_end(text);
    assert!(text.is_char_boundary(end));
    assert_eq!(end == 0, front_matter(text).is_empty());
    if !text.contains('\0') && !text.trim_start_matches('\u{feff}').trim().is_empty() {
        let file = FileName::new("a.txt").expect("a plain name");
        cited(&Sources::default().of_text(&file, &in_a_file(text)));
    }
}

/// What somebody asks: its words lie within it, and what is called after it has a name that Discord takes.
pub fn question(text: &str) {
    let question = Question::new(text);
    let before = Question::new(&text.chars().rev().collect::<String>());
    for question in [question.clone(), question.with_context(&before)] {
        for term in question.terms() {
            assert!(question.text().get(term.range.as_std()).is_some_and(|word| !word.is_empty()));
            let _ = (question.word(term), question.is_name(term), question.humps(term));
        }
        let _ = (
            question.hyphenated().count(),
            question.quoted().count(),
            question.identifiers().count(),
        );
        let _ =
            (question.is_keyword(), question.asks_how(), question.points_back(), question.focus());
        let _ = SearchQuery::new(&question).is_empty();
        if let Some(name) = ThreadName::of(&question) {
            let n = name.as_str().chars().count();
            assert!(
                (1..=LONGEST_NAME).contains(&n) && !name.as_str().contains(char::is_control),
                "{name:?}"
            );
        }
    }
    analysed(text);
}

/// Bytes that somebody sends as the id of a control, as they are and with the check bytes that they
/// should have: one in the form that it is written in, or none.
pub fn control(bytes: &[u8]) {
    let check = crc32fast::hash(bytes).to_be_bytes();
    let sealed = URL_SAFE_NO_PAD.encode([bytes, &check[2..]].concat());
    for id in [&*String::from_utf8_lossy(bytes), &sealed] {
        if let Some(control) = Control::parse(id) {
            assert_eq!(control.custom_id().as_deref(), Some(id));
            assert!(id.len() <= LONGEST_ID);
        }
    }
}

/// The same of a receipt. The places of a text that it finds are whole characters.
pub fn receipt(bytes: &[u8], text: &str) {
    let check = crc32fast::hash(bytes) as u8;
    let sealed = URL_SAFE_NO_PAD.encode([bytes, &[check]].concat());
    for typed in [&*String::from_utf8_lossy(bytes), &sealed] {
        let Some(receipt) = Receipt::parse(typed) else { continue };
        assert_eq!(Receipt::parse(&receipt.to_string()).as_ref(), Some(&receipt));
        for parts in receipt.anywhere(text).into_iter().chain(receipt.at_its_place(text)) {
            let is_words =
                |part: &ByteRange| text.get(part.as_std()).is_some_and(|words| !words.is_empty());
            assert!(parts.iter().all(is_words), "{parts:?}");
        }
    }
}

/// What the operator says of the documents: fields that can be shown, or the line that is wrong.
pub fn sources(toml: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = ["a.txt", "signs.txt", "markup.md", "paged.txt", "crowded.txt"];
    for name in names {
        fs::write(folder.path().join(name), "A sentence.").expect("written");
    }
    fs::write(folder.path().join("sources.toml"), toml).expect("written");
    match Sources::read(folder.path()) {
        Ok(sources) => {
            for name in names {
                cited(&sources.of(&FileName::new(name).expect("a plain name")));
            }
        }
        Err(error) => drop(error.to_string()),
    }
}

/// The phrases of a language, and the example questions: each phrase can be said, or the line that is
/// wrong is told.
pub fn phrases(fluent: &str, examples: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for language in Language::ALL {
        let name = format!("{}.ftl", language.tag());
        fs::write(folder.path().join(name), fluent).expect("written");
    }
    fs::write(folder.path().join("questions.jsonl"), examples).expect("written");
    match Phrases::read(folder.path()) {
        Ok(phrases) => {
            let voice = phrases.voice(Language::English);
            for &key in verbatim::phrases::Key::ALL {
                let slots = vec![verbatim::phrases::Slot::Number(1); key.slots().len()];
                let _ = voice.fill(key, &slots).map(|phrase| phrase.to_string());
            }
        }
        Err(error) => drop(error.to_string()),
    }
}

/// A line of a file of questions, asked or to score by.
pub fn question_line(line: &str, text: &str) {
    let Ok(asked) = serde_json::from_str::<verbatim::cli::eval::gold::GoldQuestion>(line) else {
        return;
    };
    for gold in &asked.gold {
        assert!(gold.places(text).iter().all(|place| place.end() <= text.len()));
    }
}

/// A sentence model: files in the layout of sentence-transformers, in a folder. It is opened and encodes,
/// or what is wrong with it is told.
pub fn model(folder: &Path) {
    match Encoder::open(folder) {
        Ok(encoder) => {
            let texts = ["the keeper of the lamp".to_owned(), "маяк".to_owned(), String::new()];
            let _ = encoder.documents(&texts);
            let _ = Meaning::of("when was the lamp lit?", &encoder);
        }
        Err(error) => drop(error.to_string()),
    }
}

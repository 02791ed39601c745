use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use tempfile::TempDir;
use verbatim::answer::{N_QUOTES, answer};
use verbatim::cli::{json, model};
use verbatim::corpus::Scope;
use verbatim::library::{Encoded, Folders, Library};
use verbatim::model::{Encoder, Meaning};

use crate::bot::Silent;
use crate::program::Place;
use crate::world;

/// Opened once: it takes longer than all else.
static ENCODER: LazyLock<Encoder> =
    LazyLock::new(|| Encoder::built_in().expect("the model is compiled in"));

const SMOKER: &str = "# Smoker\n\nHold the bellows shut for a minute, and the embers go out.\n";
const HIVES: &str = "# Hives\n\nEach hive has ten frames. The frames are cleaned in March.\n";
const QUEENS: &str = "# Queens\n\nA queen lives for four years. Her colour tells the year.\n";
/// Shares no word with what answers it.
const BY_MEANING: &str = "how do I extinguish it";

fn folders(place: &Path) -> Folders {
    Folders { seeds: place.join("docs"), data: place.join("data"), program: None, engine: None }
}

fn library(place: &Path) -> Library {
    Library::open(&folders(place), &mut Silent).expect("opened").0
}

fn place(documents: &[(&str, &str)]) -> TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(place.path().join("docs")).expect("made");
    documents.iter().for_each(|(name, words)| write(place.path(), name, words));
    place
}

fn write(place: &Path, name: &str, words: &str) {
    fs::write(place.join("docs").join(name), words).expect("written");
}

fn make(library: &Library) -> Encoded {
    library.make_vectors(&ENCODER, &mut Silent, &|| true).expect("made")
}

/// The answer as JSON, without the time that it took.
fn asked(library: &Library, question: &str) -> serde_json::Value {
    let question = model::question(question, Some(&ENCODER));
    let answer = answer(&question, &Scope::All, &library.shelf(), N_QUOTES).expect("whole");
    serde_json::to_value(json::answer(&answer, 0)).expect("plain data")
}

fn stored(place: &Path) -> std::path::PathBuf {
    let mut files = fs::read_dir(place.join("data/vectors")).expect("a folder");
    files.next().expect("a file").expect("an entry").path()
}

#[test]
fn what_no_word_finds_is_found_by_meaning_and_without_a_model_by_words_alone() {
    let place = Place::with(&[("docs/a.md", SMOKER), ("docs/b.md", HIVES), ("docs/c.md", QUEENS)]);
    let answered = |options: &[&str], question: &str| {
        let ran = place.run(&[&["ask", "--json"], options, &[question]].concat());
        serde_json::from_str::<serde_json::Value>(&ran.out).expect("an answer")
    };
    let found = answered(&[], BY_MEANING);
    let shown = [&found["quotes"], &found["nearest"]].map(|quotes| quotes[0]["parts"][0].clone());
    let text = "Hold the bellows shut for a minute, and the embers go out.";
    assert!(shown.iter().any(|part| part["text"] == text), "{found}");
    assert_eq!(found["model"], true);
    let by_words = answered(&["--model", "none"], BY_MEANING);
    assert_eq!(
        (&by_words["model"], &by_words["answered"], by_words["nearest"].as_array().map(Vec::len)),
        (&false.into(), &false.into(), Some(0))
    );
    let question = "how long does a queen live?";
    for options in [&[][..], &["--model", "none"]] {
        let found = answered(options, question);
        assert_eq!(found["quotes"][0]["parts"][0]["text"], "A queen lives for four years.");
    }
}

#[test]
fn the_best_are_read_word_for_word_and_a_question_mark_changes_nothing() {
    let place = Place::with(&[("docs/a.md", SMOKER), ("docs/b.md", HIVES), ("docs/c.md", QUEENS)]);
    let explained = |options: &[&str]| {
        place.run(&[&["ask", "--explain"], options, &["how long does a queen live?"]].concat()).out
    };
    assert!(explained(&[]).contains("AlignmentByIdf "));
    assert!(!explained(&["--model", "none"]).contains("AlignmentByIdf "));
    let quotes = |question: &str| {
        let ran = place.run(&["ask", "--json", question]);
        serde_json::from_str::<serde_json::Value>(&ran.out).expect("an answer")["quotes"].clone()
    };
    let marked = quotes("how long does a queen live?");
    assert_eq!(marked[0]["parts"][0]["text"], "A queen lives for four years.");
    assert_eq!(quotes("how long does a queen live"), marked);
    assert_eq!(quotes("ok so how long does a queen live :bee:"), marked);
}

#[test]
fn a_name_alone_is_in_the_language_of_what_words_find() {
    let boiler =
        "# Котёл\n\n`SteamDraw` показывает, сколько пара уходит в трубы за один час работы.\n";
    let place =
        Place::with(&[("docs/a.md", SMOKER), ("docs/b.md", HIVES), ("docs/boiler.md", boiler)]);
    // The model finds these for any question that it can read.
    for number in 0..6 {
        let shed =
            format!("# Shed {number}\n\nShed {number} has a door of oak and a roof of tin.\n");
        fs::write(place.at("docs").join(format!("{number}.md")), shed).expect("written");
    }
    let explained = |question: &str| place.run(&["ask", "--explain", question]).out;
    let by_words = explained("SteamDraw");
    assert!(by_words.contains("\nranked by words\n") && by_words.contains("трубы"), "{by_words}");
    assert!(explained("bellows").contains("\nranked by words and meaning\n"));
}

#[test]
fn who_speaks_in_a_paragraph_is_named_in_the_one_before() {
    let keepers = "The keepers of the coast\n\n\
        Ivar Holm keeps the mill at Varna.\n\n\
        He said it was opened in 1952, when the old one had burned.\n\n\
        Tom Brand keeps the inn at Ostler, where the road ends.\n\n\
        He said it was opened in 1977, when the road was new.\n";
    let place = place(&[("a.txt", keepers)]);
    let library = library(place.path());
    make(&library);
    let found = asked(&library, "when was it opened, according to Tom Brand");
    let first = &found["quotes"][0]["parts"][0]["text"];
    assert_eq!(first, "He said it was opened in 1977, when the road was new.", "{found}");
}

#[test]
fn the_model_reads_what_was_meant() {
    let hoist = "# Hoist\n\nThe maximum load of the hoist is five barrels.\n";
    let place = Place::with(&[("docs/a.md", SMOKER), ("docs/c.md", QUEENS), ("docs/d.md", hoist)]);
    let nearest = |question: &str| {
        let out = place.run(&["ask", "--explain", question]).out;
        let cosine = out.lines().find(|line| line.trim_start().starts_with("cosine "));
        (cosine.map(str::to_owned), out.contains("AlignmentByIdf "))
    };
    for (typed, meant) in [
        ("how long does a queeen live?", "how long does a queen live?"),
        ("what is the max load of the hoist?", "what is the maximum load of the hoist?"),
    ] {
        let (cosine, is_read) = nearest(meant);
        assert!(cosine.is_some() && is_read, "{meant}");
        assert_eq!(nearest(typed), (cosine, is_read), "{typed}");
    }
}

#[test]
fn any_number_of_units_is_encoded_from_within_other_work() {
    let tiny = Encoder::open(&world::root().join("tests/encoders/tiny")).expect("a model");
    let texts = vec!["ferry leaves".to_owned(); 20_000];
    let expected = tiny.documents(&texts[..1]);
    // As the library does, on threads of rayon, and several at once.
    let (one, other) = rayon::join(|| tiny.documents(&texts), || tiny.documents(&texts));
    for vectors in [one, other] {
        assert_eq!(vectors.len(), texts.len());
        assert!(vectors.iter().all(|vector| *vector == expected[0]));
    }
}

#[test]
fn a_model_in_a_folder_answers_as_the_same_one_compiled_in() {
    let folder = world::root().join("models/all-MiniLM-L6-v2");
    let same = Encoder::open(&folder).expect("a model");
    assert_ne!(same.id(), ENCODER.id());
    let [here, there] =
        [&same, &*ENCODER].map(|encoder| Meaning::of(BY_MEANING, encoder).expect("English"));
    assert_eq!(here.vector(), there.vector());
    assert_eq!(same.documents(&[HIVES.to_owned()]), ENCODER.documents(&[HIVES.to_owned()]));
}

#[test]
fn another_model_is_used_as_its_own_files_say() {
    let tiny = Encoder::open(&world::root().join("tests/encoders/tiny")).expect("a model");
    assert_eq!(tiny.n_dimensions(), 9);
    // The first token stands for the text: that of the prompt.
    let [question, document] = [
        Meaning::of("паром отходит", &tiny).expect("it knows these words").vector().clone(),
        tiny.documents(&["ferry leaves".to_owned()]).remove(0).expect("it knows these words"),
    ];
    let largest = |vector: &verbatim::vectors::Vector| {
        vector.values().iter().position(|value| *value == 127).expect("one token")
    };
    assert_eq!([largest(&question), largest(&document)], [3, 4]);
}

#[test]
fn a_folder_that_holds_no_model_is_one_clear_line() {
    let place = Place::with(&[
        ("docs/a.md", HIVES),
        (
            "pooled/modules.json",
            r#"[{"path": "p", "type": "sentence_transformers.models.Pooling"}]"#,
        ),
        ("pooled/p/config.json", r#"{"pooling_mode_max_tokens": true}"#),
        ("dense/modules.json", r#"[{"path": "d", "type": "sentence_transformers.models.Dense"}]"#),
    ]);
    for (folder, said) in [
        ("docs", "modules.json: "),
        ("pooled", "this pooling is not supported: expected the mean of the tokens"),
        ("dense", "the step \"Dense\" is not supported: expected Transformer"),
    ] {
        let ran = place.run(&["ask", "--model", folder, "how many frames has a hive?"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{folder}: {}", ran.err);
        assert!(ran.err.contains(said) && ran.err.lines().count() == 1, "{folder}: {}", ran.err);
    }
}

#[test]
fn a_damaged_tokenizer_is_one_clear_line() {
    let place = Place::with(&[("docs/a.md", HIVES)]);
    let tiny = world::root().join("tests/encoders/tiny");
    for file in walkdir::WalkDir::new(&tiny).into_iter().map(|entry| entry.expect("an entry")) {
        if file.file_type().is_file() {
            let name = file.path().strip_prefix(&tiny).expect("below it").display().to_string();
            let target = place.at("model").join(name);
            fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            fs::copy(file.path(), target).expect("copied");
        }
    }
    let file = place.at("model/tokenizer.json");
    let whole = fs::read_to_string(&file).expect("text");
    let damaged = whole.replace("\"decoder\": null", "\"decoder\": !ull");
    assert_ne!(damaged, whole);
    fs::write(&file, damaged).expect("written");
    let ran = place.run(&["ask", "--model", "model", "how many frames has a hive?"]);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
    assert!(ran.err.contains("tokenizer.json: expected"), "{}", ran.err);
}

#[test]
fn vectors_are_kept_and_made_for_what_changed_alone() {
    let place = place(&[("a.md", SMOKER), ("b.md", HIVES)]);
    let first = library(place.path());
    assert_eq!(first.load_vectors(&ENCODER).expect("loaded"), Encoded::Missing(3));
    assert_eq!(make(&first), Encoded::Complete);
    let again = library(place.path());
    assert_eq!(again.load_vectors(&ENCODER).expect("loaded"), Encoded::Complete);
    assert_eq!(again.shelf().vectors().n_rows(), 3);
    write(place.path(), "c.md", QUEENS);
    fs::remove_file(place.path().join("docs/b.md")).expect("removed");
    again.refresh(&mut Silent).expect("refreshed");
    // What stayed is there at once.
    assert_eq!(again.shelf().vectors().n_rows(), 1);
    assert_eq!(again.load_vectors(&ENCODER).expect("loaded"), Encoded::Missing(2));
    assert_eq!(make(&again), Encoded::Complete);
    let n_stored = rows(place.path());
    assert_eq!((again.shelf().vectors().n_rows(), n_stored), (3, 2), "removed with its document");
}

/// How many documents have stored vectors.
fn rows(place: &Path) -> i64 {
    let connection = rusqlite::Connection::open(stored(place)).expect("opened");
    connection.query_row("SELECT count(*) FROM vectors", [], |row| row.get(0)).expect("counted")
}

#[test]
fn what_was_interrupted_goes_on() {
    let place = place(&[]);
    for number in 0..6 {
        let items: Vec<String> =
            (0..60).map(|item| format!("The hive {number} gave jar {item} in May.\n")).collect();
        write(place.path(), &format!("{number}.txt"), &items.join("\n"));
    }
    let first = library(place.path());
    let Encoded::Missing(all) = first.load_vectors(&ENCODER).expect("loaded") else {
        panic!("none is made yet")
    };
    let made = first.make_vectors(&ENCODER, &mut Silent, &|| false).expect("made");
    assert!(matches!(made, Encoded::Missing(rest) if rest < all), "{made:?} of {all}");
    let again = library(place.path());
    let loaded = again.load_vectors(&ENCODER).expect("loaded");
    assert_eq!(loaded, made, "what was made is stored");
    assert_eq!(make(&again), Encoded::Complete);
}

#[test]
fn the_same_documents_give_the_same_answers_whatever_the_way_there() {
    const DOCUMENTS: [(&str, &str); 3] = [("a.md", SMOKER), ("b.md", HIVES), ("c.md", QUEENS)];
    let at_once = place(&DOCUMENTS);
    let whole = library(at_once.path());
    make(&whole);
    let bit_by_bit = place(&[("z.md", "# Wax\n\nWax melts at 62 degrees.\n")]);
    let grown = library(bit_by_bit.path());
    for (name, words) in DOCUMENTS.into_iter().rev() {
        make(&grown);
        write(bit_by_bit.path(), name, words);
        grown.refresh(&mut Silent).expect("refreshed");
    }
    fs::remove_file(bit_by_bit.path().join("docs/z.md")).expect("removed");
    grown.refresh(&mut Silent).expect("refreshed");
    make(&grown);
    for question in [BY_MEANING, "how many frames has a hive?", "when are the frames cleaned"] {
        assert_eq!(asked(&grown, question), asked(&whole, question), "{question}");
    }
}

#[test]
fn damaged_vectors_are_made_again_and_never_change_an_answer() {
    let place = place(&[("a.md", SMOKER), ("b.md", HIVES), ("c.md", QUEENS)]);
    let whole = library(place.path());
    make(&whole);
    let expected = asked(&whole, BY_MEANING);
    let file = stored(place.path());
    let bytes = fs::read(&file).expect("readable");
    let mut random = fastrand::Rng::with_seed(3);
    let mut n_made = 0;
    for number in 0..60 {
        let mut damaged = bytes.clone();
        match number {
            0 => damaged.clear(),
            1 => damaged.truncate(bytes.len() / 2),
            2 => damaged = b"no database".to_vec(),
            _ => damaged[random.usize(0..bytes.len())] ^= 1 << random.u8(0..8),
        }
        fs::write(&file, damaged).expect("written");
        let again = library(place.path());
        let loaded = again.load_vectors(&ENCODER).expect("loaded");
        n_made += usize::from(loaded != Encoded::Complete);
        assert_eq!(make(&again), Encoded::Complete, "{number}");
        assert_eq!(asked(&again, BY_MEANING), expected, "{number}");
    }
    assert!(n_made >= 3, "some of the damage is seen: {n_made}");
}

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use verbatim::answer::{N_QUOTES, Outcome, answer};
use verbatim::corpus::{Scope, Shelf};
use verbatim::library::{Damage, Folders, Library, Watch, watch};
use verbatim::question::Question;

use crate::bot::Silent;

/// A library over a folder of its own that is kept up to date.
struct Kept {
    library: Arc<Library>,
    seeds: TempDir,
    _data: TempDir,
    _watch: Watch,
}

impl Kept {
    fn with(files: &[(&str, &str)]) -> Kept {
        let (seeds, data) = (
            tempfile::tempdir().expect("a temporary folder"),
            tempfile::tempdir().expect("a temporary folder"),
        );
        files
            .iter()
            .for_each(|(name, words)| fs::write(seeds.path().join(name), words).expect("written"));
        let folders = Folders {
            seeds: seeds.path().to_path_buf(),
            data: data.path().to_path_buf(),
            program: None,
            engine: None,
        };
        let library =
            Arc::new(Library::open(&folders, &mut Silent).expect("the folder can be read").0);
        Kept { _watch: watch(Arc::clone(&library), Arc::default()), library, seeds, _data: data }
    }

    fn path(&self) -> &Path {
        self.seeds.path()
    }

    /// Asks until the first quote holds these words, or with `None` until there is no answer; how
    /// long it took.
    fn until_it_says(&self, question: &str, expected: Option<&str>) -> Duration {
        let since = Instant::now();
        loop {
            let said = first_quote(&self.library.shelf(), question);
            if said
                .as_deref()
                .is_some_and(|said| expected.is_some_and(|words| said.contains(words)))
                || (said.is_none() && expected.is_none())
            {
                return since.elapsed();
            }
            assert!(
                since.elapsed() < Duration::from_secs(15),
                "expected {expected:?}, still {said:?}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The first quote of an answer.
fn first_quote(shelf: &Shelf, question: &str) -> Option<String> {
    match answer(&Question::new(question), &Scope::All, shelf, N_QUOTES)
        .expect("no question fails meanwhile")
        .outcome
    {
        Outcome::Answered(quotes) => Some(quotes[0].quote.texts().collect()),
        Outcome::NothingFound { .. } => None,
    }
}

const QUESTION: &str = "when was the lighthouse of Varna built?";
const OTHERS: &[(&str, &str)] = &[
    ("ferries.txt", "The ferry to Odessa was launched in 1902 and burned in 1911.\n"),
    ("pilots.txt", "Pilots of the harbour met the ships behind the bar in every weather.\n"),
];

#[test]
fn a_new_a_changed_and_a_removed_document_are_noticed_while_questions_are_asked() {
    let kept = Kept::with(OTHERS);
    assert_eq!(first_quote(&kept.library.shelf(), QUESTION), None);
    let file = kept.path().join("lights.txt");
    fs::write(&file, "The lighthouse of Varna was built in 1863 by a company of masons.\n")
        .expect("written");
    let took = kept.until_it_says(QUESTION, Some("1863"));
    assert!(took < Duration::from_secs(5), "{took:?}");
    // A question under way keeps the shelf that it began with.
    let before = kept.library.shelf();
    fs::write(&file, "The lighthouse of Varna was built in 1864 by a company of masons.\n")
        .expect("written");
    kept.until_it_says(QUESTION, Some("1864"));
    assert!(first_quote(&before, QUESTION).is_some_and(|said| said.contains("1863")));
    fs::rename(&file, kept.path().join("renamed.txt")).expect("renamed");
    kept.until_it_says(QUESTION, Some("1864"));
    fs::remove_file(kept.path().join("renamed.txt")).expect("removed");
    kept.until_it_says(QUESTION, None);
}

#[test]
fn a_file_that_is_still_being_copied_is_waited_for() {
    let kept = Kept::with(OTHERS);
    let mut file = File::create(kept.path().join("lights.txt")).expect("made");
    file.write_all(b"The lighthouse of Varna was built in ").expect("written");
    file.flush().expect("written");
    // Another document comes later and is whole: were the first not waited for, it would be read
    // with this one.
    fs::write(
        kept.path().join("cranes.txt"),
        "The crane of Burgas was bought in 1925 from a yard in Trieste.\n",
    )
    .expect("written");
    let half_read =
        |shelf: &Shelf| first_quote(shelf, QUESTION).is_some_and(|said| said.ends_with("built in"));
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(2) {
        assert!(!half_read(&kept.library.shelf()));
        std::thread::sleep(Duration::from_millis(20));
    }
    file.write_all(b"1863 by a company of masons.\n").expect("written");
    drop(file);
    kept.until_it_says(QUESTION, Some("1863"));
    kept.until_it_says("when was the crane of Burgas bought?", Some("1925"));
}

#[test]
fn reading_the_folder_does_not_put_a_refresh_off() {
    let kept = Kept::with(OTHERS);
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let folder = kept.path().to_path_buf();
    // Somebody lists and reads the documents all the time.
    let reader = std::thread::spawn(move || {
        while stopped.recv_timeout(Duration::from_millis(50))
            == Err(std::sync::mpsc::RecvTimeoutError::Timeout)
        {
            for entry in fs::read_dir(&folder).expect("a folder") {
                fs::read(entry.expect("an entry").path()).expect("read");
            }
        }
    });
    fs::write(
        kept.path().join("lights.txt"),
        "The lighthouse of Varna was built in 1863 by a company of masons.\n",
    )
    .expect("written");
    let took = kept.until_it_says(QUESTION, Some("1863"));
    assert!(took < Duration::from_secs(5), "{took:?}");
    drop(stop);
    reader.join().expect("ended");
}

#[test]
fn a_mistake_in_sources_toml_changes_nothing_until_it_is_mended() {
    let kept = Kept::with(&[
        ("lights.txt", "The lighthouse of Varna was built in 1863 by a company of masons.\n"),
        OTHERS[0],
    ]);
    let title = || {
        kept.library
            .shelf()
            .sources()
            .of(&verbatim::document::FileName::new("lights.txt").expect("a name"))
            .title
            .map(|title| title.to_string())
    };
    let sources = kept.path().join("sources.toml");
    fs::write(&sources, "[\"lights.txt\"]\ntitel = \"Lights\"\n").expect("written");
    // What comes with it is not read either, so that nothing is shown half.
    assert!(kept.library.refresh(&mut Silent).is_err());
    assert!(first_quote(&kept.library.shelf(), QUESTION).is_some());
    fs::write(&sources, "[\"lights.txt\"]\ntitle = \"Lights\"\n").expect("written");
    let since = Instant::now();
    while title().as_deref() != Some("Lights") {
        assert!(since.elapsed() < Duration::from_secs(10), "{:?}", title());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The largest file of the index with this ending.
fn index_file(data: &Path, ending: &str) -> std::path::PathBuf {
    let files = fs::read_dir(data.join("index"))
        .expect("an index")
        .map(|entry| entry.expect("an entry").path());
    let of_kind = files.filter(|path| path.extension().is_some_and(|found| found == ending));
    of_kind.max_by_key(|path| path.metadata().expect("a file").len()).expect("a file of the kind")
}

#[test]
fn a_damaged_index_or_text_is_noticed_and_made_anew() {
    let (seeds, data) = (
        tempfile::tempdir().expect("a temporary folder"),
        tempfile::tempdir().expect("a temporary folder"),
    );
    let lights =
        ("lights.txt", "The lighthouse of Varna was built in 1863 by a company of masons.\n");
    OTHERS
        .iter()
        .chain([&lights])
        .for_each(|(name, words)| fs::write(seeds.path().join(name), words).expect("written"));
    let folders = Folders {
        seeds: seeds.path().to_path_buf(),
        data: data.path().to_path_buf(),
        program: None,
        engine: None,
    };
    let open = || Library::open(&folders, &mut Silent).expect("the folder can be read").0;
    let says = |library: &Library| {
        first_quote(&library.shelf(), QUESTION).is_some_and(|said| said.contains("1863"))
    };
    let library = open();
    assert!(
        says(&library) && !library.repair(Damage::Suspected).expect("looked at"),
        "nothing is damaged"
    );
    // A byte of the stored ranges: no library tells before all is held against its checksum.
    let other = open();
    let store = index_file(data.path(), "store");
    let mut bytes = fs::read(&store).expect("a file");
    bytes[10] ^= 0xff;
    fs::write(&store, bytes).expect("written");
    assert!(!library.repair(Damage::Suspected).expect("looked at"), "not twice in a minute");
    let library = other;
    assert!(library.repair(Damage::Suspected).expect("made anew"));
    assert!(says(&library) && says(&open()));
    // A stored text: the answer says so, and never shows it.
    let library = open();
    for text in fs::read_dir(data.path().join("texts")).expect("a folder") {
        fs::write(
            text.expect("an entry").path(),
            "The lighthouse of Varna was built in 1999 by nobody at all.\n",
        )
        .expect("written");
    }
    assert!(answer(&Question::new(QUESTION), &Scope::All, &library.shelf(), N_QUOTES).is_err());
    assert!(library.repair(Damage::Seen).expect("made anew"));
    assert!(says(&library));
    assert!(!library.repair(Damage::Seen).expect("looked at"), "not twice in a minute");
}

/// The words of a question that were read as others, and those that nobody has.
fn read_as(shelf: &Shelf, question: &str) -> (Vec<String>, usize) {
    let answer =
        answer(&Question::new(question), &Scope::All, shelf, N_QUOTES).expect("no question fails");
    (answer.read_as.into_iter().map(|read| read.read_as).collect(), answer.missing.len())
}

#[test]
fn a_word_is_mended_as_long_as_any_document_has_it() {
    let kept = Kept::with(&[
        ("a.txt", "The harbour of Trieste was dredged in 1901 by two steamers.\n"),
        ("b.txt", "The crane of Trieste was delivered in 1925 by a yard upstream.\n"),
    ]);
    let mended = || read_as(&kept.library.shelf(), "what about Treiste?");
    assert_eq!(mended(), (vec!["trieste".to_owned()], 0));
    for (name, expected) in [("a.txt", (vec!["trieste".to_owned()], 0)), ("b.txt", (Vec::new(), 1))]
    {
        fs::remove_file(kept.path().join(name)).expect("removed");
        kept.library.refresh(&mut Silent).expect("the folder can be read");
        assert_eq!(mended(), expected, "without {name}");
    }
}

#[test]
fn a_letter_that_is_not_typed_for_another_makes_another_word() {
    let kept = Kept::with(&[("a.txt", "The tanker lay in the harbour for a week.\n")]);
    let read_as = |word: &str| read_as(&kept.library.shelf(), &format!("what about the {word}?"));
    assert_eq!(read_as("tamker"), (vec!["tanker".to_owned()], 0));
    assert_eq!(read_as("taxker"), (Vec::new(), 1));
}

#[test]
fn of_many_unknown_words_the_first_four_are_mended() {
    let kept = Kept::with(&[(
        "lights.txt",
        "The lighthouse of the harbour was built in 1863 by a company of masons.\n",
    )]);
    let (mended, n_missing) =
        read_as(&kept.library.shelf(), "lighthuose masosn companny harbuor biult");
    assert_eq!(
        (mended, n_missing),
        (["lighthouse", "masons", "company", "harbour"].map(str::to_owned).to_vec(), 1)
    );
    // English words are no slips, and none of the four.
    let (mended, n_missing) =
        read_as(&kept.library.shelf(), "which kitchen banana pillow tulip wardrobe had masosn");
    assert_eq!((mended, n_missing), (vec!["masons".to_owned()], 5));
}

#[test]
fn a_word_is_found_as_it_is_spelled_elsewhere() {
    let kept = Kept::with(&[(
        "gas.txt",
        "Every organization colours its own pipe, which is two metres long.\n",
    )]);
    let shelf = kept.library.shelf();
    for word in ["organisation", "organizations", "colors", "coloured", "metre", "meters"] {
        let read_as = read_as(&shelf, &format!("what of the {word}?"));
        assert_eq!(read_as, (Vec::new(), 0), "{word}");
    }
}

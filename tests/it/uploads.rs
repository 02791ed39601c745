use std::fs;

use verbatim::answer::{self, Answer, N_QUOTES, Outcome};
use verbatim::corpus::{Scope, Shelf};
use verbatim::library::{Folders, Library, Silent};
use verbatim::question::Question;
use verbatim::settings::PlaceScope;

use crate::world;

fn questions() -> Vec<String> {
    let lines = fs::read_to_string(world::root().join("prompts/questions.jsonl")).expect("a file");
    let question = |line: &str| -> String {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        line["question"].as_str().expect("a question").to_owned()
    };
    let mut questions: Vec<String> =
        lines.lines().filter(|line| !line.trim().is_empty()).map(question).collect();
    let odd = ["when is the zorblax fed?", "what is the ZQF?", "cambodja and rusia", "zorblx"];
    questions.extend(odd.map(str::to_owned));
    questions
}

/// All that an answer tells, in words.
fn told(asked: &str, scope: &Scope, shelf: &Shelf) -> String {
    let answer = answer::answer(&Question::new(asked), scope, shelf, N_QUOTES).expect("whole");
    let Answer { outcome, further, probability, missing, read_as, of_one_document, .. } = answer;
    let (kind, quotes) = match outcome {
        Outcome::Answered(quotes) => ("answered", quotes),
        Outcome::NothingFound { nearest } => ("nothing", nearest),
    };
    let quotes: Vec<String> = quotes
        .iter()
        .chain(&further)
        .map(|shown| {
            let file = shown.quote.document().file();
            format!("{file} {:?} {}", shown.quote.parts(), shown.confidence)
        })
        .collect();
    let read_as: Vec<&str> = read_as.iter().map(|read| read.read_as.as_str()).collect();
    format!("{kind} {probability} {of_one_document} {missing:?} {read_as:?} {quotes:#?}")
}

#[test]
fn a_servers_documents_change_nothing_of_what_is_answered_elsewhere() {
    let data = [(), ()].map(|()| tempfile::tempdir().expect("a temporary folder"));
    let folders = |data: &tempfile::TempDir| Folders {
        seeds: world::seeds(),
        data: data.path().to_path_buf(),
        program: None,
        engine: None,
    };
    let open = |folders: &Folders| Library::open(folders, &mut Silent).expect("opened").0;
    let without = open(&folders(&data[0]));
    let folders = folders(&data[1]);
    let with = open(&folders);
    // Words of the questions without end, a word of one letter less, an acronym, and much else.
    let flood =
        questions().into_iter().map(|one| format!("It is said of {one} that it is so.\n\n"));
    let flood: String = flood.collect::<String>().repeat(40);
    let rules = "The zorblax is fed at noon. The Zorblax Quality Forum (ZQF) sees to it.\n";
    let own = data[1].path().join(".servers/7");
    fs::create_dir_all(&own).expect("made");
    fs::write(own.join("flood.md"), &flood).expect("written");
    fs::write(own.join("rules.md"), rules).expect("written");
    let report = with.refresh(&mut Silent).expect("refreshed");
    assert_eq!((report.read, report.removed), (2, 0));
    let (with, without) = (with.shelf(), without.shelf());
    let everybodys = PlaceScope::everybodys();
    let view = everybodys.shelf(&with).expect("whole");
    assert_eq!(
        view.listed(&Scope::All).expect("whole").len(),
        world::documents(&world::seeds()).len()
    );
    assert_eq!(everybodys.on(&view).expect("whole"), Scope::All);
    assert_eq!(view.snapshot().n_passages(), without.snapshot().n_passages());
    let mut n_other = 0;
    for asked in questions() {
        let expected = told(&asked, &Scope::All, &without);
        assert_eq!(told(&asked, &Scope::All, &view), expected, "{asked}");
        n_other += usize::from(told(&asked, &Scope::All, &with) != expected);
    }
    assert!(n_other > 10, "only {n_other} answers are others where the documents are seen");
    let own = with.seen_on(Some(7)).expect("whole");
    assert!(told("when is the zorblax fed?", &Scope::All, &own).starts_with("answered"));
    // What was not narrowed to a place is not shown there either.
    let scope = everybodys.on(&with).expect("whole");
    assert!(scope.files().expect("not all").iter().all(|file| file.server().is_none()));
}

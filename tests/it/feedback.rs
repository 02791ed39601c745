use std::path::Path;

use verbatim::document::FileName;
use verbatim::feedback::{Feedback, NotedAnswer, NotedQuestion, ShownQuote, Vote};
use verbatim::settings::{DocumentRule, Documents, PlaceSettings, Settings};

use crate::program::{Place, QUESTION, YARD};

const SERVER: u64 = 7;
const OTHER_SERVER: u64 = 8;

/// A question as a bot would have noted it, with so many helpful votes; its number.
fn noted(data: &Path, server: u64, text: &str, quotes: &[(&str, &str)], helpful: u64) -> String {
    let feedback = Feedback::open(data).expect("opened");
    let quote = |(file, words): &(&str, &str)| ShownQuote {
        file: FileName::new(file).expect("a name"),
        parts: vec![(*words).to_owned()],
        receipt: None,
    };
    let question = NotedQuestion {
        channel: Some(70),
        person: 5,
        text: text.to_owned(),
        only: None,
        follows: false,
        quotes: quotes.iter().map(quote).collect(),
    };
    let answer = NotedAnswer {
        tag: feedback.new_answer(Some(server)),
        server: Some(server),
        is_found: !quotes.is_empty(),
        is_again: false,
        message: None,
        question: Some(question),
    };
    feedback.note(&answer).expect("noted");
    for person in 0..helpful {
        feedback.vote(answer.tag, Some(server), person, Vote::Helpful).expect("voted");
    }
    let kept = feedback.questions(Some(server), None).expect("read");
    kept.iter().find(|kept| kept.text == text).expect("kept").id.to_string()
}

const HARBOUR: &str = "The harbour opened in 1802.\n";

/// A place with an index, a question that people found well answered, and one without an answer.
fn place() -> (Place, String, String) {
    let place = Place::with(&[("docs/a.txt", YARD), ("docs/b.txt", HARBOUR)]);
    assert_eq!(place.run(&["index", "--model", "none"]).code, 0);
    let data = place.at("data");
    let well = noted(&data, SERVER, QUESTION, &[("a.txt", YARD.trim_end())], 2);
    let nothing = noted(&data, OTHER_SERVER, "who painted the xyzzy?", &[], 0);
    (place, well, nothing)
}

fn run(place: &Place, arguments: &[&str]) -> crate::program::Ran {
    place.run(&[&["--model", "none"], arguments].concat())
}

#[test]
fn the_operator_lists_what_people_say_of_one_server_or_of_all() {
    let (place, well, nothing) = place();
    let all = run(&place, &["feedback"]);
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    for expected in [QUESTION, "+2 -0", "a.txt: The yard closed", "xyzzy", &well, &nothing] {
        assert!(all.out.contains(expected), "{expected}: {}", all.out);
    }
    let one = run(&place, &["feedback", "--server", "8"]);
    assert!(one.out.contains("xyzzy") && !one.out.contains("yard"), "{}", one.out);
    let json = run(&place, &["feedback", "--json", "--server", "7"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["servers"][0]["helpful"], 2);
    assert_eq!(json["questions"][0]["question"], QUESTION);
    assert_eq!(json["questions"].as_array().map(Vec::len), Some(1));
    let later = run(&place, &["feedback", "--since", "2999-01-01"]);
    assert!(!later.out.contains("yard"), "{}", later.out);
    assert_eq!(run(&place, &["feedback", "--since", "soon"]).code, 2);
}

#[test]
fn a_case_is_kept_asked_again_and_forgotten() {
    let (place, well, nothing) = place();
    let none = run(&place, &["eval", "--kept"]);
    assert!(none.code == 0 && none.out.contains("no case is kept"), "{none:?}");
    let refused = run(&place, &["feedback", "--keep", &nothing]);
    assert!(refused.code == 2 && refused.err.contains("nothing was found"), "{refused:?}");
    let refused = run(&place, &["feedback", "--keep", "0123456789abcdef"]);
    assert!(refused.code == 2 && refused.err.contains("no such question"), "{refused:?}");
    assert_eq!(run(&place, &["feedback", "--keep", &well]).code, 0);
    let held = run(&place, &["eval", "--kept"]);
    assert!(held.code == 0 && held.out.contains("1 cases, 1 hold, 0 lost"), "{held:?}");
    // What may not be quoted where it was asked does not answer there.
    let settings = Settings::open(&place.at("data")).expect("opened");
    let only = DocumentRule::File(FileName::new("b.txt").expect("a name"));
    let documents = Some(Documents::default().toggled(only));
    let narrowed = PlaceSettings { documents, ..PlaceSettings::default() };
    settings.set(SERVER, None, &narrowed).expect("set");
    let lost = run(&place, &["eval", "--kept"]);
    assert!(lost.code == 1 && lost.out.contains(&format!("lost: {well} {QUESTION}")), "{lost:?}");
    settings.set(SERVER, None, &PlaceSettings::default()).expect("set");
    assert_eq!(run(&place, &["eval", "--kept"]).code, 0);
    place.write("docs/a.txt", "The yard was never closed at all.\n");
    let lost = run(&place, &["eval", "--kept"]);
    assert!(lost.code == 1 && lost.out.contains("1 cases, 0 hold, 1 lost"), "{lost:?}");
    assert_eq!(run(&place, &["feedback", "--forget", &well]).code, 0);
    assert_eq!(run(&place, &["feedback", "--forget", &well]).code, 1);
    assert!(run(&place, &["eval", "--kept"]).out.contains("no case is kept"));
    assert_eq!(run(&place, &["feedback", "--forget-all"]).out, "1 kept questions deleted\n");
    assert!(!run(&place, &["feedback"]).out.contains("xyzzy"));
}

#[test]
fn the_gate_takes_a_new_index_only_if_it_loses_no_case() {
    let (place, well, _) = place();
    let gate = || run(&place, &["index", "--gate"]);
    let ungated = gate();
    assert!(ungated.code == 0 && ungated.out.contains("no case is kept"), "{ungated:?}");
    assert_eq!(run(&place, &["feedback", "--keep", &well]).code, 0);
    let accepted = gate();
    assert!(
        accepted.code == 0 && accepted.out.contains("1 held before, 1 hold now"),
        "{accepted:?}"
    );
    // A change that loses the case is refused, and everything stays as it was.
    let kept = |place: &Place| (place.tree("data/index"), place.tree("data/texts"));
    let before = kept(&place);
    place.write("docs/a.txt", "The yard was never closed at all.\n");
    let refused = gate();
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.out.contains(&format!("lost: {well} {QUESTION}")), "{refused:?}");
    assert_eq!(kept(&place), before);
    assert!(!place.at("data/index.new").exists() && !place.at("data/index.old").exists());
    // One that keeps it is taken.
    place.write("docs/a.txt", &format!("It was a wet year. {YARD}"));
    place.write("docs/c.txt", "The ferry burned in 1911.\n");
    let accepted = gate();
    assert!(accepted.code == 0 && accepted.out.contains("3 read"), "{accepted:?}");
    assert_ne!(kept(&place).0, before.0);
    // What neither of them holds hinders nothing.
    place.write("docs/a.txt", "The yard was never closed at all.\n");
    assert_eq!(run(&place, &["index"]).code, 0);
    let accepted = gate();
    assert!(
        accepted.code == 0 && accepted.out.contains("0 held before, 0 hold now"),
        "{accepted:?}"
    );
    // Of an index that this version cannot read, every case is taken to hold.
    let before = place.at("data/index/verbatim-version");
    std::fs::write(&before, "0.0.0").expect("written");
    let refused = gate();
    assert!(refused.code == 1 && refused.out.contains("every case must hold"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&before).expect("it is still there"), "0.0.0");
}

#[test]
fn the_gate_has_the_model_read_both_indexes_and_a_refusal_costs_no_vector() {
    let (place, well, _) = place();
    assert_eq!(place.run(&["index"]).code, 0);
    assert_eq!(run(&place, &["feedback", "--keep", &well]).code, 0);
    assert_eq!(place.run(&["index", "--gate"]).code, 0);
    place.write("docs/a.txt", "The yard was never closed at all.\n");
    let refused = place.run(&["index", "--gate"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    // The documents as they were need no reading by the model again.
    place.write("docs/a.txt", YARD);
    let answered = place.run(&["ask", "--json", QUESTION]);
    let answered: serde_json::Value = serde_json::from_str(&answered.out).expect("JSON");
    assert_eq!((&answered["model"], &answered["answered"]), (&true.into(), &true.into()));
    assert_eq!(place.run(&["eval", "--kept"]).code, 0);
}

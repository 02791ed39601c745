//! What the terminal prints of quotes that are more than sentences, and where `search`, `--explain`
//! and JSON say that they stand.

use crate::discord::shapes::HANDBOOK;
use crate::terminal::{Place, out};

/// The handbook, and the folder that it lies in.
fn handbook() -> (Place, tempfile::TempDir) {
    Place::with(&[("handbook.md", HANDBOOK.as_bytes())])
}

#[test]
fn code_rows_and_items_are_printed_line_by_line() {
    let (place, _seeds) = handbook();
    for (question, begins) in [
        (
            "how do I start the lamp by hand?",
            "[1] To start the lamp by hand, run this as the keeper:
        lamp --start \\
          --colour \"white\"   # never `red`
        
        lamp --status
    — “Station handbook […]” · undated · Lamps › Starting the lamp · paragraph 1 · proof ",
        ),
        (
            "what do two long blasts mean?",
            "[1] Signal: Two long blasts · Meaning for ships: The channel is closed · Rule: 14
    Signal: One short blast · Meaning for ships: A pilot is on the way
    — “Station handbook […]” · undated · Lamps › Signals · paragraph 2 · proof ",
        ),
        (
            "oars of ash and compass with two needles",
            "[1] What the rescue boat always carries:
    - four oars of ash
    - a compass with two needles
    — “Station handbook […]” · undated · The boat · paragraph 3 · proof ",
        ),
    ] {
        let printed = place.run(&["ask", question]);
        assert!(out(&printed).starts_with(begins), "{}", out(&printed));
    }
}

#[test]
fn search_and_explanations_say_the_path_and_show_no_markup() {
    let (place, _seeds) = handbook();
    let found =
        out(&place.run(&["search", "oars"])).to_owned() + out(&place.run(&["search", "blasts"]));
    let explained = out(&place.run(&["ask", "--explain", "long blasts and oars"])).to_owned();
    for told in ["Lamps › Signals", "four oars of ash", "The channel is closed"] {
        assert!(found.contains(told), "{told}: {found}");
        assert!(explained.contains(told), "{told}: {explained}");
    }
    for markup in ["](", "**", "`two`", " | "] {
        assert!(!found.contains(markup) && !explained.contains(markup), "{found}{explained}");
    }
    let json = out(&place.run(&["search", "--json", "blasts"])).to_owned();
    assert!(json.contains("\"section\":\"Station handbook › Lamps › Signals\""), "{json}");
}

#[test]
fn json_has_the_lead_and_the_path() {
    let (place, _seeds) = handbook();
    let json = out(&place.run(&["ask", "--json", "compass needles"])).to_owned();
    let answer: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let quote = &answer["quotes"][0];
    let lead = &quote["lead"];
    let bytes = |key: &str| lead[key].as_u64().and_then(|at| usize::try_from(at).ok());
    let (start, end) = (bytes("start").expect("a place"), bytes("end").expect("a place"));
    assert_eq!(lead["text"], HANDBOOK[start..end]);
    assert_eq!(lead["text"], "What the rescue boat always carries:");
    assert_eq!(quote["locator"]["section"], "Station handbook › The boat");
    let code = out(&place.run(&["ask", "--json", "when may the boat not be launched?"])).to_owned();
    let answer: serde_json::Value = serde_json::from_str(&code).expect("JSON");
    assert!(answer["quotes"][0]["lead"].is_null(), "{code}");
}

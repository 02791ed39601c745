use std::time::{Duration, Instant};

use crate::terminal::{Place, code, err, out};

/// Characters that are not seen: soft hyphen, joiners, marks of direction, byte-order mark, variation
/// selector.
const HIDDEN: [char; 16] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}',
    '\u{202e}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}', '\u{fe0f}',
];

#[test]
fn characters_that_are_not_seen_are_no_part_of_a_question_s_words() {
    let document = "The keeper Lavrov came to Varna in 1931.\n";
    let (place, _seeds) = Place::with(&[("a.txt", document.as_bytes())]);
    for c in HIDDEN {
        for question in [
            format!("who is {c}Lavrov{c}?"),
            format!("who is La{c}vrov?"),
            format!("{c}when did Lavrov{c} come to Va{c}rna{c}?{c}"),
        ] {
            let asked = place.run(&["ask", &question]);
            let what = format!("U+{:04X}: {question:?}: {}", c as u32, out(&asked));
            assert!(out(&asked).contains("The keeper Lavrov came to Varna in 1931."), "{what}");
            assert!(!out(&asked).contains("No document has"), "{what}");
        }
    }
    let asked = place.run(&["ask", "who is \u{2068}Orlov\u{2069}?"]);
    assert!(out(&asked).contains("No document has this word: Orlov\n"), "{}", out(&asked));
}

#[test]
fn characters_that_are_not_seen_are_no_part_of_a_document_s_words_but_of_its_quotes() {
    for c in HIDDEN {
        let document = format!("{c}The keeper {c}La{c}vrov{c} came to Va{c}rna in 1931.\n");
        let (place, _seeds) = Place::with(&[("a.txt", document.as_bytes())]);
        let asked = place.run(&["ask", "--json", "when did the keeper Lavrov come to Varna?"]);
        let what = format!("U+{:04X}: {}", c as u32, out(&asked));
        assert_eq!(code(&asked), 0, "{what}");
        let answer: serde_json::Value = serde_json::from_str(out(&asked)).expect("JSON");
        let words = answer["quotes"][0]["parts"][0]["text"].as_str().expect("words");
        assert!(words.contains(&format!("La{c}vrov{c} came to Va{c}rna in 1931.")), "{what}");
    }
}

#[test]
fn an_address_with_characters_that_are_not_seen_is_refused() {
    let text = b"The keeper came to Varna in 1931.\n";
    let sources =
        "[\"a.txt\"]\ntitle = \"Keepers\"\nurl = \"https://example.org/\u{202e}gpj.exe\"\n";
    let (place, _seeds) = Place::with(&[("a.txt", text), ("sources.toml", sources.as_bytes())]);
    let asked = place.run(&["ask", "when was the keeper in Varna?"]);
    assert_eq!(code(&asked), 2);
    assert!(err(&asked).contains("sources.toml:3:"), "{}", err(&asked));
    assert!(!err(&asked).contains('\u{202e}'), "it is not obeyed by the terminal either");

    let head = "---\ntitle: Keepers\nurl: https://example.org/\u{202e}gpj.exe\n---\n\n";
    let text = format!("{head}The keeper came to Varna in 1931.\n");
    let (place, _seeds) = Place::with(&[("a.md", text.as_bytes())]);
    let asked = place.run(&["ask", "when was the keeper in Varna?"]);
    assert!(out(&asked).contains("— Keepers · undated"), "{}", out(&asked));
    assert!(!out(&asked).contains("example.org"), "{}", out(&asked));
}

#[test]
fn a_word_without_end_takes_no_longer_than_other_words() {
    for (n_bytes, letters) in
        [(100_000, "a"), (1_000_000, "a"), (1_000_000, "я"), (1_000_000, "a.b")]
    {
        let word = letters.repeat(n_bytes / letters.len());
        let text =
            format!("The keeper wrote {word} in 1931.\n\nThe keeper of Varna died in 1940.\n");
        let (place, _seeds) = Place::with(&[("a.txt", text.as_bytes())]);
        let since = Instant::now();
        let asked = place.run(&["ask", "when did the keeper of Varna die?"]);
        assert!(out(&asked).contains("The keeper of Varna died in 1940."), "{n_bytes} {letters}");
        assert!(since.elapsed() < Duration::from_secs(20), "{n_bytes} {letters}: {since:?}");
        let since = Instant::now();
        let question = format!("{{\"question\": \"what is {word}?\"}}\n");
        let asked = place.run_with_input(&["ask", "--batch", "-"], &question);
        assert_eq!(code(&asked), 0, "{}", err(&asked));
        assert!(since.elapsed() < Duration::from_secs(20), "{n_bytes} {letters}: {since:?}");
    }
}

#[test]
fn of_authors_without_end_the_first_are_named() {
    let authors: Vec<String> = (1..=500_000).map(|number| format!("Author {number}")).collect();
    let text = format!(
        "---\ntitle: Keepers\nauthor: [{}]\npublisher: The Yard\n---\n\n{}",
        authors.join(", "),
        "The keeper came to Varna in 1931.\n\n"
    );
    let (place, _seeds) = Place::with(&[("a.txt", text.as_bytes())]);
    let asked = place.run(&["ask", "when was the keeper in Varna?"]);
    let named = "— Keepers · Author 1 · Author 2 · ";
    assert!(out(&asked).contains(named), "{}", &out(&asked)[..400]);
    assert!(out(&asked).contains(" · Author 20 · […] · The Yard · undated"), "{}", out(&asked));
    for arguments in
        [&["ask", "when was the keeper in Varna?"][..], &["ask", "--json", "keeper"], &["sources"]]
    {
        let n_bytes = out(&place.run(arguments)).len();
        assert!(n_bytes < 4000, "{arguments:?}: {n_bytes} bytes");
    }
}

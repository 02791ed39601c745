//! Every word that a person reads is a quote, a phrase or a citation field. Messages are taken
//! apart here by readers that share no code with the renderers, down to the last sign; then each is
//! altered in several ways, and every altered one must be refused.

mod changes;
mod check;
mod cursor;
pub mod discord;
mod fragment;
mod quoted;
mod receipt;
pub mod hostile;
mod lookups;
mod own_documents;
mod sign;
mod sweep;
pub mod terminal;
mod truth;

use std::path::Path;

use verbatim::answer::{self, N_QUOTES};
use verbatim::corpus::Scope;
use verbatim::phrases::{Form, Key, Language, Phrases, Say, Slot};
use verbatim::question::Question;
use verbatim::reply;

use self::changes::Change;
use self::check::{Case, Shape};
use self::sweep::{Sweep, Way};
use self::truth::Truth;
use crate::world;

/// The questions that people asked of the five documents.
fn asked_questions() -> Vec<String> {
    let lines = std::fs::read_to_string(world::root().join("prompts/questions.jsonl"))
        .expect("the example questions");
    let question = |line: &str| -> String {
        let line: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
        line["question"].as_str().expect("a question").to_owned()
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(question).collect()
}

/// Questions in the documents' own words: every n-th window of 4 to 9 words of a line, question
/// words before some, so that all kinds of answers are wanted.
fn windows(truth: &Truth, every: usize) -> Vec<String> {
    const BEFORE: [&str; 6] = ["", "when ", "who ", "how many ", "where ", "why "];
    let mut questions = Vec::new();
    let mut n_words = 0;
    for (_, document) in truth.files() {
        for line in document.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            for at in 0..words.len().saturating_sub(3) {
                n_words += 1;
                if n_words % every == 0 {
                    let end = words.len().min(at + 4 + questions.len() % 6);
                    questions.push(format!(
                        "{}{}",
                        BEFORE[questions.len() / 6 % 6],
                        words[at..end].join(" ")
                    ));
                }
            }
        }
    }
    questions
}

/// What people type that no document answers.
fn chat() -> Vec<String> {
    let mut chat: Vec<String> = [
        "",
        " ",
        "???",
        "lol",
        "hi",
        "ok thx",
        "*lol* _what_ ~~is~~ ||this|| `even`",
        "@everyone <@1> [click](https://example.org) zorblax",
        "who is zorblax quuxington",
        "when did the frobnicator explode",
        "zorblax, quuxington; frobnicator! O'Zorblax's",
        "snake_case_zorblax 12_34_zorb",
        "# zorblax\n- quuxington\n> frobnicator",
        "zorblax\u{202e}quuxington\u{200b}\u{7}frobnicator",
        "что такое зорблакс",
        "何ですか",
        "🙂 zorblax 👩‍👩‍👧",
        "1. zorblax 2. 1931zorb",
    ]
    .map(str::to_owned)
    .to_vec();
    chat.push("zorblax ".repeat(600));
    chat.push((0..600).map(|number| format!("zorblax{number} ")).collect());
    chat.push("Cambodia Russia ASEAN cooperation trade ".repeat(120));
    chat
}

fn sweep(seeds: &Path, truth: &Truth, questions: impl IntoIterator<Item = String>) -> Sweep {
    let library = world::library(seeds);
    let (shelf, phrases) = (library.shelf(), Phrases::built_in());
    let mut sweep = Sweep::default();
    for question in questions {
        sweep.ask(&question, truth, &shelf, &phrases);
    }
    sweep
}

#[test]
fn every_word_of_every_message_is_a_quote_a_phrase_or_a_citation_field() {
    let truth = Truth::of(&world::seeds());
    let questions = asked_questions().into_iter().chain(windows(&truth, 31)).chain(chat());
    let sweep = sweep(&world::seeds(), &truth, questions);
    sweep.report();
    assert!(
        sweep.messages > 1200 && sweep.answered > 300 && sweep.answered < sweep.questions,
        "too little was checked"
    );
    let floors = [
        (Change::LetterOfAQuote, 1000),
        (Change::CitationsSwapped, 500),
        (Change::WordAdded, 1200),
        (Change::LetterOfACitationDropped, 1000),
        (Change::LetterOfAPhraseDropped, 40),
        (Change::BoldAdded, 500),
    ];
    for (change, floor) in floors {
        assert!(
            sweep.caught.of(change) >= floor,
            "{change:?} was tried {} times",
            sweep.caught.of(change)
        );
    }
    assert!(sweep.bold > 100, "{} messages with bold", sweep.bold);
}

#[test]
fn the_law_holds_in_every_language_of_the_phrases() {
    let truth = Truth::in_language(&world::seeds(), Language::Russian);
    let sweep = sweep(
        &world::seeds(),
        &truth,
        asked_questions().into_iter().chain(windows(&truth, 301)).chain(chat()),
    );
    sweep.report();
    assert!(sweep.messages > 200 && sweep.answered > 30, "too little was checked");
}

#[test]
fn the_law_holds_for_documents_of_many_looks() {
    let seeds = world::root().join("tests/looks");
    let truth = Truth::of(&seeds);
    let sweep = sweep(&seeds, &truth, windows(&truth, 41));
    sweep.report();
    assert!(sweep.messages > 600 && sweep.answered > 100, "too little was checked");
}

#[test]
fn the_law_holds_for_a_folder_that_tries_to_break_it() {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    hostile::lay_out(seeds.path());
    let truth = Truth::of(seeds.path());
    let sweep = sweep(seeds.path(), &truth, windows(&truth, 1).into_iter().chain(chat()));
    sweep.report();
    assert!(sweep.messages > 400 && sweep.answered > 100, "too little was checked");
    for shape in [
        Shape::Lead,
        Shape::Sentence,
        Shape::Item,
        Shape::Line,
        Shape::Head,
        Shape::Cell,
        Shape::Code,
        Shape::Language,
        Shape::Section,
    ] {
        let n = sweep.caught.of(Change::LetterOf(shape));
        assert!(n >= 20, "a letter of a {shape:?} was altered {n} times");
    }
    assert!(sweep.caught.of(Change::LinesJoined) >= 100);
}

#[test]
fn a_sentence_longer_than_a_message_still_gets_an_answer_that_discord_takes() {
    let questions = [
        "who was the tireless surveyor?",
        "when was the unending shore measured?",
        "when did the keeper of the lamps come to another lighthouse?",
    ];
    small(hostile::lay_out_endless, &questions);
}

#[test]
fn heads_and_leads_longer_than_a_message_give_way_to_the_quote() {
    small(
        hostile::lay_out_wide,
        &[
            "when was the wide lock opened?",
            "when was the narrow lock closed?",
            "fathoms of rope",
            "from when is the spare anchor?",
        ],
    );
}

#[test]
fn markup_of_a_markdown_source_is_not_shown_in_its_opening_words() {
    small(
        hostile::lay_out_starred_opening,
        &["when was the first yard founded?", "when was the second yard sold to Lisbon?"],
    );
}

/// A few questions, all answered, to a folder laid out for them.
fn small(lay_out: fn(&Path), questions: &[&str]) {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    lay_out(seeds.path());
    let truth = Truth::of(seeds.path());
    let sweep = sweep(seeds.path(), &truth, questions.iter().map(|&question| question.to_owned()));
    sweep.report();
    assert_eq!(sweep.answered, questions.len());
}

#[test]
fn words_that_no_document_is_said_to_have_stand_in_none() {
    let truth = Truth::of(&world::seeds());
    let library = world::library(&world::seeds());
    let (mut asked, mut wrong) = (0, Vec::new());
    for (file, document) in truth.files() {
        // What stands within an address or a code is no word of its own.
        let is_code = |piece: &&str| {
            piece.contains(['/', '@', '=', '_', '#', '%'])
                || piece.contains(|c: char| c.is_ascii_digit())
                || piece.trim_end_matches(|c: char| !c.is_alphabetic()).contains('.')
        };
        let pieces = document.split_whitespace().filter(|piece| !is_code(piece));
        let mut words: Vec<&str> = pieces
            .flat_map(|piece| piece.split(|c: char| !c.is_alphabetic()))
            .filter(|word| word.chars().count() > 2)
            .collect();
        words.sort_unstable();
        words.dedup();
        for word in words.into_iter().step_by(3) {
            asked += 1;
            let question = Question::new(&format!("zorblax {word}"));
            let answer = answer::answer(&question, &Scope::All, &library.shelf(), N_QUOTES)
                .expect("the library is whole");
            if answer.missing.iter().any(|missing| missing.as_str() == word) {
                wrong.push(format!("{file} has \"{word}\""));
            }
        }
    }
    println!("{asked} words of the documents asked for");
    assert!(asked > 500, "too little was checked");
    assert!(
        wrong.is_empty(),
        "{} words are said to be in no document, among them: {}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("; ")
    );
}

#[test]
fn what_discord_or_a_terminal_would_obey_is_refused() {
    let obeyed = [
        "# x",
        "-# x",
        "- x",
        " - x",
        "1. x",
        "> # x\n**\\[1\\]** x",
        "a *b* c",
        "a ***b*** c",
        "a **b c",
        "a **** b",
        "_b_",
        "~~b~~",
        "||b||",
        "`b`",
        "<@1>",
        "@here",
        "https://x",
        ":boat:",
        "discord.gg/boat",
        "> join https\\://discord.com/invite/boat\n**\\[1\\]** x",
        "[a](<https\\://x>)",
        "a]",
        "a </ask> b",
        "a </ask:x> b",
        "a </ask:12> b",
        "a </ask me:910000000000000001> b",
        "> </ask:910000000000000001>\n**\\[1\\]** x",
        "> x\n**\\[1\\]** </ask:910000000000000001>",
        "\\a",
        "\\",
        "a\u{7}b",
        "a\tb",
        "> x\nx",
        "> x\n- y\n**\\[1\\]** x",
        "> - - x\n**\\[1\\]** x",
        "> 1. x\n**\\[1\\]** x",
        "> *x\n**\\[1\\]** x",
        "> *x *\n**\\[1\\]** x",
        "> *x **y***\n**\\[1\\]** x",
        "> a *x*\n**\\[1\\]** x",
        "> ```\n> x\n**\\[1\\]** x",
        "> ```no name\n> x\n> ```\n**\\[1\\]** x",
        "> ```\n> x ```\n> ```\n**\\[1\\]** x",
        "> ```\n> x\ny\n> ```\n**\\[1\\]** x",
        "> ```\n> \n> x\n> ```\n**\\[1\\]** x",
        "> ```\n> ```\n**\\[1\\]** x",
        "> ```\n> x\u{7}\n> ```\n**\\[1\\]** x",
        "> ``x``\n**\\[1\\]** x",
        "a\nb",
        "a\n\n\nb",
        "",
    ];
    for message in obeyed {
        assert!(discord::take_apart(message).is_err(), "{message:?}");
    }
    let truth = Truth::of(&world::seeds());
    let case = Case { truth: &truth, question: "", answer: None, complete: false };
    for message in ["> x", "**undated**", "[undated](<https://x>)"] {
        let blocks = discord::take_apart(message).expect("a form that some message has");
        assert!(case.check(&blocks).is_err(), "{message:?} as an answer");
    }
    for message in [
        "a **b** c",
        "\\*b\\*",
        "a - b",
        "1x. b",
        "12\\. b",
        "a: b",
        "a </ask:910000000000000001> b",
        "10:30 b",
        "> x\n**\\[1\\]** [\\[a\\]](<https://x>) · b",
        "> *a:*\n> ```c++\n> \t*x* `y` <@1>\n> \n> - z\n> ```\n> - **b** c\n**\\[1\\]** x",
        "> *\\*a\\**\n> x\n**\\[1\\]** x",
        "a\n\nb",
    ] {
        assert!(
            discord::take_apart(message).is_ok(),
            "{message:?}: {:?}",
            discord::take_apart(message).err()
        );
    }
    for message in [
        "a",
        "a\x1b[1mb\n",
        "a\x1b[31mb\n",
        "a\rb\n",
        "[1] a\n",
        "[1] a\n— b\n",
        "[1] \x1b[1ma\n    — b\n",
        "[1] \x1b[3ma\n    b\n    — c\n",
        "[1] a\n b\n    — c\n",
        "[1] a\n        b\x1b[1m\n    — c\n",
        "a\n\n\nb\n",
        "\n",
        "",
    ] {
        assert!(terminal::take_apart(message, true).is_err(), "{message:?}");
    }
    assert!(terminal::take_apart("[1] \x1b[1ma\x1b[22m\n    — b\n", true).is_ok());
    let lines = "[1] \x1b[3ma\x1b[23m\n    - b\n        \tc\n        \n        d\n    — e\n";
    assert!(terminal::take_apart(lines, true).is_ok());
    assert!(terminal::take_apart(lines, false).is_err());
    assert!(terminal::take_apart("[1] \x1b[1ma\x1b[22m\n    — b\n", false).is_err());
}

#[test]
fn every_phrase_that_stands_alone_is_taken_apart() {
    let phrases = Phrases::built_in();
    let (mut sweep, mut n_phrases) = (Sweep::default(), 0);
    for &language in Language::ALL {
        let truth = Truth::in_language(&world::seeds(), language);
        let voice = phrases.voice(language);
        // Names of commands stand in no message.
        for &key in Key::ALL.iter().filter(|key| key.form() != Form::CommandName) {
            n_phrases += 1;
            let numbers = [0, 1, 2, 5, 21, 500, 1_000_000].map(Slot::Number);
            let mentions = [None, Some(910_000_000_000_000_001)]
                .map(|id| Slot::Command(voice.mention(Say::AskName, id)));
            for slot in numbers.into_iter().chain(mentions) {
                let slots = vec![slot; key.slots().len()];
                let phrase = voice.fill(key, &slots).expect("as many slots as it has");
                sweep.hold("", None, &truth, &reply::notice([phrase]), voice);
            }
        }
    }
    sweep.report();
    assert_eq!(sweep.messages, n_phrases * 9 * Way::ALL.len());
    assert_eq!(sweep.caught.of(Change::LetterOfAPhraseDropped), sweep.messages);
}

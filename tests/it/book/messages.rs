//! The messages in the page of troubles are the program's own: the fixed words of each heading stand in
//! one text of the sources. And of the files whose messages an operator meets first, the page has all.

use pulldown_cmark::HeadingLevel;

use super::code::{Source, source, sources};
use super::pages::Page;

/// What differs from one time to the next stands for itself in a heading.
const SLOT: char = '…';
/// A heading of fewer letters could stand in any text.
const FEWEST_LETTERS: usize = 10;
/// A text of fewer words is no message but a piece of one.
const FEWEST_WORDS: usize = 6;
/// Files with messages that each need a heading.
const TOLD_WHOLE: [&str; 3] =
    ["discord/serve_error.rs", "discord/handlers/messages/silence.rs", "environment"];

/// Whether a text has these words, in their order, with anything between them.
fn has(text: &str, heading: &str) -> bool {
    let mut rest = text;
    heading.split(SLOT).map(str::trim).filter(|piece| !piece.is_empty()).all(|piece| {
        let found = rest.split_once(piece);
        rest = found.map_or("", |(_, behind)| behind);
        found.is_some()
    })
}

/// The messages that a page has, as headings.
fn messages(page: &Page) -> Vec<String> {
    let headings = page.headings().into_iter();
    let is_message =
        |heading: &super::pages::Heading| heading.is_code && heading.level == HeadingLevel::H3;
    headings.filter(is_message).map(|heading| heading.text).collect()
}

/// Headings that are no message of the program's.
fn unknown(page: &Page, sources: &[Source]) -> Vec<String> {
    let is_known = |heading: &String| {
        let letters = heading.chars().filter(|sign| sign.is_alphabetic()).count();
        let mut texts = sources.iter().flat_map(|source| &source.literals);
        letters >= FEWEST_LETTERS && texts.any(|text| has(text, heading))
    };
    messages(page).into_iter().filter(|heading| !is_known(heading)).collect()
}

/// Messages of these files that no heading has.
fn untold(page: &Page, sources: &[Source]) -> Vec<String> {
    let told = messages(page);
    let is_told_whole = |source: &&Source| {
        TOLD_WHOLE.iter().any(|file| {
            source.path == *file
                || source.path.starts_with(&format!("{file}/"))
                || source.path == format!("{file}.rs")
        })
    };
    let texts = sources.iter().filter(is_told_whole).flat_map(|source| &source.literals);
    texts
        .filter(|text| text.split_whitespace().count() >= FEWEST_WORDS)
        .filter(|text| !told.iter().any(|heading| has(text, heading)))
        .cloned()
        .collect()
}

/// What people see, as the page has it in quotation marks, that is the beginning of no phrase. What
/// Discord itself says is told so.
fn unknown_notices(page: &Page, phrases: &str) -> Vec<String> {
    let said: Vec<&str> =
        phrases.lines().filter_map(|line| Some(line.split_once(" = ")?.1)).collect();
    let rows = page.rows().into_iter().filter_map(|row| Some(row.first()?.0.clone()));
    let notices =
        rows.filter_map(|cell| Some(cell.strip_prefix('"')?.strip_suffix('"')?.to_owned()));
    notices.filter(|notice| !said.iter().any(|said| said.starts_with(notice.as_str()))).collect()
}

#[test]
fn every_notice_in_the_page_of_troubles_is_a_phrase() {
    let page = Page::read("docs/troubleshooting.md");
    let section = page.section("Discord shows a notice").expect("a section");
    assert!(section.rows().len() > 4);
    assert_eq!(unknown_notices(&section, &Page::read("prompts/en.ftl").text), [""; 0]);
    let table =
        "| they see | it means |\n|---|---|\n| \"Broke.\" | x |\n| \"Else\", by Discord | y |\n";
    for (phrases, expected) in [("broken = Broke. Again.", 0), ("broken = It broke.", 1)] {
        assert_eq!(unknown_notices(&Page::example(table), phrases).len(), expected, "{phrases}");
    }
}

#[test]
fn every_message_in_the_page_of_troubles_is_the_programs() {
    let page = Page::read("docs/troubleshooting.md");
    assert!(messages(&page).len() > 50);
    assert_eq!(unknown(&page, &sources()), [""; 0]);
}

#[test]
fn every_reason_to_end_and_to_be_silent_is_in_the_page_of_troubles() {
    assert_eq!(untold(&Page::read("docs/troubleshooting.md"), &sources()), [""; 0]);
}

#[test]
fn a_heading_that_nobody_says_and_a_message_that_is_not_told_are_found() {
    let silence = source(
        "discord/handlers/messages/silence.rs",
        "const A: &str = \"the thread {name} is locked; unlock it if the bot is to answer\"; const B: &str = \"short\";",
    );
    let page = |heading: &str| Page::example(&format!("## Silence\n\n### {heading}\n\nx\n"));
    let sources = [silence];
    for right in ["`the thread … is locked`", "`… is locked; unlock it`"] {
        assert_eq!(unknown(&page(right), &sources), [""; 0], "{right}");
        assert_eq!(untold(&page(right), &sources), [""; 0], "{right}");
    }
    for wrong in ["`the thread is locked`", "`unlock it … the thread …`", "`locked`"] {
        assert_eq!(unknown(&page(wrong), &sources).len(), 1, "{wrong}");
    }
    assert_eq!(unknown(&page("No message"), &sources), [""; 0]);
    assert_eq!(untold(&page("No message"), &sources).len(), 1);
}

//! Every command of Discord that the pages name exists, with its options; and every one that exists is
//! in the page of commands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::code::{Source, sources};
use super::pages::{Page, book_and_front_door};
use crate::world;

/// What stands as `/name` in the pages and is no command: addresses that the program serves, and folders
/// of a system.
const NO_COMMANDS: [&str; 6] = ["/healthz", "/metrics", "/data", "/etc", "/home", "/seeds"];
static OWN_NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"const NAME: Say = Say::(\w+)Name;").expect("a pattern"));

/// The names that phrases give, by the phrases' own names without `-name`.
fn names() -> BTreeMap<String, String> {
    let phrases = std::fs::read_to_string(world::root().join("prompts/en.ftl")).expect("phrases");
    let lines = phrases.lines().filter_map(|line| line.split_once(" = "));
    let names = lines.filter_map(|(key, name)| Some((key.strip_suffix("-name")?, name)));
    names.map(|(key, name)| (key.to_owned(), name.to_owned())).collect()
}

/// The slash commands: what the phrases call them, and the words that stand behind them.
fn commands(sources: &[Source], names: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let of_commands = sources.iter().filter(|source| source.path.starts_with("discord/commands/"));
    let keys = of_commands.flat_map(|source| OWN_NAME.captures_iter(&source.code));
    let keys = keys.map(|found| in_phrases(&found[1]));
    let command = |key: String| {
        let name = names.get(&key)?;
        let behind = names.iter().filter(|(other, name)| {
            // Those with a space are in the menus of messages.
            other.starts_with(&format!("{key}-")) && !name.contains(' ')
        });
        Some((name.clone(), behind.map(|(_, name)| name.clone()).collect()))
    };
    keys.filter_map(command).filter(|(name, _)| !name.contains(' ')).collect()
}

/// `SourceCard` as phrases write it: `source-card`.
fn in_phrases(name: &str) -> String {
    let mut written = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !written.is_empty() {
            written.push('-');
        }
        written.extend(sign.to_lowercase());
    }
    written
}

/// What a page names that does not exist.
fn faults(
    page: &Page,
    commands: &BTreeMap<String, Vec<String>>,
    names: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for span in page.spans() {
        let mut words = span.split(' ');
        let first = words.next().unwrap_or_default();
        let Some(name) = first.strip_prefix('/') else { continue };
        if name.contains(['/', '.']) || NO_COMMANDS.contains(&first) {
            continue;
        }
        let Some(behind) = commands.get(name) else {
            faults.push(format!("{}: `{span}`: there is no such command", page.path));
            continue;
        };
        for word in words {
            let option = word.strip_suffix(':');
            let is_there = match option {
                Some(option) => names.values().any(|name| name == option),
                None => {
                    !word.chars().all(|sign| sign.is_ascii_lowercase())
                        || behind.iter().any(|one| one == word)
                }
            };
            if !is_there {
                faults.push(format!("{}: `{span}`: there is no {word}", page.path));
            }
        }
    }
    faults
}

/// The commands that a page does not name.
fn unnamed(page: &Page, commands: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let spans = page.spans();
    let is_named = |called: &str| {
        spans.iter().any(|span| *span == called || span.starts_with(&format!("{called} ")))
    };
    let mut unnamed = Vec::new();
    for (name, behind) in commands {
        let called = format!("/{name}");
        let with_behind = behind.iter().map(|word| format!("{called} {word}"));
        unnamed.extend(
            std::iter::once(called.clone()).chain(with_behind).filter(|called| !is_named(called)),
        );
    }
    unnamed
}

#[test]
fn every_discord_command_of_the_pages_exists_and_the_page_of_commands_has_them_all() {
    let names = names();
    let commands = commands(&sources(), &names);
    assert!(commands.len() > 6, "only {commands:?} were found");
    let faults: Vec<String> =
        book_and_front_door().iter().flat_map(|page| faults(page, &commands, &names)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(unnamed(&Page::read("docs/commands.md"), &commands), [""; 0]);
}

#[test]
fn a_command_or_an_option_that_does_not_exist_is_found() {
    let names: BTreeMap<String, String> = [
        ("ask", "ask"),
        ("question", "question"),
        ("privacy", "privacy"),
        ("privacy-show", "show"),
    ]
    .map(|(key, name)| (key.to_owned(), name.to_owned()))
    .into();
    let code = ["Ask", "Privacy"].map(|name| format!("const NAME: Say = Say::{name}Name;"));
    let commands =
        commands(&[super::code::source("discord/commands/x.rs", &code.join("\n"))], &names);
    let faults = |text: &str| faults(&Page::example(text), &commands, &names).len();
    assert_eq!(faults("`/ask question: …` `/privacy show` `/ask` `/etc/x` `/metrics` `a/b`"), 0);
    for wrong in ["`/aks`", "`/question`", "`/ask title: …`", "`/privacy delete`", "`/ask show`"]
    {
        assert_eq!(faults(wrong), 1, "{wrong}");
    }
    let page = |text: &str| unnamed(&Page::example(text), &commands);
    assert_eq!(page("`/ask x` and `/privacy show`"), [""; 0]);
    assert_eq!(page("`/ask` and `/privacy`"), ["/privacy show"]);
}

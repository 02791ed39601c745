//! Every command line of the pages is one that the program understands, by its own definition.

use std::fs;
use std::process::Command;

use clap::Parser;
use verbatim::cli::arguments::Arguments;

use super::pages::{Page, book_and_front_door};
use crate::program::run;
use crate::world;

/// What the program is called at the beginning of a command line.
const CALLED: [&str; 4] =
    ["verbatim", "./verbatim", "target/release/verbatim", "/usr/bin/verbatim"];
/// The same from source.
const BY_CARGO: [&str; 4] = ["cargo", "run", "--release", "--"];

/// The commands of a shell's line as their words: quotation marks and comments are gone, redirections
/// with the files that they name too.
fn commands(line: &str) -> Vec<Vec<String>> {
    let (mut commands, mut words) = (Vec::new(), Vec::new());
    let (mut word, mut quote) = (None::<String>, None);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, quote) {
            (sign, Some(open)) if sign == open => quote = None,
            (sign, Some(_)) => word.get_or_insert_default().push(sign),
            ('"' | '\'', None) => {
                quote = Some(sign);
                word.get_or_insert_default();
            }
            ('#', None) if word.is_none() => break,
            ('&' | '|' | ';', None) => {
                words.extend(word.take());
                commands.push(std::mem::take(&mut words));
            }
            ('>' | '<', None) => {
                words.extend(word.take());
                while signs.peek().is_some_and(|sign| matches!(sign, '>' | '<' | ' ')) {
                    signs.next();
                }
                while signs.peek().is_some_and(|sign| !sign.is_whitespace()) {
                    signs.next();
                }
            }
            (sign, None) if sign.is_whitespace() => words.extend(word.take()),
            (sign, None) => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    commands.push(words);
    commands.retain(|words| !words.is_empty());
    commands
}

/// The arguments behind the program's name; `None` where a command is another program's.
fn arguments(command: &[String]) -> Option<&[String]> {
    let mut rest = command;
    if let [sudo, option, _, behind @ ..] = rest
        && sudo == "sudo"
        && option == "-u"
    {
        rest = behind;
    }
    if rest.iter().map(String::as_str).take(BY_CARGO.len()).eq(BY_CARGO) {
        return Some(&rest[BY_CARGO.len()..]);
    }
    let (name, arguments) = rest.split_first()?;
    CALLED.contains(&name.as_str()).then_some(arguments)
}

/// The program's command lines in a page.
fn calls(page: &Page) -> Vec<Vec<String>> {
    let blocks = page.fenced("sh");
    let lines = blocks.iter().map(|block| block.replace("\\\n", " "));
    let lines: Vec<String> =
        lines.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let commands = lines.iter().flat_map(|line| commands(line));
    commands.filter_map(|command| arguments(&command).map(<[String]>::to_vec)).collect()
}

/// The command lines of a page that the program does not understand.
fn faults(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    for call in calls(page) {
        let typed = std::iter::once("verbatim".to_owned()).chain(call.iter().cloned());
        if let Err(error) = Arguments::try_parse_from(typed) {
            let said = error.to_string();
            let line = call.join(" ");
            faults.push(format!(
                "{}: verbatim {line}: {}",
                page.path,
                said.lines().next().unwrap_or_default()
            ));
        }
    }
    faults
}

#[test]
fn every_command_line_of_the_pages_is_understood() {
    let pages = book_and_front_door();
    let n_calls: usize = pages.iter().map(|page| calls(page).len()).sum();
    assert!(n_calls > 20, "only {n_calls} command lines were found");
    let faults: Vec<String> = pages.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_first_question_of_the_book_is_answered_from_the_example() {
    let calls = calls(&Page::read("docs/first-bot.md"));
    let ask = calls.iter().find(|call| call.iter().any(|word| word == "ask")).expect("a question");
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(place.path().join("example")).expect("made");
    for name in ["harbour.md", "sources.toml"] {
        let from = world::root().join("packaging/example").join(name);
        fs::copy(from, place.path().join("example").join(name)).expect("copied");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
    command.current_dir(place.path()).args(ask);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("VERBATIM_") {
            command.env_remove(name);
        }
    }
    let ran = run(&mut command);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("412 metres"), "{}", ran.out);
}

#[test]
fn a_command_line_that_the_program_does_not_understand_is_found_wherever_it_stands() {
    let sh = |line: &str| faults(&Page::example(&format!("```sh\n{line}\n```\n"))).len();
    for right in [
        "verbatim ask \"who keeps the lock?\"   # asks",
        "cargo run --release -- ask --quotes 2 \\\n    who",
        "cd /etc/verbatim && sudo -u verbatim verbatim sources > list.txt",
        "verbatim search 'a \"b c\" -d' | less",
        "cargo test --release --workspaces",
        "git aks",
    ] {
        assert_eq!(sh(right), 0, "{right}");
    }
    for wrong in [
        "verbatim aks who",
        "target/release/verbatim ask --quote 2 who",
        "cargo run --release -- serve --now",
        "cd a && sudo -u verbatim verbatim chek",
        "verbatim ask who | ./verbatim",
        "verbatim ask --quotes \\\n    many who",
        "verbatim verify nothing",
    ] {
        assert_eq!(sh(wrong), 1, "{wrong}");
    }
    assert_eq!(faults(&Page::example("```text\nverbatim aks\n```\n")), [""; 0]);
}

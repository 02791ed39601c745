//! The page of commands has every command and option of the program, and none that there is not; the
//! exit codes of the reference are those that the program ends with.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use clap::{Command, CommandFactory};
use regex::Regex;
use verbatim::cli::arguments::Arguments;

use super::code::{Source, sources};
use super::pages::Page;

static CODES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:=> |ExitCode::from\()(\d)[,)]").expect("a pattern"));
/// Every program has these.
const USUAL: [&str; 2] = ["help", "version"];

/// The commands that do something, by all their words, each with its own options.
fn commands(command: &Command, called: &str, found: &mut Vec<(String, BTreeSet<String>)>) {
    if command.has_subcommands() {
        for within in command.get_subcommands().filter(|within| within.get_name() != "help") {
            commands(within, &format!("{called} {}", within.get_name()), found);
        }
        return;
    }
    let own = command.get_arguments().filter(|argument| !argument.is_global_set());
    let longs = own.filter_map(|argument| argument.get_long()).filter(|long| !USUAL.contains(long));
    found.push((called.to_owned(), longs.map(|long| format!("--{long}")).collect()));
}

/// What stands in a table's first cells, up to the value of an option.
fn named(page: &Page, cell: usize) -> BTreeSet<String> {
    let rows = page.rows();
    let spans = rows.iter().filter_map(|row| row.get(cell)).flat_map(|(_, code)| code);
    spans
        .map(|span| span.split(' ').next().unwrap_or_default().to_owned())
        .filter(|word| word.starts_with("--"))
        .collect()
}

/// Commands and options that a page has too many or too few of.
fn faults(page: &Page, program: &Command) -> Vec<String> {
    let mut all = Vec::new();
    commands(program, program.get_name(), &mut all);
    let mut faults = Vec::new();
    for (called, options) in &all {
        match page.section(&format!("`{called}`")) {
            Some(section) => {
                let there = named(&section, 0);
                let differing = there.symmetric_difference(options);
                faults.extend(differing.map(|option| format!("{called}: {option}")));
            }
            None => faults.push(format!("{called}: there is no section")),
        }
    }
    let headings = page.headings();
    let unknown = headings.iter().filter(|heading| {
        heading.text.starts_with("verbatim ")
            && !all.iter().any(|(called, _)| *called == heading.text)
    });
    faults.extend(unknown.map(|heading| format!("{}: there is no such command", heading.text)));
    faults
}

/// The exit codes that the program ends with, by the files that give them.
fn exit_codes(sources: &[Source]) -> BTreeSet<String> {
    let giving =
        sources.iter().filter(|source| matches!(&*source.path, "main.rs" | "cli/failure.rs"));
    giving
        .flat_map(|source| CODES.captures_iter(&source.code))
        .map(|found| found[1].to_owned())
        .collect()
}

#[test]
fn the_page_of_commands_has_every_command_and_option() {
    assert_eq!(faults(&Page::read("docs/commands.md"), &Arguments::command()), [""; 0]);
}

#[test]
fn the_reference_has_every_option_of_all_commands_and_every_exit_code() {
    let reference = Page::read("docs/configuration.md");
    let command = Arguments::command();
    let globals = command.get_arguments().filter(|argument| argument.is_global_set());
    let mut expected: BTreeSet<String> =
        globals.filter_map(|one| one.get_long()).map(|long| format!("--{long}")).collect();
    assert!(expected.len() > 3);
    // Not of all commands, but in the place of variables.
    expected.insert("--lang".to_owned());
    assert_eq!(named(&reference, 1), expected);
    let codes = reference.section("Exit codes").expect("a section").rows();
    let codes: BTreeSet<String> = codes.into_iter().map(|row| row[0].0.clone()).collect();
    assert_eq!(codes, exit_codes(&sources()));
    assert_eq!(codes.len(), 4);
}

#[test]
fn a_command_or_an_option_too_many_or_too_few_is_found() {
    let option = |name: &'static str| clap::Arg::new(name).long(name);
    let program = Command::new("verbatim")
        .subcommand(Command::new("ask").arg(option("json")))
        .subcommand(Command::new("settings").subcommand(Command::new("export")));
    let right = "### `verbatim ask`\n\n| option | what |\n|---|---|\n| `--json` | x |\n\n### `verbatim settings export`\n\nx\n";
    assert_eq!(faults(&Page::example(right), &program), [""; 0]);
    for (from, to) in [
        ("| `--json` | x |", ""),
        ("--json", "--yaml"),
        ("`--json` |", "`--json` `--batch FILE` |"),
        ("### `verbatim settings export`", ""),
        ("### `verbatim ask`", "### `verbatim`"),
        ("settings export`", "settings export`\n\n### `verbatim serve`"),
    ] {
        let wrong = faults(&Page::example(&right.replace(from, to)), &program);
        assert!(!wrong.is_empty(), "{from}: {to}");
    }
    let failure = |text: &str| exit_codes(&[super::code::source("cli/failure.rs", text)]);
    assert_eq!(failure("fn a() { b { _ => 7, } }"), BTreeSet::from(["7".to_owned()]));
}

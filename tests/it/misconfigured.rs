//! What people set wrongly: each has one line that says what, where, what was expected and what to
//! do, and none repeats a token.

mod at_discord;
#[cfg(unix)]
mod on_disk;

use std::process::Command;

use crate::program::{Place, Ran, YARD, run, token};

/// What stands in the environment of a process that tests run, and must not.
const VARIABLES: &[&str] = &[
    "DISCORD_TOKEN",
    "DISCORD_API_URL",
    "VERBATIM_CHANNELS",
    "VERBATIM_SEEDS",
    "VERBATIM_DATA",
    "VERBATIM_PROMPTS",
    "VERBATIM_MODEL",
    "VERBATIM_LOG",
];

/// The program over the place's `docs` and `data`, where nothing is set but what a test sets.
pub fn command(place: &Place, arguments: &[&str]) -> Command {
    let mut command = place.command("docs", "data", arguments);
    VARIABLES.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.env("VERBATIM_MODEL", "none");
    command
}

/// A place with a document.
pub fn place() -> Place {
    Place::with(&[("docs/a.txt", YARD)])
}

/// The one line of `check` that begins so.
pub fn line<'a>(checked: &'a Ran, begins: &str) -> &'a str {
    let lines: Vec<&str> = checked.out.lines().filter(|line| line.starts_with(begins)).collect();
    match lines.as_slice() {
        [line] => line,
        _ => panic!("expected one line that begins with {begins:?}: {checked:?}"),
    }
}

/// Holds that a run failed with this code and one line that says all of this.
pub fn says(what: &str, ran: &Ran, code: i32, expected: &[&str]) {
    assert!(
        ran.code == code && ran.err.lines().count() == 1 && ran.out.is_empty(),
        "{what}: expected code {code} and one line: {ran:?}"
    );
    for words in expected {
        assert!(ran.err.contains(words), "{what}: expected {words:?}: {}", ran.err);
    }
}

#[test]
fn what_stands_in_the_place_of_the_token_is_told_apart_and_never_repeated() {
    let bot = format!("Bot {}", token());
    let quoted = format!("\"{}\"", token());
    let (key, secret) = ("0f".repeat(32), "aB3-xY_9".repeat(4));
    let cases: &[(&str, Option<&str>, &[&str])] = &[
        ("no token", None, &["DISCORD_TOKEN is not set", "into .env", "https://discord.com/"]),
        ("an empty token", Some(" "), &["DISCORD_TOKEN is not set"]),
        (
            "the word Bot",
            Some(&bot),
            &["DISCORD_TOKEN begins with \"Bot \"", "leave that word out"],
        ),
        ("quotation marks", Some(&quoted), &["quotation marks or spaces", "leave them out"]),
        ("an id", Some("900000000000000002"), &["is a number", "under Bot, Reset Token"]),
        ("a public key", Some(&key), &["form of a public key", "under Bot, Reset Token"]),
        ("a client secret", Some(&secret), &["form of a client secret", "under Bot, Reset Token"]),
        ("anything else", Some("hunter2"), &["three pieces set apart by full stops"]),
    ];
    let place = place();
    for (what, value, expected) in cases {
        let with = |arguments: &[&str]| {
            let mut command = command(&place, arguments);
            value.map(|value| command.env("DISCORD_TOKEN", value));
            run(&mut command)
        };
        let served = with(&["serve"]);
        says(what, &served, 2, expected);
        let checked = with(&["check", "--offline"]);
        let found = line(&checked, "wrong  token: ");
        assert!(checked.code == 1 && expected.iter().all(|words| found.contains(words)), "{found}");
        let secret = value.map(|value| value.trim_matches('"').trim_start_matches("Bot ").trim());
        for secret in secret.into_iter().filter(|secret| !secret.is_empty()) {
            let said = format!("{}{}{}", served.err, checked.out, checked.err);
            assert!(!said.contains(secret), "{what}: {said}");
        }
    }
}

#[test]
fn other_values_that_are_wrong_say_which_and_what_was_expected() {
    let place = place();
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "DISCORD_API_URL",
            "127.0.0.1:8080",
            &["DISCORD_API_URL is \"127.0.0.1:8080\"", "leave it out"],
        ),
        (
            "VERBATIM_CHANNELS",
            "#general",
            &["VERBATIM_CHANNELS", "\"#general\"", "Copy Channel ID"],
        ),
        ("VERBATIM_LOG", "verbatim=loud", &["VERBATIM_LOG", "expected a level"]),
        ("VERBATIM_PROMPTS", "nowhere", &["nowhere", "expected a folder with a .ftl file"]),
        (
            "VERBATIM_MODEL",
            "nowhere",
            &["nowhere", "expected a folder of a sentence-transformers model"],
        ),
    ];
    for (name, value, expected) in cases {
        let ran = run(command(&place, &["serve"]).env("DISCORD_TOKEN", token()).env(name, value));
        says(name, &ran, 2, expected);
        assert!(!ran.err.contains(&token()), "{}", ran.err);
    }
}

#[test]
fn the_file_env_is_read_however_an_editor_wrote_it() {
    let token = token();
    for (what, text) in [
        ("plain", format!("DISCORD_TOKEN={token}\n")),
        ("without a line's end", format!("DISCORD_TOKEN={token}")),
        ("quotation marks", format!("DISCORD_TOKEN=\"{token}\"\n")),
        ("single quotation marks", format!("DISCORD_TOKEN='{token}'\n")),
        ("lines of Windows", format!("# mine\r\nDISCORD_TOKEN={token}\r\n")),
        ("the word export", format!("export DISCORD_TOKEN={token}\n")),
        ("a byte-order mark", format!("\u{feff}DISCORD_TOKEN={token}\n")),
        ("spaces around the sign", format!("DISCORD_TOKEN = {token} \n")),
    ] {
        let place = place();
        place.write(".env", &text);
        let checked = run(&mut command(&place, &["check", "--offline"]));
        assert_eq!(checked.code, 0, "{what}: {checked:?}");
        assert_eq!(line(&checked, "ok     token"), "ok     token: has the form of a bot token");
        assert_eq!(line(&checked, "ok     .env"), "ok     .env: sets DISCORD_TOKEN", "{what}");
        assert!(!checked.out.contains(&token) && checked.err.is_empty(), "{what}: {checked:?}");
    }
}

#[test]
fn a_line_of_env_that_is_none_is_named_by_its_number_alone() {
    for (what, text, expected) in [
        ("spaces", "# mine\nDISCORD_TOKEN=top secret\n", ".env:2: a line is not NAME=value"),
        ("no sign", "DISCORD_TOKEN secret\n", ".env:1: a line is not NAME=value"),
        ("an open quotation", "A=1\nDISCORD_TOKEN=\"secret\nB=2\n", ".env:2: a line is not"),
    ] {
        let place = place();
        place.write(".env", text);
        for arguments in [&["serve"][..], &["check"]] {
            let ran = run(&mut command(&place, arguments));
            says(what, &ran, 2, &[expected]);
            assert!(!ran.err.contains("secret"), "{what}: {}", ran.err);
        }
    }
    let place = place();
    let utf16: Vec<u8> = "DISCORD_TOKEN=x".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(place.at(".env"), [&[0xff, 0xfe][..], &utf16].concat()).expect("written");
    let ran = run(&mut command(&place, &["serve"]));
    says("UTF-16", &ran, 2, &[".env: expected text in UTF-8"]);
    // Names that nobody reads are told by `check` too, without what they are set to.
    place.write(".env", "DISCORD_TOKN=secret\n");
    let checked = run(&mut command(&place, &["check", "--offline"]));
    let found = line(&checked, "note   .env");
    assert!(found.contains("DISCORD_TOKN: ignored") && !found.contains("secret"), "{found}");
}

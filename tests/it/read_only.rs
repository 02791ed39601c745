#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use fake_discord::{FakeDiscord, Interacting, World};
use rustix::process::{Pid, Signal, geteuid, kill_process};
use serde_json::json;

use crate::bot::{button, response, shown};
use crate::program::{Place, QUESTION, Ran, YARD, run};

/// Permissions do not bind the superuser: then the program is run as this user ("nobody").
const OTHER_USER: u32 = 65534;

/// A place with an index of these documents, and the program itself, which another user can reach.
pub fn indexed() -> Place {
    let gold = r#"{"question": "when did the yard close?", "gold": [{"file": "a.txt", "quote": "The yard closed in 1931.", "answer": "1931"}]}"#;
    let place = Place::with(&[
        ("docs/a.txt", YARD),
        ("docs/b.txt", "The harbour opened in 1802.\n"),
        ("questions.jsonl", gold),
    ]);
    fs::copy(env!("CARGO_BIN_EXE_verbatim"), place.at("verbatim")).expect("copied");
    permit(&place, "", 0o755, 0o644);
    chmod(place.at("verbatim"), 0o755);
    assert_eq!(place.run(&["index"]).code, 0);
    permit(&place, "data", 0o755, 0o644);
    // Notes that the files are as they were written.
    assert_eq!(place.run(&["index"]).code, 0);
    permit(&place, "data/index/verbatim-compared", 0o755, 0o644);
    place
}

pub fn chmod(path: PathBuf, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("changed");
}

/// Gives all folders below a path one mode and all files another.
pub fn permit(place: &Place, path: &str, folder: u32, file: u32) {
    for entry in walkdir::WalkDir::new(place.at(path)).contents_first(true) {
        let entry = entry.expect("an entry");
        let mode = if entry.file_type().is_dir() { folder } else { file };
        chmod(entry.into_path(), mode);
    }
}

/// The program over `docs` and `data`, bound by permissions.
pub fn bound(place: &Place, arguments: &[&str]) -> Command {
    let mut command = Command::new(place.at("verbatim"));
    place.add_arguments(&mut command, "docs", "data", arguments);
    if geteuid().is_root() {
        command.uid(OTHER_USER).gid(OTHER_USER);
    }
    command
}

/// Every command that only reads, with what it says.
const READING: &[(&[&str], &str)] = &[
    (&["ask", QUESTION], "The yard closed in 1931."),
    (&["search", "yard"], "1 passage has “yard”."),
    (&["quote", "a.txt", "0", "8"], "The yard"),
    (&["sources"], "2 documents, 2 of them can be quoted"),
    (&["eval", "questions.jsonl", "--min-hit1", "1"], "questions"),
];

#[test]
fn a_complete_index_that_cannot_be_written_answers_and_says_when_it_is_behind() {
    let place = indexed();
    permit(&place, "data", 0o555, 0o444);
    let before = place.tree("data");
    for (arguments, expected) in READING {
        let ran = run(&mut bound(&place, arguments));
        assert!(
            ran.code == 0 && ran.out.contains(expected) && ran.err.is_empty(),
            "{arguments:?}: {ran:?}"
        );
    }
    assert_eq!(run(&mut bound(&place, &["index"])).code, 0, "it is up to date");
    place.write("docs/c.txt", "The ferry burned in 1911.\n");
    for (arguments, expected) in READING {
        let Ran { code, out, err } = run(&mut bound(&place, arguments));
        assert!(code == 0 && out.contains(expected), "{arguments:?}: {code} {out} {err}");
        assert!(
            err.contains("the index cannot follow") && err.lines().count() == 1,
            "{arguments:?}: {err}"
        );
    }
    assert_eq!(run(&mut bound(&place, &["index"])).code, 1);
    let rebuilt = run(&mut bound(&place, &["index", "--rebuild"]));
    assert!(rebuilt.code == 2 && rebuilt.err.contains("Permission denied"), "{rebuilt:?}");
    assert_eq!(place.tree("data"), before);
    permit(&place, "data", 0o755, 0o644);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_serves_from_data_that_cannot_be_written_and_says_what_it_forgets() {
    let discord = FakeDiscord::start_in(World::default()).await;
    let place = indexed();
    permit(&place, "data", 0o555, 0o444);
    let before = place.tree("data");
    let child = bound(&place, &["serve"])
        .env("DISCORD_TOKEN", discord.token())
        .env("DISCORD_API_URL", discord.url())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    discord.ready().await;
    discord.registered("ask").await;
    // It answers, and says of a vote that it cannot be kept.
    let question = json!([{"name": "question", "type": 3, "value": QUESTION}]);
    discord.interact(Interacting::slash("ask", question));
    let answer = response(&discord).await;
    discord.interact(Interacting::press(&button(&answer, "👍")));
    assert_eq!(shown(&response(&discord).await), "I cannot keep votes at present.");
    let delete = json!([{"name": "delete", "type": 1, "options": []}]);
    discord.interact(Interacting::slash("privacy", delete));
    let told = response(&discord).await;
    assert!(shown(&told).starts_with("I could not delete anything"), "{told}");
    kill_process(Pid::from_child(&child), Signal::TERM).expect("told to stop");
    let ended = child.wait_with_output().expect("ended");
    let said = String::from_utf8(ended.stderr).expect("UTF-8");
    assert!(
        ended.status.success() && said.contains("answers of this run cannot be changed"),
        "{:?} {said}",
        ended.status
    );
    assert!(!said.contains("damaged"), "{said}");
    assert_eq!(place.tree("data"), before);
    permit(&place, "data", 0o755, 0o644);
}

#[test]
fn data_that_may_not_be_read_is_an_error_and_no_damage() {
    let place = indexed();
    let modes = |path: &str, folder, file| permit(&place, path, folder, file);
    let before = place.tree("data");
    for path in ["data/index/meta.json", "data/index/verbatim-version", "data/index", "data"] {
        chmod(place.at(path), 0o000);
        let ran = run(&mut bound(&place, &["ask", QUESTION]));
        assert!(
            [2, 3].contains(&ran.code)
                && ran.err.contains("ermission")
                && ran.err.lines().count() == 1,
            "{path}: {ran:?}"
        );
        chmod(place.at("data"), 0o755);
        chmod(place.at("data/index"), 0o755);
        modes("data", 0o755, 0o644);
        assert_eq!(place.tree("data"), before, "{path}");
    }
}

#[test]
fn too_few_file_descriptors_are_an_error_and_no_damage() {
    let place = indexed();
    let mut n_failed = 0;
    let mut starved = |n_open: usize| {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {n_open}; exec \"$0\" \"$@\"")]);
        shell.arg(env!("CARGO_BIN_EXE_verbatim"));
        place.add_arguments(&mut shell, "docs", "data", &["ask", QUESTION]);
        let ran = run(&mut shell);
        n_failed += usize::from(ran.code != 0);
        assert!(!ran.err.contains("made anew") && !ran.err.contains("a bug"), "{n_open}: {ran:?}");
        ran
    };
    let before = place.tree("data");
    for n_open in 4..24 {
        let ran = starved(n_open);
        assert_eq!(place.tree("data"), before, "{n_open}: {ran:?}");
    }
    // While it writes, too.
    for n_open in 4..24 {
        place.write("docs/a.txt", &format!("{YARD}It was number {n_open}.\n"));
        starved(n_open);
    }
    assert!(n_failed > 2, "{n_failed}: at least 4 descriptors are too few");
    let ran = place.run(&["ask", QUESTION]);
    assert!(ran.code == 0 && ran.err.is_empty(), "{ran:?}");
}

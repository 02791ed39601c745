#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::program::{Place, QUESTION, Ran, YARD, run};
use crate::world;

/// Puts a pipe, which nobody writes to or reads from, in the place of a file or of nothing.
fn make_pipe(path: &Path) {
    if path.exists() {
        fs::remove_file(path).expect("removed");
    }
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).expect("made");
}

/// How the names of the files end that the program reads while it answers.
const READ: &[&str] = &[
    "data/lock",
    "data/verbatim-data",
    "data/index/verbatim-version",
    "data/index/meta.json",
    "data/index/.managed.json",
    "data/index/verbatim-compared",
    "data/index/verbatim-commits",
    "data/index/.tantivy-meta.lock",
    "data/index/.tantivy-writer.lock",
    ".idx",
    ".pos",
    ".term",
    ".store",
    ".fast",
    ".fieldnorm",
    ".txt",
    "docs/sources.toml",
];

#[test]
fn a_pipe_in_the_place_of_a_file_is_an_error_that_names_it_and_never_waited_for() {
    for ending in READ {
        let place = Place::with(&[("docs/a.txt", YARD), ("docs/sources.toml", "")]);
        assert_eq!(place.run(&["index"]).code, 0);
        assert_eq!(place.run(&["ask", QUESTION]).code, 0);
        let in_folder = |folder: &str| -> Vec<String> {
            place.names(folder).iter().map(|name| format!("{folder}/{name}")).collect()
        };
        let all = ["data", "data/index", "data/texts", "docs"].map(in_folder).concat();
        let is_document = |file: &String| file.as_str() == "docs/a.txt";
        let file = all
            .iter()
            .find(|file| file.ends_with(ending) && !is_document(file))
            .unwrap_or_else(|| panic!("no {ending} in {all:?}"));
        make_pipe(&place.at(file));
        // Some files are needed only by who writes.
        let is_told = |ran: &Ran| {
            ran.code == 0 || ([2, 3].contains(&ran.code) && ran.err.lines().count() <= 2)
        };
        let ran = place.run(&["ask", QUESTION]);
        assert!(is_told(&ran), "{file}: {ran:?}");
        let ran = place.run(&["index", "--rebuild"]);
        let name = file.rsplit('/').next().expect("a name");
        assert!(ran.code == 2 && ran.err.contains(name), "{file}: {ran:?}");
        place.write("docs/a.txt", "The yard closed in 1931, on a Monday.\n");
        let ran = place.run(&["ask", QUESTION]);
        assert!(is_told(&ran), "{file}: {ran:?}");
    }
}

#[test]
fn a_pipe_among_the_phrases_or_for_the_answered_questions_is_an_error() {
    let place = Place::with(&[("docs/a.txt", YARD)]);
    let built_in = |name: &str| world::root().join("prompts").join(name);
    for name in ["en.ftl", "ru.ftl", "questions.jsonl"] {
        place.write(
            &format!("prompts/{name}"),
            &fs::read_to_string(built_in(name)).expect("a file"),
        );
    }
    let ask =
        || run(place.command("docs", "data", &["ask", QUESTION]).args(["--prompts", "prompts"]));
    assert_eq!(ask().code, 0);
    for name in ["en.ftl", "ru.ftl", "questions.jsonl"] {
        let path = place.at("prompts").join(name);
        make_pipe(&path);
        let ran = ask();
        assert!(
            ran.code == 2 && ran.err.contains(name) && ran.err.contains("expected a regular file"),
            "{ran:?}"
        );
        fs::remove_file(&path).expect("removed");
        fs::copy(built_in(name), path).expect("copied");
    }
    for name in ["answered.sqlite", "answered.sqlite-wal"] {
        let path = place.at("data").join(name);
        make_pipe(&path);
        let checked = place.run(&["check"]);
        let expected = format!("{name}: expected a regular file");
        assert!(checked.code == 1 && checked.out.contains(&expected), "{checked:?}");
        fs::remove_file(path).expect("removed");
    }
}

#[test]
fn sources_toml_is_read_within_the_folder_only() {
    let titled = "[\"a.txt\"]\ntitle = \"Yards of the coast\"\n";
    let place = Place::with(&[
        ("docs/a.txt", YARD),
        ("outside.toml", titled),
        ("docs/.kept/s.toml", titled),
    ]);
    let link = place.at("docs/sources.toml");
    symlink(place.at("outside.toml"), &link).expect("linked");
    let ran = place.run(&["ask", QUESTION]);
    assert!(
        ran.code == 2 && ran.err.contains("sources.toml: a link that leads out of the folder"),
        "{ran:?}"
    );
    for missing in ["missing.toml", ".kept"] {
        fs::remove_file(&link).expect("removed");
        symlink(place.at("docs").join(missing), &link).expect("linked");
        assert_eq!(place.run(&["ask", QUESTION]).code, 2, "{missing}");
    }
    fs::remove_file(&link).expect("removed");
    symlink(".kept/s.toml", &link).expect("linked");
    let ran = place.run(&["ask", QUESTION]);
    assert!(ran.code == 0 && ran.out.contains("Yards of the coast"), "{ran:?}");
}

#[test]
fn a_change_of_the_same_size_that_keeps_its_time_is_seen() {
    let place =
        Place::with(&[("docs/a.txt", YARD), ("docs/b.txt", "The harbour opened in 1802.\n")]);
    assert_eq!(place.run(&["index"]).code, 0);
    let before = fs::metadata(place.at("docs/a.txt")).expect("a file");
    let file = File::options().write(true).open(place.at("docs/a.txt")).expect("opened");
    std::io::Write::write_all(&mut &file, YARD.replace("1931", "1958").as_bytes())
        .expect("written");
    file.set_modified(before.modified().expect("a time")).expect("set back");
    let after = fs::metadata(place.at("docs/a.txt")).expect("a file");
    assert_eq!((after.len(), after.modified().ok()), (before.len(), before.modified().ok()));
    assert_eq!(place.run(&["index"]).out, "1 read, 0 removed, 1 unchanged\n");
    assert!(place.run(&["ask", QUESTION]).out.contains("1958"));
}

#[test]
fn what_a_terminal_would_obey_in_a_name_is_written_out() {
    let place = Place::with(&[
        ("docs/a.txt", YARD),
        ("docs/red\u{1b}[31m\nalert.txt", "The harbour opened in 1802.\n"),
        ("docs/old\u{1b}[2J\u{202e}.rtf", "{\\rtf1}"),
    ]);
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"no\xff\x1b[31mtext.txt");
    fs::write(place.at("docs").join(name), YARD).expect("written");
    let name = "red\u{1b}[31m\nalert.txt";
    for arguments in [
        &["sources"][..],
        &["check"],
        &["search", "harbour"],
        &["ask", "--explain", "when did the harbour open?"],
        &["quote", name, "0", "9999"],
        &["quote", "no\u{1b}[31m\nsuch", "0", "1"],
        &["quote", "../\u{1b}[31m\nsuch", "0", "1"],
    ] {
        let Ran { out, err, .. } = place.run(arguments);
        let all = format!("{out}{err}");
        assert!(
            !all.contains(['\u{1b}', '\u{202e}'])
                && !all.contains("\nalert")
                && !all.contains("\nsuch"),
            "{arguments:?}: {all:?}"
        );
        assert!(all.contains("\\u{1b}[") || arguments[0] == "ask", "{arguments:?}: {all:?}");
    }
    assert_eq!(
        place.run(&["quote", name, "0", "11"]).out,
        "The harbour",
        "it is found by its name"
    );
    place.write("docs/sources.toml", "[\"b\\u001b[31m.txt\"]\ntitle = \"x\"\n");
    let wrong = place.run(&["ask", QUESTION]);
    assert!(wrong.code == 2 && !wrong.err.contains('\u{1b}'), "{wrong:?}");
}

#[test]
fn what_the_program_makes_is_for_its_user_alone() {
    let place = Place::with(&[("docs/a.txt", YARD)]);
    for arguments in [&["ask", QUESTION][..], &["check"], &["index", "--rebuild"]] {
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask 0; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_verbatim")]);
        place.add_arguments(&mut shell, "docs", "data", arguments);
        run(&mut shell);
    }
    let mut n_files = 0;
    for entry in walkdir::WalkDir::new(place.at("data")) {
        let entry = entry.expect("an entry");
        let mode = entry.metadata().expect("an entry").permissions().mode() & 0o777;
        let expected = if entry.file_type().is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, expected, "{}", entry.path().display());
        n_files += usize::from(entry.file_type().is_file());
    }
    assert!(n_files > 10 && place.at("data/answered.sqlite").is_file());
}

#[test]
fn a_stored_text_that_is_missing_says_how_to_mend_it() {
    let place = Place::with(&[("docs/a.txt", YARD)]);
    assert_eq!(place.run(&["index"]).code, 0);
    for name in place.names("data/texts") {
        fs::remove_file(place.at("data/texts").join(name)).expect("removed");
    }
    let ran = place.run(&["ask", QUESTION]);
    assert!(
        ran.code == 3
            && ran.err.contains("the stored text is missing: run `verbatim index --rebuild`"),
        "{ran:?}"
    );
    assert_eq!(place.run(&["index", "--rebuild"]).code, 0);
    assert_eq!(place.run(&["ask", QUESTION]).code, 0);
}

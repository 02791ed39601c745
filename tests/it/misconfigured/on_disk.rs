//! Folders and files that are not there, not readable, not writable, full, or wrongly written.

use std::fs;
use std::process::Command;

use super::{command, line, place, says};
use crate::program::{Place, QUESTION, Ran, run, token};
use crate::read_only::{bound, chmod, indexed, permit};
use crate::world;

/// What `serve` says over a place, with a token of the right form.
fn served(place: &Place) -> Ran {
    run(command(place, &["serve"]).env("DISCORD_TOKEN", token()))
}

#[test]
fn a_folder_of_documents_that_is_missing_or_empty_is_told() {
    let place = Place::with(&[("elsewhere/a.txt", "x\n")]);
    says("missing", &served(&place), 2, &["docs: no such folder", "make it", "--seeds DIR"]);
    let checked = run(&mut command(&place, &["check", "--offline"]));
    assert!(line(&checked, "wrong  documents").contains("no such folder"), "{checked:?}");
    fs::create_dir(place.at("docs")).expect("made");
    let checked = run(command(&place, &["check", "--offline"]).env("DISCORD_TOKEN", token()));
    let found = line(&checked, "wrong  documents");
    assert!(found.contains("docs: 0 can be quoted: put .txt, .md"), "{found}");
    assert_eq!(checked.code, 1);
}

#[test]
fn a_slip_in_the_files_that_people_write_is_named_with_its_line() {
    let sources: &[(&str, &[&str])] = &[
        ("[\"a.txt\"]\ntitel = \"The Yard\"\n", &["sources.toml:2", "titel", "title"]),
        ("[\"a.txt\"]\ntitle = The Yard\n", &["sources.toml:2"]),
        ("[\"b.txt\"]\ntitle = \"x\"\n", &["sources.toml:1", "there is no file \"b.txt\""]),
        ("[\"a.txt\"]\ndate = \"June\"\n", &["sources.toml:2", "expected 2024, 2024-06"]),
    ];
    for (text, expected) in sources {
        let place = place();
        place.write("docs/sources.toml", text);
        says(text, &served(&place), 2, expected);
    }
    let phrases: &[(&str, &str, &[&str])] = &[
        ("undated = undated\n", "", &["en.ftl", "\"undated\"", "missing"]),
        ("undated = undated\n", "undated = {\n", &["en.ftl"]),
        ("undated = undated\n", "undated = undated { $when }\n", &["en.ftl", "\"undated\""]),
    ];
    for (from, to, expected) in phrases {
        let place = place();
        for language in ["en", "ru"] {
            let file = world::root().join(format!("prompts/{language}.ftl"));
            let text = fs::read_to_string(file).expect("the phrases");
            assert!(language == "ru" || text.contains(from), "{from}");
            let text = if language == "en" { text.replace(from, to) } else { text };
            place.write(&format!("prompts/{language}.ftl"), &text);
        }
        let mut serve = command(&place, &["serve"]);
        serve.env("DISCORD_TOKEN", token()).arg("--prompts").arg(place.at("prompts"));
        says(to, &run(&mut serve), 2, expected);
    }
}

/// The same program over `docs` and `data`, bound by permissions, with a token.
fn bound_serve(place: &Place) -> Command {
    let mut serve = bound(place, &["serve"]);
    serve.env("DISCORD_TOKEN", token()).env("VERBATIM_MODEL", "none");
    serve.env("DISCORD_API_URL", "http://127.0.0.1:1");
    serve
}

#[test]
fn data_that_may_not_be_read_or_written_is_one_line_and_no_damage() {
    let place = indexed();
    chmod(place.at("data"), 0o000);
    let ran = run(&mut bound_serve(&place));
    says("not readable", &ran, 2, &["data", "Permission denied", "--data DIR"]);
    chmod(place.at("data"), 0o755);
    // Without an index there is nothing to answer from, and none can be made.
    fs::remove_dir_all(place.at("data/index")).expect("removed");
    permit(&place, "data", 0o555, 0o444);
    let ran = run(&mut bound_serve(&place));
    says("not writable", &ran, 2, &["data", "Permission denied", "--data DIR"]);
    assert!(!ran.err.contains("damaged"), "{}", ran.err);
    let checked = run(&mut bound(&place, &["check", "--offline"]));
    assert!(line(&checked, "wrong  data").contains("--data DIR"), "{checked:?}");
    permit(&place, "data", 0o755, 0o644);
    // A new folder that cannot be made.
    let place = indexed();
    fs::remove_dir_all(place.at("data")).expect("removed");
    chmod(place.at(""), 0o555);
    let ran = run(&mut bound_serve(&place));
    chmod(place.at(""), 0o755);
    says("not to be made", &ran, 2, &["data", "Permission denied", "--data DIR"]);
}

/// The program where no file may become larger than this, as where a quota is used up.
fn limited(place: &Place, kibibytes: u32, arguments: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    // Blocks of 512 bytes (POSIX, "ulimit"); without the signal the write fails, as on a full disk.
    let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kibibytes * 2);
    shell.args(["-c", &limit]).arg(env!("CARGO_BIN_EXE_verbatim"));
    place.add_arguments(&mut shell, "docs", "data", arguments);
    shell.env("VERBATIM_MODEL", "none").env("DISCORD_TOKEN", token());
    shell.env("DISCORD_API_URL", "http://127.0.0.1:1");
    shell
}

#[test]
fn a_disk_that_takes_no_more_is_one_line_and_no_damage() {
    let place = place();
    place
        .write("docs/long.txt", &"The ferry burned in 1911, and nobody was hurt.\n".repeat(20_000));
    let ran = run(&mut limited(&place, 4, &["serve"]));
    says("full", &ran, 2, &["data", "--data DIR"]);
    assert!(!ran.err.contains("damaged") && !ran.err.contains("a bug"), "{}", ran.err);
    // As soon as there is room it goes on.
    assert_eq!(place.run(&["index"]).code, 0);
    let asked = run(&mut limited(&place, 4, &["ask", QUESTION]));
    assert!(asked.code == 0 && asked.out.contains("1931"), "{asked:?}");
    // Where an index is there, it answers, and says once that it is behind.
    place.write("docs/b.txt", &"The harbour opened in 1802.\n".repeat(20_000));
    let asked = run(&mut limited(&place, 4, &["ask", QUESTION]));
    assert!(asked.code == 0 && asked.out.contains("1931"), "{asked:?}");
    assert!(
        asked.err.lines().count() == 1 && asked.err.contains("the index cannot follow"),
        "{asked:?}"
    );
}

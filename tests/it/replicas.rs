pub mod bucket;

use std::fs;
use std::process::Command;

use self::bucket::Bucket;
use crate::program::{Place, QUESTION, Ran, YARD, run};

const HARBOUR: &str = "The harbour opened in 1802.\n";

/// A place with documents, the library of `data` published to `place` in it.
fn published() -> Place {
    let place = Place::with(&[
        ("docs/a.txt", YARD),
        ("docs/b.txt", HARBOUR),
        ("docs/sources.toml", "[\"a.txt\"]\ntitle = \"The yard's book\"\ndate = 1931\n"),
    ]);
    let ran = place.run(&["index", "--publish", "place"]);
    assert!(ran.code == 0 && ran.out.ends_with("published\n"), "{ran:?}");
    place
}

/// The program over a copy, without a folder of documents.
fn copy(place: &Place, arguments: &[&str]) -> Ran {
    run(&mut place.command("nowhere", "copy", &[&["--follow", "place"], arguments].concat()))
}

#[test]
fn a_copy_answers_as_the_library_does_and_follows_it() {
    let place = published();
    let asked: &[&[&str]] =
        &[&["ask", QUESTION], &["sources"], &["search", "harbour"], &["quote", "a.txt", "0", "8"]];
    let words = |ran: Ran| (ran.code, ran.out);
    for arguments in asked {
        assert_eq!(words(copy(&place, arguments)), words(place.run(arguments)), "{arguments:?}");
    }
    assert!(copy(&place, &["ask", QUESTION]).out.contains("The yard's book"));
    // Nothing is sent twice.
    let before = place.tree("place");
    assert!(!place.run(&["index", "--publish", "place"]).out.contains("published"));
    assert_eq!(place.tree("place"), before);
    // What changes, goes, and is said of it in citations alone, is followed.
    place.write("docs/a.txt", "The yard closed in 1932.\n");
    fs::remove_file(place.at("docs/b.txt")).expect("removed");
    place.write("docs/sources.toml", "[\"a.txt\"]\npublisher = \"The Yard\"\n");
    assert_eq!(place.run(&["index", "--publish", "place"]).code, 0);
    let ran = copy(&place, &["ask", QUESTION]);
    assert!(ran.out.contains("closed in 1932") && ran.out.contains("The Yard"), "{ran:?}");
    assert_eq!(copy(&place, &["ask", "when did the harbour open?"]).code, 1);
}

#[test]
fn it_is_published_though_what_is_old_cannot_be_looked_for() {
    let place = Place::with(&[("docs/a.txt", YARD)]);
    fs::create_dir(place.at("place")).expect("made");
    std::os::unix::fs::symlink("vectors", place.at("place/vectors")).expect("a loop");
    let ran = place.run(&["--model", "none", "index", "--publish", "place"]);
    assert!(ran.code == 0 && ran.out.ends_with("published\n"), "{ran:?}");
    assert!(ran.err.contains("what no commit needs any more is not removed"), "{ran:?}");
    fs::remove_file(place.at("place/vectors")).expect("removed");
    assert_eq!(copy(&place, &["--model", "none", "ask", QUESTION]).code, 0);
}

#[test]
fn a_place_that_is_away_leaves_the_copy_as_it_was() {
    let place = published();
    assert_eq!(copy(&place, &["ask", QUESTION]).code, 0);
    fs::rename(place.at("place"), place.at("away")).expect("moved");
    let ran = copy(&place, &["ask", QUESTION]);
    assert!(
        ran.code == 0
            && ran.out.contains("closed in 1931")
            && ran.err.contains("what was fetched before is in use")
            && ran.err.lines().count() == 1,
        "{ran:?}"
    );
    let new = ["--follow", "place", "ask", QUESTION];
    let ran = run(&mut place.command("nowhere", "new", &new));
    assert!(ran.code == 3 && ran.err.contains("nothing is published there yet"), "{ran:?}");
}

#[test]
fn what_is_damaged_at_the_place_is_refused_and_what_is_damaged_in_the_copy_is_fetched_again() {
    let place = published();
    let whole = copy(&place, &["ask", QUESTION]).out;
    let files = |folder: &str| -> Vec<String> {
        let all = fs::read_dir(place.at(folder)).expect("a folder");
        let names = all.map(|entry| entry.expect("read").file_name().into_string().expect("UTF-8"));
        names.map(|name| format!("{folder}/{name}")).collect()
    };
    let segment = |name: &String| name.ends_with(".idx") || name.ends_with(".store");
    let flip = |path: &str| {
        let mut bytes = fs::read(place.at(path)).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(place.at(path), bytes).expect("written");
    };
    for file in files("copy/index").iter().filter(|name| segment(name)) {
        flip(file);
        let ran = copy(&place, &["ask", QUESTION]);
        assert!(ran.code == 0 && ran.out == whole, "{file}: {ran:?}");
    }
    for (number, file) in files("place/index").iter().chain(&files("place/texts")).enumerate() {
        let kept = fs::read(place.at(file)).expect("a file");
        flip(file);
        let new = ["--follow", "place", "ask", QUESTION];
        let ran = run(&mut place.command("nowhere", &format!("new-{number}"), &new));
        assert!(ran.code == 3 && ran.err.contains("is not what was published"), "{file}: {ran:?}");
        fs::write(place.at(file), kept).expect("written");
    }
    fs::write(place.at("place/current.json"), "{").expect("written");
    let ran = copy(&place, &["ask", QUESTION]);
    assert!(ran.code == 0 && ran.out == whole && ran.err.contains("current.json"), "{ran:?}");
    // Published again, it is whole again.
    place.write("docs/c.txt", "The ferry burned in 1911.\n");
    assert_eq!(place.run(&["index", "--publish", "place"]).code, 0);
    assert_eq!(copy(&place, &["ask", "when did the ferry burn?"]).code, 0);
}

#[test]
fn a_bucket_is_a_place_too_and_a_wrong_key_is_one_line() {
    let place = Place::with(&[("docs/a.txt", YARD), ("docs/b.txt", HARBOUR)]);
    let bucket = Bucket::start(&place.at("server"), "words");
    let with_keys = |mut command: Command| run(command.envs(bucket.environment()));
    let url = bucket.place("of/lamps");
    let index = ["index", "--publish", &url];
    let ran = with_keys(place.command("docs", "data", &index));
    assert!(ran.code == 0 && ran.out.ends_with("published\n"), "{ran:?}");
    for question in [QUESTION, "when did the harbour open?"] {
        let ask = ["--follow", &url, "ask", question];
        let ran = with_keys(place.command("nowhere", "copy", &ask));
        assert!(ran.code == 0 && ran.err.is_empty(), "{ran:?}");
        assert_eq!(ran.out, place.run(&["ask", question]).out);
    }
    let mut wrong = place.command("nowhere", "copy", &["--follow", &url, "ask", QUESTION]);
    wrong.envs(bucket.environment()).env("AWS_SECRET_ACCESS_KEY", "of-nobody");
    let ran = run(&mut wrong);
    assert!(ran.code == 0 && ran.err.lines().count() == 1, "{ran:?}");
    assert!(!ran.err.contains("of-nobody") && !ran.err.contains("of-the-lamp"), "{ran:?}");
    let mut wrong = place.command("docs", "data", &index);
    let ran = run(wrong.envs(bucket.environment()).env("AWS_SECRET_ACCESS_KEY", "of-nobody"));
    assert!(ran.code == 3 && ran.err.lines().count() == 1, "{ran:?}");
}

#[test]
fn who_reads_only_writes_nothing_and_sees_each_commit() {
    let place = published();
    let before = place.tree("data");
    let read = |arguments: &[&str]| {
        run(&mut place.command("nowhere", "data", &[&["--read-only"], arguments].concat()))
    };
    let ran = read(&["ask", QUESTION]);
    assert!(ran.code == 0 && ran.out.contains("The yard's book"), "{ran:?}");
    assert_eq!(place.tree("data"), before);
    place.write("docs/a.txt", "The yard closed in 1932.\n");
    assert_eq!(place.tree("data"), before);
    assert!(read(&["ask", QUESTION]).out.contains("closed in 1931"), "nobody has read it yet");
    assert_eq!(place.run(&["index"]).code, 0);
    assert!(read(&["ask", QUESTION]).out.contains("closed in 1932"));
}

#[test]
fn what_a_process_may_not_do_there_is_one_line() {
    let place = published();
    let wrong: &[(&[&str], &str)] = &[
        (&["--read-only", "index"], "expected the process that keeps the documents"),
        (&["--follow", "place", "index"], "expected the process that keeps the documents"),
        (&["--follow", "place", "--read-only", "ask", "x"], "expected one of them"),
        (
            &["--publish", "place", "--read-only", "--state", "state", "serve"],
            "expected the process that keeps",
        ),
        (&["--read-only", "serve"], "name one with --state DIR"),
        (&["--follow", "https://example.org/x", "ask", "x"], "expected a folder, or s3://"),
        (&["--publish", "s3://", "index"], "expected a folder, or s3://"),
    ];
    for (arguments, expected) in wrong {
        let mut command = place.command("docs", "data", arguments);
        let ran = run(command.env("DISCORD_TOKEN", "x"));
        assert!(
            ran.code == 2 && ran.err.contains(expected) && ran.err.lines().count() == 1,
            "{arguments:?}: {ran:?}"
        );
    }
}

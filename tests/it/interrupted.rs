use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{Place, QUESTION, Ran, YARD, run};

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.path().strip_prefix(from).expect("below it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("made");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// What the commit of an index has: the names of its segments without hyphens, and its deletions.
fn committed(place: &Place, index: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let meta = fs::read(place.at(index).join("meta.json")).expect("a commit");
    let meta: serde_json::Value = serde_json::from_slice(&meta).expect("JSON");
    let (mut segments, mut deletions) = (BTreeSet::new(), BTreeSet::new());
    for segment in meta["segments"].as_array().expect("segments") {
        let name = segment["segment_id"].as_str().expect("a name").replace('-', "");
        if let Some(operation) = segment["deletes"]["opstamp"].as_u64() {
            deletions.insert(format!("{name}.{operation}.del"));
        }
        segments.insert(name);
    }
    (segments, deletions)
}

/// The files of segments that no commit has, and those that were not finished.
fn uncommitted(place: &Place, index: &str) -> Vec<String> {
    let (segments, deletions) = committed(place, index);
    let is_known = |name: &String| {
        let segment = name.split('.').next().unwrap_or_default();
        deletions.contains(name) || (segments.contains(segment) && !name.ends_with(".del"))
    };
    let of_segments = |name: &String| {
        name.starts_with(".tmp") || name.split('.').next().is_some_and(|first| first.len() == 32)
    };
    let names = place.names(index).into_iter();
    names.filter(|name| of_segments(name) && !is_known(name)).collect()
}

#[test]
fn what_a_refresh_left_that_was_killed_before_its_commit_does_not_stop_the_next() {
    left_by_a_killed_refresh(|bytes| bytes);
}

#[test]
fn what_was_half_written_when_a_refresh_was_killed_is_no_damage() {
    left_by_a_killed_refresh(|bytes| &bytes[..bytes.len() / 2]);
}

/// Puts the files that a refresh writes before its commit into the index, as far as `written_of` says,
/// and asks.
fn left_by_a_killed_refresh(written_of: impl Fn(&[u8]) -> &[u8]) {
    let place = Place::with(&[
        ("docs/a.txt", YARD),
        ("docs/b.txt", "The harbour opened in 1802.\n"),
        ("docs/c.txt", "The ferry burned in 1911.\n"),
    ]);
    assert_eq!(place.run(&["index"]).code, 0);
    place.write("docs/a.txt", "The yard closed in 1955, not earlier.\n");
    // Another process makes the same refresh, so that the files it writes have the same names.
    copy(&place.at("data"), &place.at("twin"));
    assert_eq!(run(&mut place.command("docs", "twin", &["index"])).code, 0);
    let before: BTreeSet<String> = place.names("data/index").into_iter().collect();
    let is_new = |name: &String| !before.contains(name) && !name.starts_with("verbatim-");
    let written: Vec<String> =
        place.names("twin/index").into_iter().filter(|name| is_new(name)).collect();
    assert_eq!(written.iter().filter(|name| name.ends_with(".del")).count(), 1, "{written:?}");
    assert!(written.iter().any(|name| name.ends_with(".store")), "{written:?}");
    for name in &written {
        let bytes = fs::read(place.at("twin/index").join(name)).expect("a file");
        fs::write(place.at("data/index").join(name), written_of(&bytes)).expect("written");
    }
    for name in [".tmpAbC123", "0123456789abcdef0123456789abcdef.temp"] {
        place.write(&format!("data/index/{name}"), "half");
    }
    assert_eq!(uncommitted(&place, "data/index").len(), written.len() + 2);
    let Ran { code, out, err } = place.run(&["ask", QUESTION]);
    assert!(code == 0 && err.is_empty() && out.contains("1955"), "{code} {out} {err}");
    assert_eq!(uncommitted(&place, "data/index"), Vec::<String>::new());
}

/// Starts `index`, kills it at some moment of what it usually takes; what it had said.
fn killed(place: &Place, data: &str, at: Duration) -> String {
    let mut child = place
        .command("docs", data, &["index"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    std::thread::sleep(at);
    // SIGKILL on Unix.
    child.kill().expect("killed, or ended before");
    let said = child.wait_with_output().expect("ended").stderr;
    String::from_utf8(said).expect("UTF-8")
}

const N_DOCUMENTS: usize = 40;
const N_KILLS: usize = 30;

/// Writes some of the documents anew, one of them in each round; each says in which.
fn change(place: &Place, round: usize) {
    let year = 1000 + round;
    for document in (1..N_DOCUMENTS).filter(|document| (document + round).is_multiple_of(3)) {
        let words = format!("Pilot number {document} met the ships behind the bar in {year}.\n");
        place.write(&format!("docs/{document}.txt"), &words);
    }
    place.write("docs/yard.txt", &YARD.replace("1931", &year.to_string()));
}

#[test]
fn killed_at_any_moment_of_a_refresh_the_next_goes_on_and_nothing_is_made_anew() {
    let place = Place::with(&[]);
    (0..3).for_each(|round| change(&place, round));
    assert_eq!(place.run(&["index"]).code, 0);
    change(&place, 3);
    let since = Instant::now();
    assert_eq!(place.run(&["index"]).code, 0);
    let usual = since.elapsed();
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let mut n_left = 0;
    for round in 4..4 + N_KILLS {
        change(&place, round);
        let said = killed(&place, "data", usual.mul_f64(random.f64()));
        assert_eq!(said, "", "round {round}, seed {seed}");
        n_left += usize::from(!uncommitted(&place, "data/index").is_empty());
    }
    println!("{n_left} of {N_KILLS} kills left files that no commit has; {usual:?} a refresh");
    let last = 4 + N_KILLS;
    change(&place, last);
    let Ran { code, out, err } = place.run(&["ask", QUESTION]);
    assert!(
        code == 0 && err.is_empty() && out.contains(&format!("closed in {}", 1000 + last)),
        "seed {seed}: {code} {out} {err}"
    );
    assert_eq!(
        place.run(&["index"]).out,
        format!("0 read, 0 removed, {N_DOCUMENTS} unchanged\n"),
        "seed {seed}"
    );
    assert_eq!(uncommitted(&place, "data/index"), Vec::<String>::new(), "seed {seed}");
}

#[test]
fn killed_at_any_moment_of_the_first_start_the_next_makes_the_index() {
    let place = Place::with(&[("docs/a.txt", YARD)]);
    let since = Instant::now();
    assert_eq!(run(&mut place.command("docs", "first", &["index"])).code, 0);
    let usual = since.elapsed();
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    for round in 0..N_KILLS {
        let data = format!("data{round}");
        // Mostly at the beginning, where the folders are made.
        killed(&place, &data, usual.mul_f64(random.f64() * random.f64()));
        let ran = run(&mut place.command("docs", &data, &["ask", QUESTION]));
        assert!(ran.code == 0 && ran.out.contains("1931"), "round {round}, seed {seed}: {ran:?}");
    }
}

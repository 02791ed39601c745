//! Every file of the data folder is damaged in every way that is thought of here, one at a time. What
//! the program says then is what it said before, or one clear line; and there is a way back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use rusqlite::Connection;

use super::kept::{self, FILES};
use super::laid::{Laid, copy, files};
use super::program::Said;

/// What is done to a file.
#[derive(Debug, Clone)]
enum Harm {
    Half,
    LastByte,
    /// The bits of this byte.
    Flipped(usize),
    Emptied,
    Removed,
    Folder,
    /// With this file of the data folder.
    Exchanged(PathBuf),
    /// As it was some commits ago, or the folder.
    Earlier,
    /// These bytes in its place.
    Words(&'static str),
    /// The number of the form of a SQLite file.
    Form(i64),
}

/// One damage.
#[derive(Debug, Clone)]
struct Case {
    /// Below the data folder.
    file: PathBuf,
    harm: Harm,
}

/// Damages each file, with `n_random` random bytes flipped beside the others, one at a time; how often
/// something went wrong.
pub fn run(laid: &Laid, n_random: usize, every: usize, random: &mut Rng) -> usize {
    let mut counts = BTreeMap::new();
    let of_index = cases(&laid.whole(), &laid.earlier(), n_random, random);
    for case in of_index.iter().step_by(every) {
        let outcome = try_answers(laid, case);
        note(&mut counts, "answers", case, outcome);
    }
    for (state, from) in [("clean", laid.whole()), ("killed", laid.killed())] {
        let mut of_kept = cases(&from, &laid.earlier(), n_random, random);
        of_kept.retain(|case| is_kept(&case.file));
        for case in of_kept.iter().step_by(every) {
            let outcome = try_kept(laid, &from, case);
            note(&mut counts, &format!("kept, {state}"), case, outcome);
        }
    }
    let n_cases: usize = counts.values().sum();
    for ((what, outcome), n) in &counts {
        println!("{n:6} of {n_cases} damages, {what}: {outcome}");
    }
    let faults = counts.iter().filter(|((_, outcome), _)| outcome.starts_with("FAULT"));
    faults.map(|(_, n)| n).sum()
}

fn note(
    counts: &mut BTreeMap<(String, String), usize>,
    what: &str,
    case: &Case,
    outcome: Result<&'static str, String>,
) {
    let outcome = outcome.map_or_else(
        |fault| {
            println!("{what}: {case:?}: {fault}");
            "FAULT".to_owned()
        },
        str::to_owned,
    );
    *counts.entry((what.to_owned(), outcome)).or_default() += 1;
}

/// Whether a file is SQLite's with what people set or said, or lies beside one.
fn is_kept(file: &Path) -> bool {
    let name = file.to_string_lossy();
    FILES.iter().any(|kept| name.starts_with(kept))
}

/// All damages to a data folder.
fn cases(data: &Path, earlier: &Path, n_random: usize, random: &mut Rng) -> Vec<Case> {
    let below = |path: &Path| path.strip_prefix(data).expect("below the folder").to_path_buf();
    let all: Vec<PathBuf> = files(data).iter().map(|file| below(file)).collect();
    let mut cases = Vec::new();
    for file in &all {
        let bytes = fs::read(data.join(file)).expect("readable");
        let mut harms = vec![Harm::Removed, Harm::Folder];
        if !bytes.is_empty() {
            let last = bytes.len() - 1;
            harms.extend([Harm::Half, Harm::LastByte, Harm::Emptied]);
            let mut places = vec![0, 8.min(last), last / 2, last - last.min(6), last];
            places.extend((0..n_random).map(|_| random.usize(0..bytes.len())));
            places.dedup();
            harms.extend(places.into_iter().map(Harm::Flipped));
        }
        let like = |other: &&PathBuf| *other != file && other.extension() == file.extension();
        let alike: Vec<&PathBuf> = all.iter().filter(like).collect();
        let others: Vec<&PathBuf> = all.iter().filter(|other| *other != file).collect();
        for group in [alike, others] {
            if !group.is_empty() {
                harms.push(Harm::Exchanged(group[random.usize(0..group.len())].clone()));
            }
        }
        if fs::read(earlier.join(file)).is_ok_and(|before| before != bytes) {
            harms.push(Harm::Earlier);
        }
        if file.ends_with("verbatim-version") {
            let versions = ["0.0.0", "999.999.999", "18", "a later one\n"];
            harms.extend(versions.map(Harm::Words));
        }
        if file.extension().is_some_and(|ending| ending == "sqlite") {
            harms.extend([-1, 0, 1, 99].map(Harm::Form));
            harms.push(Harm::Words(
                "not what SQLite writes, but long enough for a head of its own: ",
            ));
        }
        cases.extend(harms.into_iter().map(|harm| Case { file: file.clone(), harm }));
    }
    for folder in ["index", "texts", "vectors"] {
        let file = PathBuf::from(folder);
        cases.push(Case { file: file.clone(), harm: Harm::Earlier });
        cases.push(Case { file, harm: Harm::Removed });
    }
    cases
}

/// Does it.
fn harm(case: &Case, data: &Path, earlier: &Path) {
    let path = data.join(&case.file);
    let bytes = || fs::read(&path).expect("readable");
    let write = |bytes: &[u8]| fs::write(&path, bytes).expect("written");
    let remove = || {
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.expect("removed");
    };
    match &case.harm {
        Harm::Half => write(&bytes()[..bytes().len() / 2]),
        Harm::LastByte => write(&bytes()[..bytes().len() - 1]),
        Harm::Flipped(at) => {
            let mut flipped = bytes();
            flipped[*at] ^= 0xff;
            write(&flipped);
        }
        Harm::Emptied => write(b""),
        Harm::Words(words) => write(words.as_bytes()),
        Harm::Removed => remove(),
        Harm::Folder => {
            remove();
            fs::create_dir(&path).expect("made");
        }
        Harm::Exchanged(other) => {
            let (other, aside) = (data.join(other), data.with_extension("aside"));
            for (from, to) in [(&path, &aside), (&other, &path), (&aside, &other)] {
                fs::rename(from, to).expect("renamed");
            }
        }
        Harm::Earlier => {
            remove();
            copy(&earlier.join(&case.file), &path);
        }
        Harm::Form(number) => {
            let connection = Connection::open(&path).expect("opened");
            connection.pragma_update(None, "user_version", number).expect("written");
        }
    }
}

/// Asks over a damaged copy: what was made of it, and how it came to be whole again.
fn try_answers(laid: &Laid, case: &Case) -> Result<&'static str, String> {
    let data = laid.root().join("damaged");
    copy(&laid.whole(), &data);
    harm(case, &data, &laid.earlier());
    let outcome = judge_answers(laid, case, &data);
    fs::remove_dir_all(&data).expect("removed");
    outcome
}

fn judge_answers(laid: &Laid, case: &Case, data: &Path) -> Result<&'static str, String> {
    // Vectors are read for the sentence model alone.
    let is_vectors = case.file.starts_with("vectors")
        || exchanged(case).is_some_and(|other| other.starts_with("vectors"));
    let ask = || if is_vectors { laid.said_by_meaning(data) } else { laid.said(data) };
    let (first, told) = ask();
    match first {
        Said::Fault(fault) => return Err(fault),
        Said::Same if told.is_empty() => return Ok("the same answers, and not a word"),
        Said::Same => {
            return match ask() {
                (Said::Same, again) if again.is_empty() => Ok("made anew by itself, and said so"),
                (Said::Same, again) if is_in_the_way(case) && again.contains("regular file") => {
                    Ok("the same answers, and says what is in the way")
                }
                other => Err(format!("NOT HEALED: {told:?}, then {other:?}")),
            };
        }
        Said::Line(_) => {}
    }
    let rebuilt = laid.program.run(data, &["index", "--rebuild"]);
    if rebuilt.is_bug() {
        return Err(format!("A BUG while it was made anew: {rebuilt:?}"));
    }
    if ask().0 == Said::Same {
        return Ok("one line; made anew by `index --rebuild`");
    }
    // What the line names is moved away.
    for file in [Some(&case.file), exchanged(case)].into_iter().flatten() {
        let path = data.join(file);
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
    match ask().0 {
        Said::Same => Ok("one line; made anew when what it named was gone"),
        _ if fs::remove_dir_all(data.join("index")).is_ok() && ask().0 == Said::Same => {
            Ok("one line; made anew when the index was gone")
        }
        other => Err(format!("NO WAY BACK: {told:?}, {:?}, then {other:?}", rebuilt.err)),
    }
}

/// Whether something lies where vectors should that the program does not remove: it goes on without.
fn is_in_the_way(case: &Case) -> bool {
    matches!(case.harm, Harm::Folder) && case.file.starts_with("vectors")
}

fn exchanged(case: &Case) -> Option<&PathBuf> {
    match &case.harm {
        Harm::Exchanged(other) => Some(other),
        _ => None,
    }
}

/// What each command says of what is kept, over a copy of a data folder.
fn told(laid: &Laid, data: &Path) -> Vec<(String, Result<String, String>)> {
    let commands: [&[&str]; 2] = [&["settings", "export"], &["feedback", "--json"]];
    let mut told: Vec<_> = commands
        .iter()
        .map(|command| {
            let ran = laid.program.run(data, command);
            let said = match ran.said(&ran.out) {
                Said::Same => Ok(ran.out),
                Said::Line(line) => Err(line),
                Said::Fault(fault) => Err(format!("FAULT {fault}")),
            };
            (command[0].to_owned(), said)
        })
        .collect();
    let remembered = kept::remembered(data, (1000..1050).chain(2000..2050));
    told.push(("answered".to_owned(), remembered));
    told
}

/// Looks at what is kept over a damaged copy.
fn try_kept(laid: &Laid, from: &Path, case: &Case) -> Result<&'static str, String> {
    let data = laid.root().join("damaged");
    let fresh = |harmed: bool| {
        let _ = fs::remove_dir_all(&data);
        copy(from, &data);
        if harmed {
            harm(case, &data, &laid.earlier());
        }
    };
    fresh(false);
    let expected = told(laid, &data);
    fresh(true);
    let found = told(laid, &data);
    let checked = laid.program.run(&data, &["check", "--offline"]);
    if checked.is_bug() {
        return Err(format!("A BUG in check: {checked:?}"));
    }
    let mut outcome = "the same";
    for ((what, expected), (_, found)) in expected.iter().zip(&found) {
        match found {
            _ if found == expected => {}
            Err(line) if !line.starts_with("FAULT") => outcome = "one line",
            Ok(_) if is_legitimate(case) => outcome = "what that file says",
            Ok(_) if what != "settings" && is_unseen(case) => outcome = "other votes or counts",
            other => return Err(format!("{what}: {other:?}, expected {expected:?}")),
        }
    }
    Ok(outcome)
}

/// Whether votes, counts and which message answers which may be other without a word: SQLite has no
/// checksum of its pages, and of its log it believes what comes before a damage. That of settings is
/// noticed.
fn is_unseen(case: &Case) -> bool {
    let is_log = case.file.extension().is_none_or(|ending| ending != "sqlite");
    let is_flip = matches!(case.harm, Harm::Flipped(_));
    is_flip || is_log
}

/// Whether what is kept may be other than before without a word: the operator removed the file, or put
/// back an earlier copy.
fn is_legitimate(case: &Case) -> bool {
    let is_file = FILES.iter().any(|kept| case.file == Path::new(kept));
    is_file && matches!(case.harm, Harm::Removed | Harm::Earlier)
}

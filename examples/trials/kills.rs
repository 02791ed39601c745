//! The program is killed at random moments while it writes. The next start goes on: the answers are
//! right, what was committed is not made again, and what was confirmed is there.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use fastrand::Rng;
use rusqlite::{Connection, OpenFlags};

use super::laid::{Laid, copy};
use super::program::{Said, run};

/// What the program is doing when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// The first index, with the vectors of all documents.
    First,
    /// The first index alone.
    FirstByWords,
    /// What changed.
    Refresh,
    /// All anew, beside what is there.
    Rebuild,
}

/// Kills an `index` at `n` random moments; how often something went wrong.
pub fn of_index(laid: &Laid, writing: Writing, n: usize, random: &mut Rng) -> usize {
    let since = Instant::now();
    let started = started(laid, writing).wait().expect("ended");
    assert!(started.success());
    let usual = since.elapsed();
    let (mut n_faults, mut n_early, mut n_committed) = (0, 0, 0);
    for number in 0..n {
        let mut child = started_afresh(laid, writing);
        // Much happens at the beginning, and nothing waits for anything.
        let part = if random.bool() { random.f64() } else { random.f64() * random.f64() };
        std::thread::sleep(usual.mul_f64(part));
        n_early += usize::from(child.try_wait().expect("looked at").is_none());
        child.kill().expect("killed, or ended before");
        child.wait().expect("ended");
        match goes_on(laid, writing) {
            Ok(was_committed) => n_committed += usize::from(was_committed),
            Err(fault) => {
                n_faults += 1;
                println!("{writing:?}, kill {number} after {part:.3} of {usual:?}: {fault}");
            }
        }
    }
    println!(
        "{writing:?}: {n} kills, {n_early} while it ran, {n_committed} with a commit in place, {n_faults} faults"
    );
    n_faults
}

fn started_afresh(laid: &Laid, writing: Writing) -> std::process::Child {
    let data = laid.root().join("killed-index");
    let _ = fs::remove_dir_all(&data);
    started(laid, writing)
}

fn started(laid: &Laid, writing: Writing) -> std::process::Child {
    let data = laid.root().join("killed-index");
    let arguments: &[&str] = match writing {
        Writing::First | Writing::FirstByWords | Writing::Refresh => &["index"],
        Writing::Rebuild => &["index", "--rebuild"],
    };
    match writing {
        Writing::First | Writing::FirstByWords => {}
        Writing::Refresh => copy(&laid.earlier(), &data),
        Writing::Rebuild => copy(&laid.whole(), &data),
    }
    let mut command = laid.program.command(&data, arguments);
    if writing == Writing::FirstByWords {
        command.env("VERBATIM_MODEL", "none");
    }
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
}

/// Whether there was a commit when it was killed.
fn goes_on(laid: &Laid, writing: Writing) -> Result<bool, String> {
    let data = laid.root().join("killed-index");
    let was_committed = has_commit(&data.join("index"));
    let vectors = vectors(&data);
    let mut command = laid.program.command(&data, &["index"]);
    if writing == Writing::FirstByWords {
        command.env("VERBATIM_MODEL", "none");
    }
    let indexed = run(&mut command);
    if indexed.code != Some(0) || !indexed.err.is_empty() {
        return Err(format!("NOT WITHOUT A WORD: {indexed:?}"));
    }
    let read: usize = indexed.out.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(99);
    let most = match writing {
        Writing::First | Writing::FirstByWords if was_committed => 0,
        Writing::First | Writing::FirstByWords => usize::MAX,
        // One document was changed.
        Writing::Refresh => 1,
        Writing::Rebuild => 0,
    };
    if read > most {
        return Err(format!("MADE ANEW: {}", indexed.out));
    }
    let after = self::vectors(&data);
    if let Some(lost) = vectors.iter().find(|row| !after.contains(row)) {
        // The vectors of the document that changed are no longer needed.
        let n_lost = vectors.iter().filter(|row| !after.contains(row)).count();
        if writing != Writing::Refresh || n_lost > 1 {
            return Err(format!("VECTORS MADE ANEW: {lost:?} and {} more", n_lost - 1));
        }
    }
    match laid.said(&data) {
        (Said::Same, told) if told.is_empty() => Ok(was_committed),
        other => Err(format!("{other:?}")),
    }
}

/// Whether an index has a commit with documents.
fn has_commit(index: &Path) -> bool {
    let meta = fs::read_to_string(index.join("meta.json")).unwrap_or_default();
    meta.contains("segment_id")
}

/// The rows of the vectors: their keys, and where they lie in the file.
fn vectors(data: &Path) -> Vec<(i64, Vec<u8>)> {
    let folder = data.join("vectors");
    let copied = data.with_extension("vectors");
    let _ = fs::remove_dir_all(&copied);
    if !folder.is_dir() {
        return Vec::new();
    }
    // A copy: looking at a file that a kill left would mend it.
    copy(&folder, &copied);
    let files = super::laid::files(&copied);
    let Some(file) = files.iter().find(|file| file.extension().is_some_and(|e| e == "sqlite"))
    else {
        return Vec::new();
    };
    let rows = || -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let mut all = connection.prepare("SELECT rowid, key FROM vectors")?;
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    rows().unwrap_or_default()
}

//! Listing and completing, compared with looking at all files.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fastrand::Rng;

use super::super::catalogue::{ListedBy, Page};
use super::super::entries::{Entries, FileContent};
use super::super::record::{FileRecord, Stamp};
use super::super::store::Index;
use super::super::term_cache::TermCache;
use super::*;

/// What the index should hold.
struct Made {
    words: Vec<String>,
    date: String,
    is_titled: bool,
    n_units: u32,
}

const DATES: [&str; 6] = ["", "2023", "2024", "2024-06", "2024-06-24", "1999-01-01"];

/// A word, some far more often than others; few of the rarest begin alike.
fn word(random: &mut Rng) -> String {
    let rank = (random.f64().powi(4) * 400.0) as usize;
    let letters = ["the", "of", "harbour", "oslo", "ha", "zeb", "ö", "ж"];
    match letters.get(rank) {
        Some(word) => (*word).to_owned(),
        None => format!("{}{rank}", ["ha", "har", "ze", "w"][rank % 4]),
    }
}

fn made(random: &mut Rng) -> Made {
    let mut words: Vec<String> = (0..random.usize(0..6)).map(|_| word(random)).collect();
    if random.u8(0..10) == 0 {
        // Many are called alike at the beginning.
        words.insert(0, "zone".to_owned());
    }
    Made {
        words,
        date: DATES[random.usize(0..DATES.len())].to_owned(),
        is_titled: random.bool(),
        n_units: u32::from(random.u8(0..20) > 0),
    }
}

fn name(number: usize) -> FileName {
    FileName::new(format!("{:02}/{number}.txt", number % 37)).expect("a plain name")
}

/// Several segments, of which some files were replaced and some removed.
fn library(folder: &Path, random: &mut Rng) -> (Snapshot, BTreeMap<FileName, Made>) {
    let index = Index::create(folder, None).expect("an empty folder");
    let mut all = BTreeMap::new();
    for round in 0..4 {
        let before = index.snapshot().expect("whole");
        let mut writer = index.writer(0).expect("memory");
        for number in round * 1200..round * 1200 + 1600 {
            let one = made(random);
            let mut record = FileRecord::unread(name(number), Stamp::NONE, String::new());
            record.date.clone_from(&one.date);
            (record.is_titled, record.n_units) = (one.is_titled, one.n_units);
            let (none, acronyms) = (std::iter::empty(), &BTreeSet::new());
            let content =
                FileContent { record: &record, called: &one.words, unquotable: "", acronyms };
            let entries = Entries::new(&before, &content, none, &mut TermCache::default());
            writer.replace(entries).expect("put");
            all.insert(name(number), one);
        }
        for number in (round * 100..round * 100 + 40).filter(|_| round > 0) {
            writer.remove(&name(number)).expect("removed");
            all.remove(&name(number));
        }
        writer.commit().expect("committed");
    }
    all.retain(|_, one| one.n_units > 0);
    (index.snapshot().expect("whole"), all)
}

/// All files in the order of their names, with whether they do not begin so.
fn plainly(
    typed: &[String],
    all: &BTreeMap<FileName, Made>,
    scope: Option<&[FileName]>,
) -> Vec<ListedFile> {
    let fits = |typed: &[String], name: &[String]| {
        typed.iter().all(|typed| name.iter().any(|word| word.starts_with(typed.as_str())))
    };
    let first = |words: &[String]| words[..words.len().min(1)].to_vec();
    let is_in = |file: &FileName| scope.is_none_or(|scope| scope.binary_search(file).is_ok());
    let found = all.iter().filter(|(file, one)| is_in(file) && fits(typed, &one.words));
    let mut found: Vec<(&FileName, &Made)> = found.collect();
    found.sort_by_key(|(_, one)| (!fits(&first(typed), &first(&one.words)), &one.words));
    let listed = |(file, one): (&FileName, &Made)| ListedFile {
        words: one.words.clone(),
        file: file.clone(),
    };
    found.into_iter().map(listed).collect()
}

#[test]
fn what_is_offered_is_what_looking_at_all_files_offers() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let random = &mut Rng::with_seed(3);
    let (snapshot, all) = library(&folder.path().join("index"), random);
    assert!(snapshot.segments.all.len() > 1);
    let small: Vec<FileName> = all.keys().filter(|_| random.u8(0..9) == 0).cloned().collect();
    let large: Vec<FileName> = all.keys().filter(|_| random.u8(0..9) > 2).cloned().collect();
    assert!(small.len() < MAX_IN_SCOPE && large.len() > MAX_IN_SCOPE);
    let (mut n_walked, mut n_gathered) = (0, 0);
    for round in 0..300 {
        let mut typed: Vec<String> = (0..random.usize(0..4)).map(|_| word(random)).collect();
        if round % 5 == 0 {
            typed.insert(0, "zone".to_owned());
        }
        for typed in &mut typed {
            let n_letters = random.usize(1..6);
            *typed = typed.chars().take(n_letters).collect();
        }
        let limit = [1, 25, 25, 400][round % 4];
        for scope in [None, Some(&*small), Some(&*large), Some(&[])] {
            let mut expected = plainly(&typed, &all, scope);
            expected.truncate(limit);
            let found = snapshot.completed(&typed, scope, limit).expect("whole");
            assert_eq!(found, expected, "{typed:?}");
        }
        let typed = Typed { words: &typed, files: None, limit };
        let walked = snapshot.completed_in_order(&typed).expect("whole");
        (n_walked, n_gathered) =
            (n_walked + usize::from(walked.is_some()), n_gathered + usize::from(walked.is_none()));
        if !typed.words.is_empty() {
            let mut expected = plainly(typed.words, &all, None);
            expected.truncate(limit);
            assert_eq!(snapshot.completed_by_words(&typed).expect("whole"), expected);
        }
    }
    assert!(n_walked > 50 && n_gathered > 50, "{n_walked} {n_gathered}");
}

#[test]
fn pages_titles_and_hashes_find_what_looking_at_all_files_finds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let random = &mut Rng::with_seed(4);
    let (snapshot, all) = library(&folder.path().join("index"), random);
    assert_eq!(snapshot.n_listed().expect("whole"), all.len());
    assert_eq!(snapshot.n_units(), all.len() as u64);
    let scope: Vec<FileName> = all.keys().filter(|_| random.bool()).cloned().collect();
    for files in [None, Some(&*scope)] {
        let by_title = plainly(&[], &all, files);
        let mut by_date = by_title.clone();
        by_date.sort_by_key(|listed| Reverse(&all[&listed.file].date));
        for (by, expected) in [(ListedBy::Title, by_title), (ListedBy::Date, by_date)] {
            for before in [0, 1, 17, 500, expected.len() - 3, expected.len(), expected.len() + 9] {
                let found = snapshot.page(by, Page { before, limit: 10 }, files).expect("whole");
                let expected = expected.iter().skip(before).take(10);
                assert!(found.iter().eq(expected), "{by:?} {before}");
            }
        }
    }
    for (file, one) in all.iter().step_by(50) {
        assert_eq!(
            snapshot.files_digested(&file.digest()[..10]).expect("whole"),
            std::slice::from_ref(file)
        );
        let alike = all.iter().filter(|(_, other)| other.words == one.words && other.is_titled);
        let expected = alike.map(|(file, _)| file.clone()).next();
        assert_eq!(snapshot.titled(&one.words, &|_| true).expect("whole"), expected);
    }
    let first = &all.keys().next().expect("some").digest()[..1];
    let expected = all.keys().filter(|file| file.digest().starts_with(first));
    let listed = snapshot.files_digested(first).expect("whole").into_iter();
    let listed = listed.filter(|file| all.contains_key(file)).collect::<Vec<_>>();
    assert!(listed.iter().eq(expected), "{listed:?}");
}

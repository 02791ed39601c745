//! Makes `src/language/thesaurus.tsv` from the database files of WordNet 3.1 (Princeton University
//! 2011).
//!
//! usage: thesaurus FOLDER > src/language/thesaurus.tsv
//!
//! FOLDER holds `index.noun`, `data.noun` and so on, in the format of wndb(5WN). Of each word's
//! first senses it takes the other words of the synset, the words derived from it, those of the
//! synsets above and beside, and for a place the greater place that it is part of. Each kind counts
//! less than the one before; what counts too little is left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::exit;

use verbatim::language::stop_words::is_stop_word;
use verbatim::language::terms::term;

/// Senses of a word that are looked at, the most frequent first; the second counts half, the third
/// a third.
const N_SENSES: usize = 3;
/// What counts less is left out.
const LEAST: f32 = 0.3;
/// Words kept for a word.
const MAX_RELATED: usize = 16;

/// What a word counts that is related by this pointer (wninput(5WN)); `None` when not at all.
fn worth(pointer: &str, of_a_name: bool) -> Option<f32> {
    match pointer {
        "+" => Some(0.8),
        "#p" if of_a_name => Some(0.5),
        "\\" => Some(0.5),
        "&" => Some(0.3),
        "@" if !of_a_name => Some(0.3),
        _ => None,
    }
}

struct Synset {
    words: Vec<String>,
    /// The kind of pointer, the synset, the words from and to (0: all).
    pointers: Vec<(String, (char, String), usize, usize)>,
}

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: thesaurus FOLDER > src/language/thesaurus.tsv");
        exit(2);
    };
    let folder = Path::new(&folder);
    let mut synsets: BTreeMap<(char, String), Synset> = BTreeMap::new();
    for (part, name) in PARTS {
        for line in lines(&folder.join(format!("data.{name}"))) {
            let (offset, synset) = read_synset(&line);
            synsets.insert((part, offset), synset);
        }
    }
    let mut related: BTreeMap<String, BTreeMap<String, f32>> = BTreeMap::new();
    for (part, name) in PARTS {
        for line in lines(&folder.join(format!("index.{name}"))) {
            let fields: Vec<&str> = line.split(' ').filter(|field| !field.is_empty()).collect();
            let lemma = fields[0];
            let n_pointers: usize = number(fields[3], 10);
            if !is_usable(lemma) {
                continue;
            }
            let of_lemma = related.entry(term(lemma)).or_default();
            for (sense, offset) in fields[6 + n_pointers..].iter().take(N_SENSES).enumerate() {
                let synset = &synsets[&(part, (*offset).to_owned())];
                let mut add = |word: &str, worth: f32| {
                    if is_usable(word) && term(word) != term(lemma) {
                        let known = of_lemma.entry(term(word)).or_default();
                        *known = known.max(worth / (1.0 + sense as f32));
                    }
                };
                synset.words.iter().for_each(|word| add(word, 1.0));
                let of_a_name = synset.words[0].starts_with(char::is_uppercase);
                for (pointer, other, from, to) in &synset.pointers {
                    let Some(worth) = worth(pointer, of_a_name) else { continue };
                    if *from > 0 && !synset.words[from - 1].eq_ignore_ascii_case(lemma) {
                        continue;
                    }
                    let words = &synsets[other].words;
                    let words = if *to > 0 { &words[to - 1..*to] } else { &words[..] };
                    words.iter().for_each(|word| add(word, worth));
                }
            }
        }
    }
    for (word, others) in related {
        let mut others: Vec<(String, f32)> =
            others.into_iter().filter(|(_, worth)| *worth >= LEAST).collect();
        others.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        others.truncate(MAX_RELATED);
        if !others.is_empty() {
            println!(
                "{word}\t{}",
                others.into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" ")
            );
        }
    }
}

/// Parts of speech: their letter in a pointer and the name of their files.
const PARTS: [(char, &str); 4] = [('n', "noun"), ('v', "verb"), ('a', "adj"), ('r', "adv")];

/// One word of three letters or more that is no stop word.
fn is_usable(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(|c| c.is_ascii_alphabetic()) && !is_stop_word(word)
}

fn number(digits: &str, radix: u32) -> usize {
    usize::from_str_radix(digits, radix)
        .unwrap_or_else(|error| fail(&format!("\"{digits}\": {error}: expected a number")))
}

/// The lines behind the licence, which is indented.
fn lines(path: &Path) -> Vec<String> {
    let bytes =
        fs::read(path).unwrap_or_else(|error| fail(&format!("{}: {error}", path.display())));
    String::from_utf8_lossy(&bytes)
        .lines()
        .filter(|line| !line.starts_with(' '))
        .map(str::to_owned)
        .collect()
}

fn read_synset(line: &str) -> (String, Synset) {
    let fields: Vec<&str> =
        line.split(" | ").next().unwrap_or_default().split_whitespace().collect();
    let n_words = number(fields[3], 16);
    let words = (0..n_words)
        .map(|word| fields[4 + 2 * word].split('(').next().unwrap_or_default().to_owned())
        .collect();
    let at = 4 + 2 * n_words;
    let pointers = (0..number(fields[at], 10))
        .map(|pointer| {
            let pointer = &fields[at + 1 + 4 * pointer..];
            // Adjectives that stand beside another are marked s; their file is the same.
            let part =
                if pointer[2] == "s" { 'a' } else { pointer[2].chars().next().unwrap_or('n') };
            (
                pointer[0].to_owned(),
                (part, pointer[1].to_owned()),
                number(&pointer[3][..2], 16),
                number(&pointer[3][2..], 16),
            )
        })
        .collect();
    (fields[0].to_owned(), Synset { words, pointers })
}

fn fail(problem: &str) -> ! {
    eprintln!("thesaurus: {problem}");
    exit(3)
}

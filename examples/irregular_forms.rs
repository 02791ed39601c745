//! Makes `src/language/irregular_forms.tsv` from the exception lists of WordNet (Princeton University),
//! in the format of morphy(7WN).
//!
//! usage: irregular_forms FOLDER > src/language/irregular_forms.tsv
//!
//! FOLDER holds `verb.exc`, `noun.exc`, and `index.noun` and so on. A form that is a noun, verb or adverb
//! of its own too is written without a base ("left", "found"); one that the stemmer brings to its base
//! itself is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::exit;

use frostem::{Algorithm, Stemmer};
use verbatim::language::stop_words::is_stop_word;

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: irregular_forms FOLDER > src/language/irregular_forms.tsv");
        exit(2);
    };
    let read = |name: &str| {
        let path = Path::new(&folder).join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| {
            eprintln!("irregular_forms: {}: {error}", path.display());
            exit(3)
        })
    };
    let mut words: BTreeSet<String> = BTreeSet::new();
    for part in ["noun", "verb", "adv"] {
        let index = read(&format!("index.{part}"));
        words.extend(index.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned));
    }
    let stem = |word: &str| Stemmer::new(Algorithm::English).stem(word).into_owned();
    let is_usable = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for name in ["verb.exc", "noun.exc"] {
        for line in read(name).lines() {
            let mut both = line.split(' ');
            let (Some(form), Some(base)) = (both.next(), both.next()) else { continue };
            if !is_usable(form)
                || !is_usable(base)
                || is_stop_word(form)
                || stem(form) == stem(base)
            {
                continue;
            }
            let base = if words.contains(form) { "" } else { base };
            forms.entry(form.to_owned()).or_insert_with(|| base.to_owned());
        }
    }
    for (form, base) in forms {
        println!("{form}\t{base}");
    }
}

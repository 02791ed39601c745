//! The list of documents, page by page, and what is found of them while somebody types; without Discord.

use std::time::Instant;

use fastrand::Rng;
use verbatim::corpus::{Scope, Shelf};
use verbatim::language::terms;
use verbatim::library::{Folders, Library};
use verbatim::lookup::{CatalogueOrder, catalogue};

use crate::library::Words;
use crate::{Silent, print_times};

/// Openings of documents that are typed, letter by letter.
const N_TYPED: usize = 60;
/// So many of the slowest are told.
const N_SLOWEST: usize = 10;
/// So many documents are offered.
const N_OFFERED: usize = 25;

/// Prints how long pages and completions take.
pub fn titles(folders: &Folders, words: &Words, n_documents: usize) {
    let (library, _) = Library::open(folders, &mut Silent).expect("the documents can be read");
    let shelf = library.shelf();
    for (name, order) in [("title", CatalogueOrder::Title), ("date", CatalogueOrder::Date)] {
        let (first, n_pages) = page(order, 0, &shelf);
        let (next, _) = page(order, 1, &shelf);
        let (middle, _) = page(order, n_pages / 2, &shelf);
        let (last, _) = page(order, n_pages - 1, &shelf);
        println!(
            "pages      by {name}: first {first:.1} ms, second {next:.1} ms, middle {middle:.1} ms, last of {n_pages} {last:.1} ms"
        );
    }
    let (mut finding, mut naming) = (Vec::new(), Vec::new());
    let mut slowest: Vec<(f64, String)> = Vec::new();
    for as_typed in typed(words, n_documents) {
        let typed: Vec<String> =
            terms::words(&as_typed).map(|word| terms::fold(word.text)).collect();
        let since = Instant::now();
        let found = shelf.completed(&typed, N_OFFERED, &Scope::All).expect("the index is whole");
        finding.push(since.elapsed().as_secs_f64() * 1e3);
        slowest.extend(finding.last().map(|took| (*took, as_typed)));
        let since = Instant::now();
        for listed in &found {
            std::hint::black_box(shelf.name(&listed.file).expect("the index is whole"));
        }
        naming.push(since.elapsed().as_secs_f64() * 1e3);
    }
    print_times("finding", "ms", &mut finding);
    slowest.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (took, typed) in slowest.iter().take(N_SLOWEST) {
        println!("finding    {took:.1} ms: {typed:?}");
    }
    print_times("naming", "ms", &mut naming);
}

/// What is typed, letter by letter: openings of documents, of each third from some word behind on.
pub fn typed(words: &Words, n_documents: usize) -> Vec<String> {
    let mut random = Rng::with_seed(11);
    let opening = |number: usize| -> Vec<String> {
        let passages = words.document(random.usize(0..n_documents));
        let opening: Vec<&str> = passages[0].split_whitespace().take(6).collect();
        let from = if number.is_multiple_of(3) { random.usize(0..4) } else { 0 };
        let typed: Vec<char> = opening[from..].join(" ").chars().take(14).collect();
        (0..=typed.len()).map(|end| typed[..end].iter().collect()).collect()
    };
    (0..N_TYPED).flat_map(opening).collect()
}

/// Milliseconds for a page, and how many there are.
fn page(order: CatalogueOrder, page: usize, shelf: &Shelf) -> (f64, usize) {
    let since = Instant::now();
    let page = catalogue(order, page, &Scope::All, shelf).expect("the index is whole");
    (since.elapsed().as_secs_f64() * 1e3, page.n_pages)
}

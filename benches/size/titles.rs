//! The list of documents, page by page, without Discord.

use std::time::Instant;

use verbatim::corpus::{Scope, Shelf};
use verbatim::library::{Folders, Library};
use verbatim::lookup::{CatalogueOrder, catalogue};

use crate::Silent;

/// Prints how long pages take.
pub fn titles(folders: &Folders) {
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
}

/// Milliseconds for a page, and how many there are.
fn page(order: CatalogueOrder, page: usize, shelf: &Shelf) -> (f64, usize) {
    let since = Instant::now();
    let page = catalogue(order, page, &Scope::All, shelf).expect("the index is whole");
    (since.elapsed().as_secs_f64() * 1e3, page.n_pages)
}

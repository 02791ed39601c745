//! Every figure that the pages name is one that the program serves.

use std::sync::LazyLock;

use regex::Regex;

use super::code::{Source, source, sources};
use super::pages::{Page, book_and_front_door};

static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:verbatim|process)_[a-z_]+$").expect("a pattern"));

/// The figures of a page that no text of the sources names.
fn faults(page: &Page, sources: &[Source]) -> Vec<String> {
    let is_known =
        |name: &str| sources.iter().flat_map(|it| &it.literals).any(|text| names(text, name));
    page.spans().into_iter().filter(|span| NAME.is_match(span) && !is_known(span)).collect()
}

/// Whether a figure that is registered under this name is served under that: what counts gets an ending.
fn names(registered: &str, served: &str) -> bool {
    served == registered || served.strip_suffix("_total") == Some(registered)
}

#[test]
fn every_figure_of_the_pages_is_served() {
    let (pages, sources) = (book_and_front_door(), sources());
    let n_named = pages.iter().flat_map(Page::spans).filter(|span| NAME.is_match(span)).count();
    assert!(n_named > 1, "only {n_named} figures are named");
    for page in pages {
        assert_eq!(faults(&page, &sources), [""; 0], "{}", page.path);
    }
}

#[test]
fn a_figure_that_is_not_served_is_found() {
    let sources = [source("health/metrics.rs", "fn a() { gauge(\"verbatim_units\") }")];
    let page = Page::example("`verbatim_units` and `verbatim_unit` and `verbatim units`");
    assert_eq!(faults(&page, &sources), ["verbatim_unit"]);
}

//! The list of contents has every page once, and `book.toml` builds a book of them.

use super::pages::{Page, book};

/// A line of the list: a title in brackets, a page in parentheses.
fn entry(line: &str) -> Option<&str> {
    let link = line.trim_start().trim_start_matches("- ");
    let (title, page) = link.strip_prefix('[')?.split_once("](")?;
    page.strip_suffix(')').filter(|_| !title.is_empty())
}

/// What is wrong with the list, by the paths of the pages below `docs/`.
fn faults(summary: &str, pages: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut listed = Vec::new();
    for line in summary.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("# ")) {
        match entry(line) {
            Some(page) if listed.contains(&page) => faults.push(format!("{page}: twice")),
            Some(page) => listed.push(page),
            None => faults.push(format!("\"{line}\": expected a heading or a link to a page")),
        }
    }
    let missing = pages.iter().filter(|page| !listed.contains(page));
    faults.extend(missing.map(|page| format!("{page}: not listed")));
    let unknown = listed.iter().filter(|page| !pages.contains(page));
    faults.extend(unknown.map(|page| format!("{page}: there is no such page")));
    faults
}

/// What is wrong with `book.toml`.
fn settings_faults(text: &str) -> Vec<String> {
    let Ok(settings) = text.parse::<toml::Table>() else { return vec!["no TOML".to_owned()] };
    let at = |table: &str, key: &str| settings.get(table)?.get(key)?.as_str().map(str::to_owned);
    let mut faults = Vec::new();
    if at("book", "title").is_none_or(|title| title.is_empty()) {
        faults.push("book.title is missing".to_owned());
    }
    if at("book", "src").as_deref() != Some(".") {
        faults.push("book.src: expected the folder of book.toml".to_owned());
    }
    // What is built must not lie among the pages, where it would be taken for one.
    if at("build", "build-dir").is_none_or(|folder| !folder.starts_with("../target/")) {
        faults.push("build.build-dir: expected a folder below target/".to_owned());
    }
    faults
}

#[test]
fn every_page_is_in_the_list_of_contents_and_the_book_can_be_built() {
    let summary = Page::read("docs/SUMMARY.md");
    let pages = book();
    let paths: Vec<&str> =
        pages.iter().filter_map(|page| page.path.strip_prefix("docs/")).collect();
    assert_eq!(faults(&summary.text, &paths), [""; 0]);
    assert_eq!(settings_faults(&Page::read("docs/book.toml").text), [""; 0]);
}

#[test]
fn a_page_that_is_missing_unknown_or_listed_twice_is_found() {
    let pages = ["a.md", "b/c.md"];
    let right = "# Contents\n\n[A](a.md)\n\n# B\n\n- [C](b/c.md)\n";
    assert_eq!(faults(right, &pages), [""; 0]);
    for (wrong, expected) in [
        (right.replace("- [C](b/c.md)\n", ""), "b/c.md: not listed"),
        (format!("{right}- [D](d.md)\n"), "d.md: there is no such page"),
        (format!("{right}- [A](a.md)\n"), "a.md: twice"),
        (format!("{right}- A\n"), "\"- A\": expected a heading or a link to a page"),
    ] {
        assert_eq!(faults(&wrong, &pages), [expected]);
    }
    let settings = "[book]\ntitle = \"x\"\nsrc = \".\"\n[build]\nbuild-dir = \"../target/book\"\n";
    assert_eq!(settings_faults(settings), [""; 0]);
    for wrong in ["title = \"x\"\n", "src = \".\"\n", "../target"] {
        assert_eq!(settings_faults(&settings.replace(wrong, "")).len(), 1, "{wrong}");
    }
    assert_eq!(settings_faults("[book").len(), 1);
}

//! The pages for people: every link and every picture that names a file of the project leads to one.

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use walkdir::WalkDir;

/// The largest picture, in bytes: a page with several must come quickly.
const LARGEST_PICTURE: usize = 200 * 1024;

fn pages() -> Vec<PathBuf> {
    let top = fs::read_dir(".")
        .expect("the project's folder")
        .map(|entry| entry.expect("an entry").path());
    let docs = WalkDir::new("docs").into_iter().map(|entry| entry.expect("an entry").into_path());
    top.chain(docs).filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

/// What a page links to and shows, without addresses of the web and without fragments.
fn targets(page: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(page).expect("a page can be read");
    let links = Regex::new(r#"\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)""#).expect("a pattern");
    let folder = page.parent().expect("a page lies in a folder");
    let target = |found: regex::Captures<'_>| {
        found.get(1).or(found.get(2)).map(|link| link.as_str().to_owned())
    };
    let of_project = |link: &String| !link.contains("://") && !link.starts_with(['#', '<']);
    links
        .captures_iter(&text)
        .filter_map(target)
        .filter(of_project)
        .map(|link| folder.join(link.split('#').next().unwrap_or_default()))
        .collect()
}

#[test]
fn every_link_of_a_page_leads_to_a_file_that_exists() {
    let mut n_links = 0;
    for page in pages() {
        for target in targets(&page) {
            // The changelog names a page of the code host.
            if target.ends_with("commits/HEAD") {
                continue;
            }
            n_links += 1;
            assert!(target.exists(), "{}: {} does not exist", page.display(), target.display());
        }
    }
    assert!(n_links > 20, "only {n_links} links were found");
}

#[test]
fn readme_shows_an_answer_in_both_themes_and_the_terminal_in_small_files() {
    let pictures: Vec<PathBuf> = targets(Path::new("README.md"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "png" || ending == "svg"))
        .collect();
    for name in ["answer-light.png", "answer-dark.png", "terminal.svg"] {
        assert!(pictures.iter().any(|path| path.ends_with(name)), "README does not show {name}");
    }
    for picture in pictures {
        let bytes = fs::read(&picture).expect("the picture can be read");
        assert!(bytes.len() <= LARGEST_PICTURE, "{} is too large", picture.display());
        let is_picture = bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"<svg ");
        assert!(is_picture, "{} is no picture", picture.display());
    }
}

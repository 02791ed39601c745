//! Every link of the pages leads to a file and a heading that exist, and every path of the project that
//! they name is there.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag};
use regex::Regex;

use super::pages::{Page, book};
use crate::world;

/// What begins with one of these is a path of the project.
const FOLDERS: [&str; 11] = [
    ".ci/",
    ".github/",
    "benches/",
    "docs/",
    "examples/",
    "fuzz/",
    "models/",
    "packaging/",
    "prompts/",
    "src/",
    "tests/",
];
/// In bytes: a page with several must come quickly.
const LARGEST_PICTURE: usize = 200 * 1024;
static IN_TAGS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?:src|srcset|href)="([^"]+)""#).expect("a pattern"));

/// What a page links to and shows, addresses of the web aside.
fn targets(page: &Page) -> Vec<String> {
    let mut targets = Vec::new();
    for event in page.events() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                targets.push(dest_url.to_string());
            }
            Event::Html(tag) | Event::InlineHtml(tag) => {
                targets.extend(IN_TAGS.captures_iter(&tag).map(|found| found[1].to_owned()));
            }
            _ => {}
        }
    }
    targets.retain(|target| !target.contains("://") && !target.starts_with("mailto:"));
    targets
}

/// The names by which the headings of a page are linked: small letters, white space as hyphens, signs
/// left out; the second of a name has a number (as code hosts and mdbook make them).
fn anchors(page: &Page) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let anchor = |heading: super::pages::Heading| {
        let kept = |sign: char| match sign {
            ' ' => Some('-'),
            sign if sign.is_alphanumeric() || matches!(sign, '-' | '_') => Some(sign),
            _ => None,
        };
        let name: String = heading.text.to_lowercase().chars().filter_map(kept).collect();
        let before = seen.entry(name.clone()).or_default();
        *before += 1;
        if *before == 1 { name } else { format!("{name}-{}", *before - 1) }
    };
    page.headings().into_iter().map(anchor).collect()
}

/// Whether a link of a page leads to a file, and to a heading where it names one.
fn leads_somewhere(page: &Page, target: &str, root: &Path) -> bool {
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    if file.is_empty() {
        return anchors(page).iter().any(|one| one == anchor);
    }
    let folder = Path::new(&page.path).parent().expect("a page lies in a folder");
    let path = root.join(folder).join(file);
    if anchor.is_empty() {
        return path.exists();
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    anchors(&Page { path: target.to_owned(), text }).iter().any(|one| one == anchor)
}

/// Whether what a page shows is no picture, or a large one.
fn is_bad_picture(page: &Page, target: &str, root: &Path) -> bool {
    let folder = Path::new(&page.path).parent().expect("a page lies in a folder");
    let is_picture = target.ends_with(".png") || target.ends_with(".svg");
    is_picture
        && fs::read(root.join(folder).join(target)).is_ok_and(|bytes| {
            let begins_as_one = bytes.starts_with(b"\x89PNG\r\n") || bytes.starts_with(b"<svg ");
            !begins_as_one || bytes.len() > LARGEST_PICTURE
        })
}

/// Whether a part of a path stands for whatever somebody writes there, such as `TAG`.
fn stands_for_a_name(part: &str) -> bool {
    part != "README" && part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Links that lead nowhere, pictures that are none, and paths that are not there, below this folder.
fn faults(page: &Page, root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    for target in targets(page) {
        if !leads_somewhere(page, &target, root) {
            faults.push(format!("{}: {target} leads nowhere", page.path));
        }
        if is_bad_picture(page, &target, root) {
            faults.push(format!("{}: {target}: expected a small picture", page.path));
        }
    }
    let is_path = |span: &&String| {
        FOLDERS.iter().any(|folder| span.starts_with(folder))
            && !span.contains(['*', ' ', '…'])
            && !span.split(['/', '.']).any(stands_for_a_name)
    };
    let spans = page.spans();
    let missing = spans.iter().filter(is_path).filter(|span| !root.join(span).exists());
    faults.extend(missing.map(|span| format!("{}: {span} is not there", page.path)));
    faults
}

#[test]
fn every_link_and_every_path_of_the_pages_is_there() {
    let mut pages = book();
    let top = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "docs/SUMMARY.md"];
    pages.extend(top.map(Page::read));
    let n_links: usize = pages.iter().map(|page| targets(page).len()).sum();
    assert!(n_links > 100, "only {n_links} links were found");
    let faults: Vec<String> = pages.iter().flat_map(|page| faults(page, world::root())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn readme_shows_an_answer_in_both_themes_and_the_terminal() {
    let shown = targets(&Page::read("README.md"));
    for name in ["answer-light.png", "answer-dark.png", "terminal.svg"] {
        assert!(shown.iter().any(|target| target.ends_with(name)), "README does not show {name}");
    }
}

#[test]
fn a_link_or_a_path_that_is_not_there_is_found() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let large = format!("<svg >{}", " ".repeat(LARGEST_PICTURE));
    for (name, text) in [
        ("docs/a.md", "# A b\n\n## `c`: d!\n\n## A b\n"),
        ("docs/small.svg", "<svg />"),
        ("docs/large.svg", &large),
        ("docs/none.png", "words"),
        ("src/main.rs", ""),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    let faults = |text: &str| faults(&Page::example(text), folder.path()).len();
    let right = "# E\n[a](a.md) [c](a.md#c-d) [b](a.md#a-b-1) [e](#e) [m](../src/main.rs) [w](https://x.org/y.md) ![s](small.svg) `src/main.rs` `srcs/x` `src/NAME.rs`";
    assert_eq!(faults(right), 0);
    for wrong in [
        "[a](b.md)",
        "[a](a.md#b)",
        "[a](a.md#a-b-2)",
        "[a](#b)",
        "![a](a.png)",
        "<img src=\"a.png\">",
        "![l](large.svg)",
        "![n](none.png)",
        "`src/other.rs`",
    ] {
        assert_eq!(faults(wrong), 1, "{wrong}");
    }
}

//! Whether an element that cleaning has dropped is a page's matter: by its sentences, by how much
//! of it is links, by what its class says it is.

use dom_query::{NodeRef, Selection};

use crate::language::sentence_end::ends_sentence;

/// Elements that begin a line; others are dropped with good reason, or cannot be put back by
/// themselves.
const BLOCKS: [&str; 16] = [
    "p",
    "div",
    "section",
    "article",
    "aside",
    "ul",
    "ol",
    "dl",
    "table",
    "blockquote",
    "pre",
    "details",
    "figure",
    "header",
    "li",
    "center",
];
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
/// Lists of links have a larger share of their letters in links.
const MAX_LINK_SHARE: f64 = 0.6;
/// A sentence has at least so many words, and so many letters outside links.
const MIN_WORDS: usize = 3;
const MIN_LETTERS: usize = 15;
/// Parts of words of a class or identifier that say what is no matter, as cleaning knows them
/// (Readability, `unlikelyCandidates` and `negative`), but for those that sites use for note boxes.
const NO_MATTER: [&str; 36] = [
    "-ad-",
    "advert",
    "banner",
    "breadcr",
    "combx",
    "comment",
    "cookie",
    "consent",
    "disqus",
    "footer",
    "gdpr",
    "masthead",
    "menu",
    "navbar",
    "newslett",
    "outbrain",
    "pager",
    "paginat",
    "popup",
    "promo",
    "recommend",
    "related",
    "replies",
    "rss",
    "share",
    "shoutbox",
    "shopping",
    "sidebar",
    "skyscrap",
    "social",
    "sponsor",
    "subscri",
    "byline",
    "author-",
    "toolbar",
    "paywall",
];

/// Whether it is; `title`, in small letters, is the page's.
pub fn is_matter(node: &NodeRef<'_>, title: &str) -> bool {
    let Some(name) = node.node_name() else { return false };
    if is_named_as_none(node) {
        return false;
    }
    let within = Selection::from(*node);
    if HEADINGS.contains(&&*name) {
        let words = node.text().trim().to_lowercase();
        return words.contains(char::is_alphabetic)
            && !title.contains(&words)
            && (title.is_empty() || !words.contains(title))
            && !within.select_single("a").exists();
    }
    if &*name == "pre" || &*name == "table" && node.has_attr("data-verbatim-table") {
        return true;
    }
    let has_fields = "input, textarea, select, button, iframe, object, form";
    if !BLOCKS.contains(&&*name) || within.select_single(has_fields).exists() {
        return false;
    }
    let in_links: usize =
        within.select("a").nodes().iter().map(|link| link.normalized_char_count()).sum();
    in_links as f64 <= MAX_LINK_SHARE * node.normalized_char_count() as f64 && has_sentence(node)
}

fn is_named_as_none(node: &NodeRef<'_>) -> bool {
    let names =
        format!(" {} {} ", node.attr_or("class", ""), node.attr_or("id", "")).to_lowercase();
    NO_MATTER.iter().any(|part| names.contains(part))
}

/// Whether one of its lines is a sentence, not all in links.
fn has_sentence(node: &NodeRef<'_>) -> bool {
    let mut line = Line::default();
    // Each node with whether it is left again, and whether it stands in a link.
    let mut rest = vec![(*node, false, false)];
    while let Some((at, is_left, in_link)) = rest.pop() {
        if at.is_text() {
            line.push(&at.text(), in_link);
            continue;
        }
        let begins_line = at.node_name().is_some_and(|name| {
            BLOCKS.contains(&&*name)
                || HEADINGS.contains(&&*name)
                || matches!(&*name, "br" | "dt" | "dd" | "td" | "th" | "tr" | "summary" | "main")
        });
        if begins_line && line.take_is_sentence() {
            return true;
        }
        if !is_left {
            rest.push((at, true, in_link));
            let in_link = in_link || at.has_name("a");
            rest.extend(at.children_it(true).map(|child| (child, false, in_link)));
        }
    }
    line.take_is_sentence()
}

/// The text of a line under way.
#[derive(Default)]
struct Line {
    words: String,
    letters_outside: usize,
}

impl Line {
    fn push(&mut self, text: &str, in_link: bool) {
        self.words.push_str(text);
        if !in_link {
            self.letters_outside += text.chars().filter(|c| c.is_alphabetic()).count();
        }
    }

    /// Whether the line was a sentence; begins the next.
    fn take_is_sentence(&mut self) -> bool {
        let words = std::mem::take(&mut self.words);
        let letters = std::mem::take(&mut self.letters_outside);
        letters >= MIN_LETTERS
            && ends_sentence(words.trim())
            && words
                .split_whitespace()
                .filter(|word| word.contains(char::is_alphabetic))
                .nth(MIN_WORDS - 1)
                .is_some()
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn matters(html: &str) -> bool {
        let page = Document::from(html);
        let body = page.body().expect("a body");
        is_matter(&body.first_element_child().expect("an element"), "the park")
    }

    #[test]
    fn sentences_are_matter_and_lists_of_links_are_not() {
        assert!(matters("<div role=note><p>The gate is shut at night.</p></div>"));
        assert!(matters(
            "<ul><li><a href=a>Swans</a>: they are fed in winter by the warden.</li></ul>"
        ));
        assert!(!matters(
            "<ul><li><a href=a>The bridge is closed for the winter months.</a> More.</li></ul>"
        ));
        assert!(!matters("<div>Opening hours and prices</div>"));
        assert!(!matters("<div class='masthead'>The gate is shut at night.</div>"));
        assert!(!matters("<div>Write to us about the park.<button>Send</button></div>"));
        assert!(matters("<h2>The pond</h2>") && !matters("<h1>The park</h1>"));
    }
}

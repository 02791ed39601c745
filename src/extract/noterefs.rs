//! References to notes (noterefs) in web pages and chapters of e-books: a superscript link, or one
//! with the role of a noteref, to an element of the same page. They become footnotes of Markdown.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use regex::Regex;

use super::signs::NOTE;
use crate::language::note_marks::superscript;

/// Links to notes.
const MARKS: &str = r##"a[epub\:type~="noteref"], a[role="doc-noteref"], a.footnote-ref, sup a[href^="#"], a[href^="#"]:has(> sup)"##;
/// Links from a note to places of its page; those back to its mark are a sign or a letter.
const LINKS: &str = r##"a[href^="#"]"##;
/// A longer element is a part of the page and no note, in characters.
const LONGEST: usize = 3000;
/// What is no text of a note.
const SILENT: &[&str] = &["script", "style", "svg"];

static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("\u{fdd0}([^\u{fdd1}]*)\u{fdd1}").expect("a valid pattern"));

/// The notes of a page, taken out of it.
pub struct Notes {
    /// As Markdown, in order; empty without notes.
    markdown: String,
    /// Their labels.
    known: HashSet<String>,
}

impl Notes {
    /// Takes the notes out of a page and leaves signs in the place of their marks. Their labels
    /// begin with `prefix`.
    pub fn take(page: &Document, prefix: &str) -> Notes {
        raise_digits(page);
        let mut markdown = String::new();
        let mut known: HashSet<String> = HashSet::new();
        for (label, note) in replace_marks(page, prefix) {
            let words = words_of(&note);
            if !words.is_empty() {
                markdown.push_str(&format!("[^{label}]: {words}\n\n"));
                known.insert(label);
            }
            note.remove_from_parent();
        }
        Notes { markdown, known }
    }

    /// The page's Markdown with marks in the place of the signs, and the notes at its end.
    pub fn put_into(&self, markdown: &str) -> String {
        let words = SIGNED.replace_all(markdown, |found: &regex::Captures<'_>| {
            if self.known.contains(&found[1]) { format!("[^{}]", &found[1]) } else { String::new() }
        });
        format!("{}\n\n{}", words.trim(), self.markdown)
    }
}

/// Replaces the marks of notes by signs around their labels. Returns each label with its note.
fn replace_marks<'p>(page: &'p Document, prefix: &str) -> Vec<(String, NodeRef<'p>)> {
    let mut ids: HashMap<String, NodeRef<'_>> = HashMap::new();
    for node in page.select("[id]").nodes() {
        if let Some(id) = node.attr("id") {
            ids.entry(id.to_string()).or_insert(*node);
        }
    }
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut labels: HashSet<String> = HashSet::new();
    let mut found = Vec::new();
    for mark in page.select(MARKS).nodes() {
        let Some(id) = mark
            .attr("href")
            .and_then(|href| href.rsplit_once('#').map(|(_, id)| id.to_owned()))
            .filter(|id| !id.is_empty())
        else {
            continue;
        };
        let number = numbers.len() + 1;
        let label = format!("{prefix}{}", numbers.entry(id.clone()).or_insert(number));
        if !labels.contains(&label) {
            let Some(note) = ids.get(&id).filter(|target| is_note(target, mark)) else {
                // The note is not here: the mark stays, raised where it is a number.
                if let Some(digits) = raised(&mark.text()) {
                    mark.replace_with_html(digits);
                }
                continue;
            };
            labels.insert(label.clone());
            found.push((label.clone(), *note));
        }
        mark.replace_with_html(format!("{}{label}{}", NOTE[0], NOTE[1]));
    }
    found
}

/// Whether the target of a link is a note. A link to a heading or to a part of the page leads
/// elsewhere, and so does one into the text that it stands in.
fn is_note(target: &NodeRef<'_>, mark: &NodeRef<'_>) -> bool {
    let has_its_name = target
        .node_name()
        .is_some_and(|name| matches!(&*name, "li" | "p" | "div" | "aside" | "dd" | "section"));
    let is_part = || dom_query::Selection::from(*target).select("h1, h2, h3, h4, h5, h6").exists();
    has_its_name
        && !is_part()
        && target.text().chars().count() <= LONGEST
        && !mark.ancestors(None).iter().any(|above| above.id == target.id)
}

/// The words of a note as Markdown, without links back to its mark.
fn words_of(note: &NodeRef<'_>) -> String {
    let links = dom_query::Selection::from(*note).select(LINKS);
    for link in links
        .nodes()
        .iter()
        .filter(|link| link.text().trim().chars().filter(|c| c.is_alphabetic()).count() <= 1)
    {
        link.remove_from_parent();
    }
    let words = note.md(Some(SILENT)).split_whitespace().collect::<Vec<_>>().join(" ");
    // What a list or quotation begins with is no part of its words.
    words.trim_start_matches("- ").trim_start_matches("> ").to_owned()
}

/// Raised digits that are no link are written as such: Markdown has no other way to tell 10² from
/// 102.
fn raise_digits(page: &Document) {
    for sup in page.select("sup").nodes() {
        if let (None, Some(digits)) = (sup.first_element_child(), raised(&sup.text())) {
            sup.replace_with_html(digits);
        }
    }
}

/// Digits as superscripts, brackets around them left out; `None` for anything else.
fn raised(text: &str) -> Option<String> {
    let digits = text.trim().trim_matches(['[', ']']);
    let raised =
        digits.chars().map(|c| c.to_digit(10).map(superscript)).collect::<Option<String>>()?;
    (!raised.is_empty()).then_some(raised)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> String {
        let page = Document::from(page);
        let notes = Notes::take(&page, "3-");
        notes.put_into(&page.md(None))
    }

    #[test]
    fn notes_stay_with_their_marks() {
        let book = "<p>It burned.<a epub:type=\"noteref\" href=\"#n_1\">1</a> Twice.<a epub:type=\"noteref\" href=\"#n2\">2</a></p>\
                    <aside epub:type=\"footnote\" id=\"n_1\"><p>In 1902. <a href=\"#r1\">↩</a></p></aside>";
        assert_eq!(read(book), "It burned.[^3-1] Twice.²\n\n[^3-1]: In 1902.\n\n");
        let page = "<p>It burned.<sup><a href=\"#c1\">[1]</a></sup> And more.<sup><a href=\"#c1\">[1]</a></sup></p><ol><li id=\"c1\"><a href=\"#r1\">^</a> In 1902.</li></ol>";
        assert_eq!(read(page), "It burned.[^3-1] And more.[^3-1]\n\n[^3-1]: In 1902.\n\n");
    }

    #[test]
    fn raised_digits_stay_raised() {
        assert_eq!(
            read("<p>It holds 10<sup>6</sup> litres in 40 m<sup>2</sup>.<sup><i>a</i></sup></p>")
                .trim(),
            "It holds 10⁶ litres in 40 m².*a*"
        );
    }

    #[test]
    fn links_to_elsewhere_are_no_marks() {
        let page = "<p id=\"p\">See <a href=\"#h\">above</a>, <sup><a href=\"#h\">there</a></sup> and <sup><a href=\"#p\">here</a></sup>.</p><h2 id=\"h\">There</h2>";
        assert!(!read(page).contains("[^"));
        // What a link shows stays as it is.
        assert!(
            read("<p>It is <sup><a href=\"#none\">a &lt;b&gt; c</a></sup>.</p>")
                .replace('\\', "")
                .contains("a <b> c")
        );
    }
}

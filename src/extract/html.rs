//! A web page: its main content as Markdown, without menus and other boilerplate, with the page's
//! metadata in a block at its head. What cannot be read in bounded time and memory is
//! refused.

mod inline;
mod code;
mod formulas;
mod terms;
mod grid;
mod layout;
mod tables;
mod names;
mod dropped;
mod matter;
mod written;

use std::sync::LazyLock;

use dom_query::Document;
use dom_smoothie::{Article, Config, Readability};
use regex::Regex;

use super::metadata::{date_prefix, yaml_head};
use super::noterefs::Notes;
use super::{html_tree, signs};
use crate::document::Refusal;
use matter::Original;

pub(super) use written::Written;

/// A larger page is refused, in bytes.
const MAX_BYTES: usize = 16 << 20;
/// A page of more elements is refused.
const MAX_ELEMENTS: usize = 200_000;
/// An element of more attributes is refused: each is compared with all before it.
pub(super) const MAX_ATTRIBUTES: usize = 1000;

/// Whether a text is a web page, whatever its file is called.
pub fn is_page(text: &str) -> bool {
    let head: String = text
        .trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace())
        .chars()
        .take(64)
        .collect::<String>()
        .to_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The page's main content as Markdown.
///
/// # Errors
/// When the page is over a limit, or no main content was found.
pub fn main_content(page: &str) -> Result<String, Refusal> {
    if page.len() > MAX_BYTES {
        return Err(Refusal::PageTooLong { bytes: page.len(), most: MAX_BYTES });
    }
    let n_attributes = most_attributes(page);
    if n_attributes > MAX_ATTRIBUTES {
        return Err(Refusal::TooManyAttributes { attributes: n_attributes, most: MAX_ATTRIBUTES });
    }
    let page = html_tree::parse(&signs::without(page))?;
    let notes = Notes::take(&page, "");
    let written = Written::prepare(&page);
    keep_main(&page);
    names::remember(&page);
    let original = Original::of(&page);
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let unfound = |error: dom_smoothie::ReadabilityError| Refusal::MainContent(error.to_string());
    let mut readability = Readability::with_document(page, None, Some(config)).map_err(unfound)?;
    let article = readability.parse().map_err(unfound)?;
    let kept = readability.doc.select_single(&format!("#{CONTENT}"));
    let Some(kept) = kept.nodes().first() else { return Err(Refusal::NoMainContent) };
    original.restore_into(kept, &article.title);
    names::give_back(kept);
    match written.markdown(kept, None).trim() {
        "" => Err(Refusal::NoMainContent),
        text => Ok(format!("{}{}", head(&article), notes.put_into(text))),
    }
}

/// The identifier that the library gives to the main content.
const CONTENT: &str = "readability-page-1";

/// Where the page itself says what its main content is (HTML Living Standard, "The main element"),
/// the rest goes.
fn keep_main(page: &Document) {
    /// A main element with fewer characters of text is that of a page whose content is put in by
    /// scripts, or a mistake.
    const LEAST: usize = 500;
    let main = page.select(r#"main, [role="main"]"#);
    if let [main] = main.nodes()
        && main.text().chars().count() >= LEAST
    {
        page.select("body").set_html(main.html());
    }
}

/// What the page says of itself.
fn head(article: &Article) -> String {
    yaml_head([
        ("title", vec![&*article.title]),
        ("author", article.byline.as_deref().into_iter().collect()),
        ("publisher", article.site_name.as_deref().into_iter().collect()),
        ("date", article.published_time.as_deref().and_then(date_prefix).into_iter().collect()),
        ("lang", article.lang.as_deref().into_iter().collect()),
        ("url", article.url.as_deref().into_iter().collect()),
    ])
}

/// How many attributes the element with the most has, counted by the white space in its tag. An
/// upper bound.
pub(super) fn most_attributes(page: &str) -> usize {
    let page = &RAW.replace_all(page, "");
    let (mut most, mut n) = (0, 0);
    let (mut in_tag, mut quote, mut before) = (false, None, b' ');
    for &byte in page.as_bytes() {
        match (in_tag, quote) {
            (false, _) => in_tag = before == b'<' && (byte.is_ascii_alphabetic() || byte == b'/'),
            (true, Some(mark)) if byte == mark => quote = None,
            (true, Some(_)) => {}
            (true, None) => match byte {
                b'>' => (in_tag, n) = (false, 0),
                b'"' | b'\'' if before == b'=' => quote = Some(byte),
                b'/' => n += 1,
                _ if byte.is_ascii_whitespace() && !before.is_ascii_whitespace() => n += 1,
                _ => {}
            },
        }
        most = most.max(n);
        before = byte;
    }
    most
}

/// Nothing within these is an element, whatever it looks like.
static RAW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<!--(?:-?>|.*?--!?>)|<script\b.*?</script\s*>|<style\b.*?</style\s*>")
        .expect("a valid pattern")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_content_is_kept_and_the_boilerplate_is_not() {
        let sentence = "The lighthouse of Varna was built in 1863 by a company of masons, and the pilots have kept it since. ";
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><title>Lights of the \"coast\"</title><meta name=\"author\" content=\"A. Meyer\">\
             <meta property=\"article:published_time\" content=\"2024-06-24T10:00:00Z\"></head><body>\
             <nav><a href=\"/\">Home</a><a href=\"/shop\">Shop</a></nav><article><h1>Lights of the coast</h1><h2>Varna</h2>\
             <p>{}</p><p>{}</p><p>It burns <a href=\"/oil\">rape oil</a> &amp; <em>gas</em>.</p></article>\
             <footer>Copyright, all rights reserved. Subscribe to our newsletter!</footer></body></html>",
            sentence.repeat(3),
            sentence.repeat(3)
        );
        assert!(is_page(&page));
        let text = main_content(&page).expect("a page");
        assert!(
            text.starts_with("---\ntitle: \"Lights of the \\\"coast\\\"\"\n")
                && text.contains("author: \"A. Meyer\"")
                && text.contains("date: \"2024-06-24\""),
            "{text}"
        );
        assert!(
            text.contains(sentence.trim())
                && text.contains("Varna")
                && !text.contains("newsletter")
                && !text.contains("Shop"),
            "{text}"
        );
    }

    #[test]
    fn a_page_that_is_too_deep_or_empty_is_refused() {
        let deep = format!("<html>{}x{}</html>", "<div>".repeat(200_000), "</div>".repeat(200_000));
        assert!(main_content(&deep).is_err_and(|reason| reason.to_string().contains("deep")));
        assert!(main_content("<html><body></body></html>").is_err());
        assert!(
            main_content(&format!("<html><body {}>x</body></html>", "a=1 ".repeat(5000)))
                .is_err_and(|reason| reason.to_string().contains("attributes"))
        );
        assert_eq!(
            most_attributes(&format!(
                "<p id=a><script>if (a <b) {{ {} }}</script>",
                "go on ".repeat(1000)
            )),
            1
        );
        assert_eq!(most_attributes("<a href='x y z' b=\"1 2\" c>1 < 2 and 3</a><p>"), 3);
        let hidden = format!("<!--><p {}>-->", "a=1 ".repeat(5000));
        assert!(most_attributes(&hidden) > MAX_ATTRIBUTES, "the comment has ended");
    }
}

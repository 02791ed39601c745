//! E-books (EPUB 3.3 and 2) as Markdown: the chapters in the order of the spine, notes with their
//! marks. The library reads the package; chapters are web pages whose whole text is wanted.

use std::io::{self, Cursor, Write};
use std::sync::LazyLock;

use rbook::Epub;
use regex::Regex;

use super::extracted::{Extracted, MAX_TEXT};
use super::metadata::{date_prefix, yaml_head};
use super::noterefs::Notes;
use super::{encoding, html, html_tree, signs};
use crate::document::{FileDamage, Markup, Refusal, Warning};

/// A larger chapter, once unpacked, is refused, in bytes.
const MAX_CHAPTER: usize = 16 << 20;

/// Elements whose content is no text of a chapter.
const SILENT: &[&str] =
    &["head", "meta", "script", "style", "nav", "svg", "rt", "rp", "annotation", "annotation-xml"];

/// The book as Markdown. Chapters that cannot be read are left out, with a warning.
///
/// # Errors
/// When the package or all of its chapters cannot be read, or the text is too long.
pub fn text(bytes: Vec<u8>) -> Result<Extracted, Refusal> {
    let book = Epub::options()
        .strict(false)
        .skip_toc(true)
        .read(Cursor::new(bytes))
        .map_err(|error| FileDamage::Library(error.to_string()))?;
    let mut text = about(&book);
    let (mut n_chapters, mut missing) = (0, 0);
    for (number, place) in book.spine().iter().enumerate() {
        let chapter = match place.manifest_entry() {
            Some(chapter) if chapter.properties().has_property("nav") => continue,
            Some(chapter) => chapter,
            None => {
                n_chapters += 1;
                missing += 1;
                continue;
            }
        };
        n_chapters += 1;
        if text.len() > MAX_TEXT {
            return Err(Refusal::TextTooLongSoFar { most: MAX_TEXT });
        }
        let mut page = AtMost { bytes: Vec::new(), most: MAX_CHAPTER };
        let words = chapter
            .copy_bytes(&mut page)
            .map_err(|error| FileDamage::Library(error.to_string()).into())
            .and_then(|_| encoding::decode(page.bytes));
        match words.and_then(|page| markdown(&page, number)) {
            Ok(words) => text.push_str(&words),
            Err(_) => missing += 1,
        }
    }
    if missing == n_chapters {
        return Err(FileDamage::NoChapter.into());
    }
    let warning =
        (missing > 0).then_some(Warning::ChaptersLeftOut { missing, chapters: n_chapters });
    Ok(Extracted { text, is_own: false, markup: Markup::Page, warning })
}

/// The package's metadata as front matter.
fn about(book: &Epub) -> String {
    let known = book.metadata();
    let title = known.title();
    let date = known.published_entry();
    let creators: Vec<_> = known.creators().collect();
    let publisher = known.publishers().next();
    let language = known.language();
    yaml_head([
        ("title", title.iter().map(|title| title.value()).collect()),
        ("author", creators.iter().flat_map(|creator| creator.value().split(';')).collect()),
        ("publisher", publisher.iter().map(|publisher| publisher.value()).collect()),
        ("date", date.iter().filter_map(|date| date_prefix(date.value())).collect()),
        ("lang", language.iter().map(|language| language.value()).collect()),
    ])
}

/// Takes bytes up to a limit.
struct AtMost {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for AtMost {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other("too large when unpacked"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An element that XHTML closes in its own tag; HTML would take what follows for its content.
static SELF_CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<([A-Za-z][\w:.-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*/>"#)
        .expect("a valid pattern")
});
/// Elements without content, which HTML closes by itself (HTML Living Standard, "Void elements").
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// A chapter as Markdown. Labels of notes contain its number, since each chapter counts its own.
fn markdown(page: &str, number: usize) -> Result<String, Refusal> {
    let attributes = html::most_attributes(page);
    if attributes > html::MAX_ATTRIBUTES {
        return Err(Refusal::TooManyAttributes { attributes, most: html::MAX_ATTRIBUTES });
    }
    let page = SELF_CLOSED.replace_all(page, |found: &regex::Captures<'_>| {
        if VOID.contains(&found[1].to_lowercase().as_str()) {
            found[0].to_owned()
        } else {
            format!("<{0}{1}></{0}>", &found[1], &found[2])
        }
    });
    let page = html_tree::parse(&signs::without(&page))?;
    let notes = Notes::take(&page, &format!("{number}-"));
    let written = html::Written::prepare(&page);
    Ok(notes.put_into(&written.markdown(&page.root(), Some(SILENT))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_closed_in_its_own_tag_holds_nothing() {
        let page = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body><p>One <span id=\"x\"/> two.<br/>Three.</p></body></html>";
        let words = markdown(page, 0).expect("a chapter");
        assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), "One two. Three.");
    }
}

//! The pages, and what stands in them as Markdown.

use std::fs;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use walkdir::WalkDir;

use crate::world;

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its path below the project's folder, with `/`.
    pub path: String,
    pub text: String,
}

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub level: HeadingLevel,
    pub text: String,
    /// Whether all of it is code.
    pub is_code: bool,
}

/// A row of a table below its head: of each cell the text, and the pieces of code in it.
pub type Row = Vec<(String, Vec<String>)>;

impl Page {
    /// A page of the project.
    pub fn read(path: &str) -> Page {
        let text = fs::read_to_string(world::root().join(path)).expect("a page can be read");
        Page { path: path.to_owned(), text }
    }

    /// A page that there is not, to show what is wrong with it.
    pub fn example(text: &str) -> Page {
        Page { path: "docs/example.md".to_owned(), text: text.to_owned() }
    }

    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        Parser::new_ext(&self.text, Options::ENABLE_TABLES)
    }

    /// The blocks of code that are fenced as this language.
    pub fn fenced(&self, language: &str) -> Vec<String> {
        let (mut found, mut open) = (Vec::new(), None::<String>);
        for event in self.events() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) if &*name == language => {
                    open = Some(String::new());
                }
                Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
                Event::Text(text) => open.iter_mut().for_each(|open| open.push_str(&text)),
                _ => {}
            }
        }
        found
    }

    /// What stands as code within a line.
    pub fn spans(&self) -> Vec<String> {
        let code = |event| match event {
            Event::Code(code) => Some(code.to_string()),
            _ => None,
        };
        self.events().filter_map(code).collect()
    }

    /// The headings, in order.
    pub fn headings(&self) -> Vec<Heading> {
        let (mut found, mut open) = (Vec::new(), None::<Heading>);
        for event in self.events() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    open = Some(Heading { level, text: String::new(), is_code: true });
                }
                Event::End(TagEnd::Heading(_)) => found.extend(open.take()),
                Event::Code(text) => open.iter_mut().for_each(|open| open.text.push_str(&text)),
                Event::Text(text) => open.iter_mut().for_each(|open| {
                    open.text.push_str(&text);
                    open.is_code = false;
                }),
                _ => {}
            }
        }
        found
    }

    /// The rows of all tables, in order.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut in_body = false;
        for event in self.events() {
            match event {
                Event::End(TagEnd::TableHead) => in_body = true,
                Event::End(TagEnd::Table) => in_body = false,
                Event::Start(Tag::TableRow) => rows.push(Row::new()),
                Event::Start(Tag::TableCell) if in_body => {
                    rows.last_mut().expect("within a row").push(Default::default());
                }
                Event::Text(text) | Event::Code(text) if in_body => {
                    let (cell, _) = rows.last_mut().and_then(|row| row.last_mut()).expect("a cell");
                    cell.push_str(&text);
                }
                _ => {}
            }
        }
        self.add_code(&mut rows);
        rows
    }

    /// Adds to each cell what stands in it as code.
    fn add_code(&self, rows: &mut [Row]) {
        let (mut at, mut in_body) = ((0, 0), false);
        for event in self.events() {
            match event {
                Event::End(TagEnd::TableHead) => in_body = true,
                Event::End(TagEnd::Table) => in_body = false,
                Event::End(TagEnd::TableCell) if in_body => at.1 += 1,
                Event::End(TagEnd::TableRow) => at = (at.0 + 1, 0),
                Event::Code(code) if in_body => rows[at.0][at.1].1.push(code.to_string()),
                _ => {}
            }
        }
    }

    /// The part of the page below a heading with this text, up to the next of its level or above.
    pub fn section(&self, heading: &str) -> Option<Page> {
        let mut lines = self.text.lines().skip_while(|line| {
            !line.starts_with('#') || line.trim_start_matches('#').trim() != heading
        });
        let level = lines.next()?.bytes().take_while(|byte| *byte == b'#').count();
        let ends = |line: &&str| {
            let signs = line.bytes().take_while(|byte| *byte == b'#').count();
            (1..=level).contains(&signs) && line.as_bytes().get(signs) == Some(&b' ')
        };
        let text: Vec<&str> = lines.take_while(|line| !ends(line)).collect();
        Some(Page { path: self.path.clone(), text: text.join("\n") })
    }
}

/// The pages of the book, by their paths; the list of its contents is none.
pub fn book() -> Vec<Page> {
    let docs = world::root().join("docs");
    let mut pages: Vec<Page> = WalkDir::new(&docs)
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| Page::read(&below_root(&path)))
        .filter(|page| page.path != "docs/SUMMARY.md")
        .collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(pages.len() > 15, "only {} pages were found", pages.len());
    pages
}

/// The pages of the book, and README.
pub fn book_and_front_door() -> Vec<Page> {
    let mut pages = book();
    pages.push(Page::read("README.md"));
    pages
}

fn below_root(path: &Path) -> String {
    let below = path.strip_prefix(world::root()).expect("below the project's folder");
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[test]
fn a_page_is_read_by_its_parts() {
    let page = Page::example(
        "# A `b`\n\n```sh\nx\n```\n\n## `c d`\n\n| h | `i` |\n|---|---|\n| `j\\|k` l | m |\n\n### n\n\no\n\n## p\n",
    );
    assert_eq!(page.fenced("sh"), ["x\n"]);
    assert_eq!(page.spans(), ["b", "c d", "i", "j|k"]);
    let headings: Vec<(String, bool)> =
        page.headings().into_iter().map(|heading| (heading.text, heading.is_code)).collect();
    let expected = [("A b", false), ("c d", true), ("n", false), ("p", false)];
    assert_eq!(headings, expected.map(|(text, is_code)| (text.to_owned(), is_code)));
    let cell = ("j|k l".to_owned(), vec!["j|k".to_owned()]);
    assert_eq!(page.rows(), [vec![cell, ("m".to_owned(), Vec::new())]]);
    let section = page.section("`c d`").expect("there is one");
    assert!(section.text.contains("### n\n\no") && !section.text.contains("## p"));
    assert!(page.section("q").is_none());
}

//! A page from its tree to Markdown: what Markdown has no words for is rewritten before the page is
//! cleaned, and the signs that were put into it are taken out afterwards.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};
use regex::Regex;

use super::tables::Tables;
use super::{code, formulas, inline, terms};
use crate::extract::signs::{DEFINITION, TERM};

/// A definition that begins as an item of a list does, or a heading.
static DEFINITIONS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"[ ]*{DEFINITION}\s*(?:(\d{{1,9}})([.)])|([-+#>:]))?"))
        .expect("a valid pattern")
});

/// What was taken out of a page to be written down.
pub struct Written {
    tables: Tables,
}

impl Written {
    /// Rewrites a page, whose notes were taken out.
    pub fn prepare(page: &Document) -> Written {
        formulas::rewrite(page);
        code::rewrite(page);
        inline::rewrite(page);
        Written { tables: Tables::take(page) }
    }

    /// What is within a node of the page as Markdown. `silent`: elements whose content is no text;
    /// `None` for those of every page.
    pub fn markdown(&self, node: &NodeRef<'_>, silent: Option<&[&str]>) -> String {
        terms::rewrite(node);
        self.tables.lay_out(node);
        let text = self.tables.put_into(&node.md(silent));
        let define = |found: &regex::Captures<'_>| match (found.get(1), found.get(3)) {
            (Some(number), _) => format!("\n: {}\\{}", number.as_str(), &found[2]),
            (_, Some(mark)) => format!("\n: \\{}", mark.as_str()),
            _ => "\n: ".to_owned(),
        };
        DEFINITIONS.replace_all(&text, define).replace(TERM, "\n")
    }
}

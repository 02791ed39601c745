//! What cleaning a page renames: the element that it finds to be the main content becomes a
//! division, though it be a quotation, a list of terms or what a summary unfolds.

use dom_query::{Document, NodeRef, Selection};

/// Holds the name that an element had.
const NAME: &str = "data-verbatim-name";

/// Remembers the names of a page's elements.
pub fn remember(page: &Document) {
    for name in ["blockquote", "dl", "details"] {
        page.select(name).set_attr(NAME, name);
    }
}

/// Gives the elements within a node their names back.
pub fn give_back(node: &NodeRef<'_>) {
    for renamed in Selection::from(*node).select(&format!("[{NAME}]")).nodes() {
        if let Some(name) = renamed.attr(NAME).filter(|_| renamed.has_name("div")) {
            renamed.rename(&name);
        }
        renamed.remove_attr(NAME);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_one_again() {
        let page = Document::from("<blockquote><p>One.</p></blockquote><p>Two.</p>");
        remember(&page);
        page.select("blockquote").rename("div");
        give_back(&page.root());
        assert_eq!(&*page.md(None), "> One.\n\nTwo.");
    }
}

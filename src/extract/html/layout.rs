//! Tables that lay out a page, as its text: a row of words is a paragraph, a number or label before
//! a cell belongs to its first line.

use dom_query::{NodeRef, Selection};

/// What makes a cell more than a line.
const BLOCKS: &str = "p, div, ul, ol, dl, pre, blockquote, h1, h2, h3, h4, h5, h6, hr, details";
/// A longer cell is no label, in characters.
const LONGEST_LABEL: usize = 20;

/// Takes the tables within a node apart.
pub fn into_text(node: &NodeRef<'_>) {
    let within = Selection::from(*node);
    for row in within.select("tr").nodes().iter().rev() {
        set_row(row);
        row.rename("div");
    }
    for part in within.select("table, tbody, thead, tfoot, td, th, caption").nodes() {
        part.rename("div");
    }
}

fn set_row(row: &NodeRef<'_>) {
    let mut cells: Vec<NodeRef<'_>> = row.element_children();
    cells.retain(|cell| {
        let is_empty = !cell.text().contains(|c: char| !c.is_whitespace())
            && !Selection::from(*cell).select_single("img").exists();
        if is_empty {
            cell.remove_from_parent();
        }
        !is_empty
    });
    let is_line = |cell: &NodeRef<'_>| !Selection::from(*cell).select_single(BLOCKS).exists();
    let [first, rest @ ..] = cells.as_slice() else { return };
    if rest.is_empty() {
        return;
    }
    if cells.iter().all(is_line) {
        for cell in rest {
            first.append_child(&first.tree.new_text(" "));
            append_all(first, cell);
            cell.remove_from_parent();
        }
        first.rename("p");
    } else if is_line(first) && first.text().trim().chars().count() <= LONGEST_LABEL {
        let first_line =
            rest[0].first_element_child().filter(|line| line.has_name("p") || line.has_name("div"));
        if let Some(line) = first_line {
            line.prepend_child(&line.tree.new_text(" "));
            for child in first.children_it(true).collect::<Vec<_>>() {
                line.prepend_child(&child);
            }
            first.remove_from_parent();
        }
    }
}

fn append_all(to: &NodeRef<'_>, from: &NodeRef<'_>) {
    for child in from.children_it(false).collect::<Vec<_>>() {
        to.append_child(&child);
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn rows_are_paragraphs_and_labels_belong_to_the_first_line() {
        let page = Document::from(
            "<table><tr><td><b>Q.</b></td><td>Who lit it?</td></tr><tr><td>A.</td><td><p>Ada did.</p><p>By hand.</p></td></tr><tr><td>&nbsp;</td></tr></table>",
        );
        into_text(&page.root());
        assert_eq!(&*page.md(None), "**Q.** Who lit it?\n\nA. Ada did.\n\nBy hand.");
    }
}

//! Tables: those that hold data become tables of Markdown, whole; those that only lay out a page
//! become its text.

use dom_query::{Document, NodeRef, Selection};

use super::grid::{Cell, Grid};
use super::layout;
use crate::extract::signs::TABLE;

/// Marks a table that was written down, with its number.
const MARK: &str = "data-verbatim-table";
/// What is no text of a cell.
const SILENT: &[&str] = &["script", "style", "svg", "template"];
/// With a larger share of cells of several blocks a table lays out a page; without heads, with any.
const MAX_BLOCKS_SHARE: f64 = 0.25;
/// A cell with more text is a part of a page, in characters: where columns or rows have heads, and
/// where they have none.
const LONGEST_CELL: [usize; 2] = [1500, 400];
/// More rows times columns are no table that a person reads.
const MAX_CELLS: usize = 200_000;

/// The tables of a page that hold data, as Markdown.
pub struct Tables {
    /// By their numbers.
    written: Vec<String>,
}

impl Tables {
    /// Writes the tables down and marks them, so that they are kept when the page is cleaned.
    pub fn take(page: &Document) -> Tables {
        let mut written = Vec::new();
        for table in page.select("table").nodes() {
            if !holds_data(table) {
                continue;
            }
            if let Some(markdown) = markdown(table) {
                let caption = Selection::from(*table).select_single("caption").text();
                let caption = caption.trim();
                let number = written.len();
                written.push(markdown);
                table.set_attr(MARK, &number.to_string());
                // What cleans the page takes these for tables of data, or for none.
                table.set_attr("summary", "data");
                table.remove_attrs(&["role", "datatable"]);
                if !caption.is_empty() {
                    let above = table.tree.new_element("p");
                    above.set_text(caption);
                    table.insert_before(&above);
                }
            }
        }
        Tables { written }
    }

    /// Puts signs in the place of the tables within `node` that were written down; the others
    /// become text.
    pub fn lay_out(&self, node: &NodeRef<'_>) {
        for table in Selection::from(*node).select("table").nodes() {
            if let Some(number) = table.attr(MARK) {
                let sign = table.tree.new_element("p");
                sign.set_text(format!("{TABLE}{number}{TABLE}"));
                table.replace_with(&sign);
            }
        }
        layout::into_text(node);
    }

    /// The Markdown with the tables in the place of their signs, indented as these are.
    pub fn put_into(&self, markdown: &str) -> String {
        if !markdown.contains(TABLE) {
            return markdown.to_owned();
        }
        let mut text = String::with_capacity(markdown.len());
        for line in markdown.split_inclusive('\n') {
            let mut pieces = line.split(TABLE);
            let before = pieces.next().unwrap_or_default();
            text.push_str(before);
            // Pieces are numbers and what stands behind them, by turns.
            while let Some(number) = pieces.next() {
                let behind = pieces.next().unwrap_or_default();
                let table = number.parse().ok().and_then(|at: usize| self.written.get(at));
                text.push_str(&indented(table.map_or("", String::as_str), before));
                text.push_str(behind);
            }
        }
        text
    }
}

/// The lines of a table behind what stands before it in its line: signs of quotations go on, marks
/// of items become white space.
fn indented(table: &str, before: &str) -> String {
    let is_markup = |c: char| c.is_whitespace() || c.is_ascii_digit() || "->+*.)".contains(c);
    let margin: String = before.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
    if before.chars().all(is_markup) {
        table.replace('\n', &format!("\n{margin}"))
    } else {
        format!("\n\n{table}\n")
    }
}

/// Whether a table holds data: rows of several cells that are words, numbers or sentences.
fn holds_data(table: &NodeRef<'_>) -> bool {
    let within = Selection::from(*table);
    let has_heads = within.select("th").exists();
    let is_presentation =
        table.attr("role").is_some_and(|role| matches!(&*role, "presentation" | "none"));
    if is_presentation && !has_heads
        || within.select("table, input, select, textarea, iframe").exists()
    {
        return false;
    }
    let rows: Vec<Vec<NodeRef<'_>>> = table.find(&["tr"]).iter().map(cells).collect();
    let wide = rows.iter().filter(|row| row.len() > 1).count();
    if wide == 0 || wide * 2 < rows.len() || rows.len() == 1 && !has_heads {
        return false;
    }
    let (mut n_cells, mut of_blocks) = (0_usize, 0_usize);
    for cell in rows.iter().flatten() {
        let n_chars = cell.normalized_char_count();
        if n_chars > LONGEST_CELL[usize::from(!has_heads)] {
            return false;
        }
        n_cells += usize::from(n_chars > 0);
        let parts = Selection::from(*cell);
        let has_blocks =
            parts.select("ul, ol, dl, details, pre, blockquote, h1, h2, h3, h4, h5, h6").exists()
                || parts.select("p").length() > 2;
        of_blocks += usize::from(has_blocks);
    }
    let most = if has_heads { MAX_BLOCKS_SHARE * n_cells as f64 } else { 0.0 };
    n_cells > 0 && of_blocks as f64 <= most
}

fn cells<'p>(row: &NodeRef<'p>) -> Vec<NodeRef<'p>> {
    row.children_it(false).filter(|node| node.has_name("td") || node.has_name("th")).collect()
}

/// The table in Markdown; `None` when nothing stands in it, or too much.
fn markdown(table: &NodeRef<'_>) -> Option<String> {
    let mut grid = Grid::new(MAX_CELLS);
    for row in table.find(&["tr"]) {
        let cells = cells(&row);
        let is_head = row.parent().is_some_and(|above| above.has_name("thead"))
            || !cells.is_empty() && cells.iter().all(is_head);
        grid.push_row(cells.iter().map(cell), is_head)?;
    }
    grid.markdown()
}

/// A cell that heads a column: told so, or bold as a whole.
fn is_head(cell: &NodeRef<'_>) -> bool {
    let words = cell.text();
    let words = words.trim();
    let bold = || Selection::from(*cell).select("b, strong").text();
    cell.has_name("th") || !words.is_empty() && bold().trim() == words
}

fn cell(cell: &NodeRef<'_>) -> Cell {
    for item in Selection::from(*cell).select("li").nodes() {
        // As a browser shows it.
        item.prepend_child(&item.tree.new_text("• "));
        item.rename("div");
    }
    for list in Selection::from(*cell).select("ul, ol").nodes() {
        list.rename("div");
    }
    for heading in Selection::from(*cell).select("h1, h2, h3, h4, h5, h6, blockquote").nodes() {
        heading.rename("p");
    }
    let span = |name: &str| cell.attr(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1);
    Cell {
        words: one_line(&cell.md(Some(SILENT))),
        columns: span("colspan"),
        rows: span("rowspan"),
    }
}

/// White space as one space, bars escaped.
fn one_line(markdown: &str) -> String {
    let line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut written = String::with_capacity(line.len());
    let mut before = ' ';
    for c in line.chars() {
        if c == '|' && before != '\\' {
            written.push('\\');
        }
        written.push(c);
        before = c;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let page = Document::from(html);
        let tables = Tables::take(&page);
        tables.lay_out(&page.root());
        tables.put_into(&page.md(None))
    }

    #[test]
    fn data_become_a_table() {
        assert_eq!(
            read(
                "<p>Prices.</p><table><caption>From May</caption><tr><th>Dish<th>Price<tr><td>Eel<br>pie<td><p>9.80</p><tr><td>a|b<td><code>c|d</code></table>"
            ),
            "Prices.\n\nFrom May\n\n| Dish | Price |\n|---|---|\n| Eel pie | 9.80 |\n| a\\|b | `c\\|d` |"
        );
        assert_eq!(
            read("<table><tr><td>up<td>It goes up. It stops.<tr><td>down<td>It goes down.</table>"),
            "|  |  |\n|---|---|\n| up | It goes up. It stops. |\n| down | It goes down. |"
        );
    }

    #[test]
    fn what_lays_out_a_page_becomes_text() {
        assert_eq!(
            read(
                "<table><tr><td><p>One.</p><p>Two.</p><p>Three.</p></td><td><ul><li>a</li></ul></td></tr></table>"
            ),
            "One.\n\nTwo.\n\nThree.\n\n- a"
        );
        assert_eq!(
            read("<table><tr><td>One.</td></tr><tr><td>Two.</td></tr></table>"),
            "One.\n\nTwo."
        );
    }

    #[test]
    fn a_table_within_an_item_belongs_to_it() {
        let page = "<ul><li><p>Prices:</p><table><tr><th>a<th>b<tr><td>1<td>2</table></li><li>Else.</li></ul>";
        let text = read(page);
        assert!(text.contains("  | a | b |\n  |---|---|\n  | 1 | 2 |\n"), "{text}");
    }
}

//! The rows and columns of a table, cells that span several of them taken apart, as Markdown.

/// A longer text is not repeated in each row that its cell spans, in bytes.
const LONGEST_REPEATED: usize = 200;
/// A cell that spans more columns is taken for one of so many.
const MOST_COLUMNS: usize = 100;

/// One cell.
pub struct Cell {
    /// As Markdown in one line, bars escaped.
    pub words: String,
    /// How many columns it spans; 0 counts as 1.
    pub columns: usize,
    /// How many rows it spans; 0 for all below.
    pub rows: usize,
}

/// A table under way.
pub struct Grid {
    heads: Vec<Vec<String>>,
    rows: Vec<Vec<String>>,
    /// By column: how many more rows the cell above spans, and its words.
    spanned: Vec<(usize, String)>,
    n_cells: usize,
    most_cells: usize,
}

impl Grid {
    /// An empty table of at most so many cells.
    pub fn new(most_cells: usize) -> Grid {
        Grid { heads: Vec::new(), rows: Vec::new(), spanned: Vec::new(), n_cells: 0, most_cells }
    }

    /// Adds a row; rows of heads are heads only before all others. `None` when the table is too
    /// large.
    pub fn push_row(
        &mut self,
        cells: impl ExactSizeIterator<Item = Cell>,
        is_head: bool,
    ) -> Option<()> {
        let is_whole_row = cells.len() == 1 && self.spanned.iter().all(|(rows, _)| *rows == 0);
        let mut row: Vec<String> = Vec::new();
        for cell in cells {
            self.take_spanned(&mut row);
            let rows_below = if cell.rows == 0 { usize::MAX } else { cell.rows - 1 };
            for column in 0..cell.columns.clamp(1, MOST_COLUMNS) {
                // A row of one cell is a heading within the table.
                let words =
                    if column > 0 && is_whole_row { String::new() } else { cell.words.clone() };
                self.spanned.resize(self.spanned.len().max(row.len() + 1), (0, String::new()));
                if rows_below > 0 {
                    let repeated =
                        if words.len() <= LONGEST_REPEATED { words.clone() } else { String::new() };
                    self.spanned[row.len()] = (rows_below, repeated);
                }
                row.push(words);
            }
            if row.len() > self.most_cells {
                return None;
            }
        }
        self.take_spanned(&mut row);
        self.n_cells += row.len();
        if self.n_cells > self.most_cells {
            return None;
        }
        if row.iter().any(|words| !words.is_empty()) {
            if is_head && self.rows.is_empty() { self.heads.push(row) } else { self.rows.push(row) }
        }
        Some(())
    }

    /// Fills the next columns with what spans them from above.
    fn take_spanned(&mut self, row: &mut Vec<String>) {
        while let Some((rows, words)) =
            self.spanned.get_mut(row.len()).filter(|(rows, _)| *rows > 0)
        {
            *rows -= 1;
            row.push(words.clone());
        }
    }

    /// The table; `None` without a row, and when it is too large.
    pub fn markdown(mut self) -> Option<String> {
        // Nothing but heads: a table of one row, or of bold words.
        if self.rows.is_empty() {
            self.rows = self.heads.split_off(self.heads.len().min(1));
        }
        if self.rows.is_empty() {
            self.rows = std::mem::take(&mut self.heads);
        }
        let n_columns = self.heads.iter().chain(&self.rows).map(Vec::len).max()?;
        if n_columns.saturating_mul(self.rows.len()) > self.most_cells {
            return None;
        }
        let mut head = vec![String::new(); n_columns];
        for row in &self.heads {
            for (column, words) in row.iter().enumerate() {
                // What spans the rows of heads is said once.
                if !words.is_empty()
                    && head[column] != *words
                    && !head[column].ends_with(&format!(" {words}"))
                {
                    head[column] = format!("{} {words}", head[column]).trim_start().to_owned();
                }
            }
        }
        let line = |row: &[String]| format!("| {} |", row.join(" | "));
        let mut lines = vec![line(&head), format!("|{}", "---|".repeat(n_columns))];
        for mut row in self.rows {
            row.resize(n_columns, String::new());
            lines.push(line(&row));
        }
        Some(lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells with how far they span to the right and down, and whether they are heads.
    type Row<'r> = (&'r [(&'r str, usize, usize)], bool);

    fn table(rows: &[Row<'_>]) -> Option<String> {
        let mut grid = Grid::new(1000);
        for (row, is_head) in rows {
            let cells = row.iter().map(|&(words, columns, rows)| Cell {
                words: words.to_owned(),
                columns,
                rows,
            });
            grid.push_row(cells.collect::<Vec<_>>().into_iter(), *is_head)?;
        }
        grid.markdown()
    }

    #[test]
    fn cells_that_span_rows_and_columns_are_in_each() {
        let rows: [Row<'_>; 5] = [
            (&[("Day", 1, 2), ("Hours", 2, 1)], true),
            (&[("from", 1, 1), ("to", 1, 1)], true),
            (&[("Winter", 3, 1)], false),
            (&[("Monday", 1, 2), ("8", 1, 1), ("9", 1, 1)], false),
            (&[("closed", 2, 1)], false),
        ];
        assert_eq!(
            table(&rows).expect("rows"),
            "| Day | Hours from | Hours to |\n|---|---|---|\n| Winter |  |  |\n| Monday | 8 | 9 |\n| Monday | closed | closed |"
        );
    }

    #[test]
    fn a_table_of_heads_alone_is_one_of_rows() {
        assert_eq!(
            table(&[(&[("Up", 1, 1), ("Down", 1, 1)], true)]).expect("a row"),
            "|  |  |\n|---|---|\n| Up | Down |"
        );
        assert_eq!(
            table(&[(&[("x", 1_000_000, 1_000_000)], false)]).map(|text| text.len() < 2000),
            Some(true)
        );
        let tall: Vec<Row<'_>> = vec![(&[("x", 100, 1)], false); 11];
        assert_eq!(table(&tall), None, "more than 1000 cells");
    }
}

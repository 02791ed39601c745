//! Tables: what in them is text, and what is a table.

use super::paragraph::Paragraph;
use super::styles::ParagraphKind;
use crate::language::sentence_end::ends_sentence;

/// A table under way. Cells that hold sentences are text (minutes and forms are laid out by
/// tables); the rest is a table.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<Vec<Paragraph>>>,
    row: Vec<Vec<Paragraph>>,
    pub cell: Vec<Paragraph>,
}

impl Table {
    pub fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
    }

    pub fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    pub fn into_paragraphs(self) -> impl Iterator<Item = Paragraph> {
        self.rows.into_iter().flatten().flatten()
    }

    pub fn markdown(self) -> Vec<String> {
        let is_sentence = |paragraph: &Paragraph| {
            paragraph.kind != ParagraphKind::Text || ends_sentence(paragraph.words.trim())
        };
        let (mut text, mut rows, mut n_columns) = (Vec::new(), Vec::new(), 0);
        for row in &self.rows {
            let mut cells = Vec::new();
            for cell in row {
                // What goes on in the cell's next paragraph is text too.
                let last = cell.iter().rposition(is_sentence).map_or(0, |at| at + 1);
                let (sentences, rest) = cell.split_at(last);
                text.extend(sentences.iter().filter_map(Paragraph::markdown));
                cells.push(
                    rest.iter()
                        .map(Paragraph::words)
                        .collect::<Vec<_>>()
                        .join(" ")
                        .replace('|', "\\|"),
                );
            }
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                n_columns = if rows.is_empty() { cells.len() } else { n_columns };
                rows.push(format!("| {} |", cells.join(" | ")));
            }
        }
        if !rows.is_empty() {
            rows.insert(1, format!("|{}", "---|".repeat(n_columns)));
            text.push(rows.join("\n"));
        }
        text
    }
}

//! What a quote is made of: prose, items of a list, rows of a table, code. Each edge sets them in
//! its own markup.

use crate::document::{ByteRange, Passage, Unit, UnitKind};

/// A piece of a quote that is set in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Sentences.
    Prose(ByteRange),
    /// A line that stands for itself.
    Line(ByteRange),
    /// An item of a list.
    Item(ByteRange),
    /// Lines of code.
    Code {
        /// The lines.
        lines: ByteRange,
        /// The name of their language.
        language: Option<ByteRange>,
    },
    /// A row of a table.
    Row {
        /// Its cells that are not empty, in order, each with the head of its column; at least one.
        cells: Vec<(Option<ByteRange>, ByteRange)>,
    },
}

impl Piece {
    /// Its first byte.
    pub fn start(&self) -> usize {
        match self {
            Piece::Prose(range) | Piece::Line(range) | Piece::Item(range) => range.start(),
            Piece::Code { lines, .. } => lines.start(),
            Piece::Row { cells } => cells.first().map_or(0, |(_, cell)| cell.start()),
        }
    }
}

/// The pieces of these parts of a passage, in order; sentences that follow each other are one piece.
pub(super) fn pieces(passage: &Passage, parts: &[ByteRange]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for part in parts {
        let mut prose: Option<ByteRange> = None;
        for unit in
            passage.units.iter().filter(|unit| unit.parts.iter().any(|one| one.overlaps(*part)))
        {
            // Both parts of a sentence, where what parts them is quoted too.
            let mut quoted = unit.parts.iter().filter(|one| one.overlaps(*part));
            let first = quoted.next().unwrap_or(part);
            let last = quoted.next_back().unwrap_or(first);
            let range = ByteRange::new(first.start(), last.end()).clipped(*part);
            if unit.kind == UnitKind::Sentence {
                let start = prose.map_or(range.start(), |prose| prose.start());
                prose = Some(ByteRange::new(start, range.end()));
                continue;
            }
            pieces.extend(prose.take().map(Piece::Prose));
            pieces.push(piece(passage, unit, range));
        }
        pieces.extend(prose.map(Piece::Prose));
    }
    pieces
}

/// The piece that a unit makes, of which `range` is quoted.
fn piece(passage: &Passage, unit: &Unit, range: ByteRange) -> Piece {
    match unit.kind {
        UnitKind::Sentence => Piece::Prose(range),
        UnitKind::Item => Piece::Item(range),
        UnitKind::Field => Piece::Line(range),
        UnitKind::Code => Piece::Code { lines: range, language: unit.language },
        UnitKind::Row => {
            let head = |at: usize| passage.columns.get(at).copied().filter(|head| !head.is_empty());
            let cells: Vec<_> = (0..)
                .zip(&unit.cells)
                .filter(|(_, cell)| !cell.is_empty() && cell.overlaps(range))
                .map(|(at, cell)| (head(at), cell.clipped(range)))
                .collect();
            if cells.is_empty() { Piece::Prose(range) } else { Piece::Row { cells } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_one_piece_and_rows_name_their_columns() {
        let range = ByteRange::new;
        let sentence = |start, end| Unit::of_parts(vec![range(start, end)]);
        let item = Unit { kind: UnitKind::Item, ..sentence(20, 30) };
        let row = Unit {
            kind: UnitKind::Row,
            cells: vec![range(40, 44), range(46, 46), range(48, 50)],
            ..sentence(40, 50)
        };
        let passage = Passage {
            units: vec![sentence(0, 8), sentence(9, 18), item, row],
            columns: vec![range(32, 34), range(35, 35), range(36, 36)],
            ..Passage::default()
        };
        assert_eq!(
            pieces(&passage, &[range(2, 30)]),
            [Piece::Prose(range(2, 18)), Piece::Item(range(20, 30))]
        );
        let cells = vec![(Some(range(32, 34)), range(40, 44)), (None, range(48, 50))];
        assert_eq!(pieces(&passage, &[range(40, 50)]), [Piece::Row { cells }]);
        let cells = vec![(Some(range(32, 34)), range(42, 44))];
        assert_eq!(pieces(&passage, &[range(42, 47)]), [Piece::Row { cells }]);
        assert_eq!(pieces(&passage, &[range(45, 47)]), [Piece::Prose(range(45, 47))]);
    }
}

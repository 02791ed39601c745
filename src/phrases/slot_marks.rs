//! Marks for slots within formatted text. Fluent formats a phrase to one string; a slot that is no
//! number is put into it as its index between two marks, and taken out again as what it is.

use super::phrase::{Piece, Slot};

/// Around the index of a slot: two characters for private use, which no Fluent file may hold.
pub(super) const OPEN: char = '\u{100000}';
pub(super) const CLOSE: char = '\u{100001}';

/// The mark of the slot with this index, from 0.
pub(super) fn mark(index: usize) -> String {
    format!("{OPEN}{index}{CLOSE}")
}

/// Formatted text as pieces, each mark replaced by its slot.
pub(super) fn pieces(formatted: &str, slots: &[Slot]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = formatted;
    while let Some(open) = rest.find(OPEN) {
        if open > 0 {
            pieces.push(Piece::Fixed(rest[..open].to_owned()));
        }
        let close = rest.find(CLOSE).expect("marks are opened and closed together");
        let index: usize = rest[open + OPEN.len_utf8()..close]
            .parse()
            .expect("a slot's index stands between its marks");
        pieces.push(Piece::Slot(slots[index].clone()));
        rest = &rest[close + CLOSE.len_utf8()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Fixed(rest.to_owned()));
    }
    pieces
}

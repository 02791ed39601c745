//! Holds the passages that another process found against the text: they may point to nothing but
//! whole characters of it, in order.

use crate::document::{ByteRange, Passage, Unit};

/// What is wrong with passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LayoutProblem {
    /// A range leaves the text, splits a character or holds nothing.
    #[error("a range of bytes that are no words of the text")]
    NoWords,
    /// Something stands before what it must follow.
    #[error("ranges out of order")]
    OutOfOrder,
    /// A passage without a unit, a unit without a part or of more than two.
    #[error("a unit of no part, or of more than two")]
    WrongParts,
    /// A cell that is not within its row.
    #[error("a cell of a table outside its row")]
    WrongCells,
}

/// Checks passages against their text.
///
/// # Errors
/// With the first thing that is wrong.
pub fn check(text: &str, passages: &[Passage]) -> Result<(), LayoutProblem> {
    for (at, passage) in passages.iter().enumerate() {
        if passage.paragraph as usize != at + 1 {
            return Err(LayoutProblem::OutOfOrder);
        }
        if passage.units.is_empty() {
            return Err(LayoutProblem::WrongParts);
        }
        check_parts(text, &passage.units)?;
        check_order(&passage.hidden)?;
        check_order(&passage.sections)?;
        check_cells(text, &passage.columns)?;
        for unit in &passage.units {
            check_unit(text, unit)?;
        }
        for range in passage.hidden.iter().chain(&passage.sections) {
            check_words(text, *range)?;
        }
    }
    let begins = |passage: &Passage| passage.units[0].parts[0].start();
    if passages.is_sorted_by(|one, next| begins(one) < begins(next)) {
        Ok(())
    } else {
        Err(LayoutProblem::OutOfOrder)
    }
}

/// What belongs to a unit beside its parts.
fn check_unit(text: &str, unit: &Unit) -> Result<(), LayoutProblem> {
    for range in unit.footnotes.iter().chain(&unit.language).chain(&unit.lead) {
        check_words(text, *range)?;
    }
    if unit.lead.is_some_and(|lead| lead.end() > unit.parts[0].start()) {
        return Err(LayoutProblem::OutOfOrder);
    }
    check_cells(text, &unit.cells)?;
    if unit.cells.iter().any(|cell| !unit.parts[0].contains(*cell)) {
        return Err(LayoutProblem::WrongCells);
    }
    Ok(())
}

fn check_parts(text: &str, units: &[Unit]) -> Result<(), LayoutProblem> {
    let mut parts = Vec::new();
    for unit in units {
        if !(1..=2).contains(&unit.parts.len()) {
            return Err(LayoutProblem::WrongParts);
        }
        for part in &unit.parts {
            check_words(text, *part)?;
            parts.push(*part);
        }
    }
    check_order(&parts)
}

fn check_words(text: &str, range: ByteRange) -> Result<(), LayoutProblem> {
    let words = text.get(range.as_std()).ok_or(LayoutProblem::NoWords)?;
    if words.is_empty() { Err(LayoutProblem::NoWords) } else { Ok(()) }
}

/// Cells may be empty.
fn check_cells(text: &str, cells: &[ByteRange]) -> Result<(), LayoutProblem> {
    if cells.iter().any(|cell| text.get(cell.as_std()).is_none()) {
        return Err(LayoutProblem::NoWords);
    }
    check_order(cells)
}

/// Each begins where the one before has ended, or later.
fn check_order(ranges: &[ByteRange]) -> Result<(), LayoutProblem> {
    if ranges.is_sorted_by(|one, next| one.end() <= next.start()) {
        Ok(())
    } else {
        Err(LayoutProblem::OutOfOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Markup;
    use crate::segment;

    fn range((start, end): (usize, usize)) -> ByteRange {
        ByteRange::new(start, end)
    }

    fn passage(number: u32, parts: &[&[(usize, usize)]]) -> Passage {
        let unit =
            |parts: &&[(usize, usize)]| Unit::of_parts(parts.iter().copied().map(range).collect());
        Passage { paragraph: number, units: parts.iter().map(unit).collect(), ..Passage::default() }
    }

    #[test]
    fn passages_point_to_whole_characters_in_order() {
        let text = "Маяк one. Two. Three.";
        let fine = [passage(1, &[&[(0, 13)], &[(14, 18)]]), passage(2, &[&[(19, 25)]])];
        assert_eq!(check(text, &fine), Ok(()));
        for (wrong, problem) in [
            (passage(1, &[&[(1, 13)]]), LayoutProblem::NoWords),
            (passage(1, &[&[(0, 99)]]), LayoutProblem::NoWords),
            (passage(1, &[&[(8, 8)]]), LayoutProblem::NoWords),
            (passage(1, &[&[(14, 18)], &[(0, 13)]]), LayoutProblem::OutOfOrder),
            (passage(1, &[&[(0, 13), (8, 18)]]), LayoutProblem::OutOfOrder),
            (passage(2, &[&[(0, 13)]]), LayoutProblem::OutOfOrder),
            (passage(1, &[&[]]), LayoutProblem::WrongParts),
            (passage(1, &[]), LayoutProblem::WrongParts),
            (passage(1, &[&[(0, 8), (9, 13), (14, 18)]]), LayoutProblem::WrongParts),
        ] {
            assert_eq!(check(text, std::slice::from_ref(&wrong)), Err(problem), "{wrong:?}");
        }
        let swapped = [passage(1, &[&[(19, 25)]]), passage(2, &[&[(0, 13)]])];
        assert_eq!(check(text, &swapped), Err(LayoutProblem::OutOfOrder));
    }

    #[test]
    fn leads_stand_before_their_units_and_cells_within_their_rows() {
        let text = "Head. one two";
        let row = |lead: (usize, usize), cells: &[(usize, usize)]| {
            let mut passage = passage(1, &[&[(6, 13)]]);
            passage.units[0].lead = Some(range(lead));
            passage.units[0].cells = cells.iter().copied().map(range).collect();
            check(text, &[passage])
        };
        assert_eq!(row((0, 5), &[(6, 9), (10, 10), (10, 13)]), Ok(()));
        assert_eq!(row((0, 7), &[]), Err(LayoutProblem::OutOfOrder));
        assert_eq!(row((0, 0), &[]), Err(LayoutProblem::NoWords));
        assert_eq!(row((0, 5), &[(0, 4)]), Err(LayoutProblem::WrongCells));
        assert_eq!(row((0, 5), &[(10, 13), (6, 9)]), Err(LayoutProblem::OutOfOrder));
    }

    proptest::proptest! {
        /// Over texts of what the parsers are about.
        #[test]
        fn what_is_found_in_any_text_is_in_order(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "One sentence here. ", "Another one:", "\n", "\n\n", "- ", "  - ", "1. ", "> ", "# ", "## Head\n", "```sh\n", "```", "    ",
            "| a | `b` |\n|---|---|\n", "| 1 | |\n", "**Range:** 9 feet", "**", "*", "_", "[", "](x)", "[x][y z]", "[[A|b]]", "<p>", "</p>",
            "<!-- c -->", "{{< x text=\"y\" >}}", "!!! note\n\n    Inner.\n", ":::", "> [!NOTE]\n", "term\n: what it is\n", "[^1]", "[^1]: Note.\n",
            "- [ ] ", "---\n", "+++\n", "\u{feff}", "\r\n", "Why?", "é", "&amp;", "\\*", "==m==", "^[n]", "<br>", "![i](j)", "\t", "Q: Who?\n", "A: Nobody came.\n",
        ]), 0..40)) {
            let text = pieces.concat();
            for markup in [Markup::Plain, Markup::Markdown, Markup::Page] {
                let found = segment::passages(&text, markup);
                proptest::prop_assert_eq!(check(&text, &found), Ok(()), "{:?}: {:?} {:?}", markup, text, found);
            }
        }
    }
}

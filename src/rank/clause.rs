//! Cutting a long unit to the clauses that answer, at clause boundaries only.

use std::ops::Range;

/// Longest quote, in characters.
pub const LONGEST: usize = 400;

/// The run of clauses, at most [`LONGEST`] characters, that is worth most; the shortest among
/// equals. `worth` tells what a piece of the unit, by its bytes, is worth. The whole unit
/// when it is short enough; its beginning when no clause is.
pub fn best_run(unit: &str, worth: impl Fn(Range<usize>) -> f32) -> Range<usize> {
    let whole = 0..unit.len();
    if unit.chars().count() <= LONGEST {
        return whole;
    }
    let cuts = boundaries(unit);
    let mut best: Option<(f32, usize, Range<usize>)> = None;
    for (at, &start) in cuts.iter().enumerate() {
        for &end in &cuts[at + 1..] {
            let piece = unit[start..end].trim().trim_end_matches([',', ';', ':', '–', '—']);
            let n_characters = piece.chars().count();
            // Pieces only grow from here.
            if n_characters > LONGEST {
                break;
            }
            if n_characters == 0 {
                continue;
            }
            let from = start + (unit[start..end].len() - unit[start..end].trim_start().len());
            let value = worth(from..from + piece.len());
            if best.as_ref().is_none_or(|(most, shortest, _)| {
                value > *most || (value == *most && n_characters < *shortest)
            }) {
                best = Some((value, n_characters, from..from + piece.len()));
            }
        }
    }
    best.map_or_else(|| 0..between_words(unit), |(_, _, range)| range)
}

/// Where a unit without clauses is cut: between words, or where there are none, between
/// characters.
fn between_words(unit: &str) -> usize {
    let limit = unit.char_indices().nth(LONGEST).map_or(unit.len(), |(at, _)| at);
    unit[..limit].rfind(char::is_whitespace).filter(|&at| at > 0).unwrap_or(limit)
}

/// Byte offsets where clauses begin, and the unit's end. An item that semicolons set apart is
/// not torn unless it is too long itself.
fn boundaries(unit: &str) -> Vec<usize> {
    let mut cuts = vec![0];
    let items = behind(unit, &[';']);
    for item in items.windows(2) {
        let text = &unit[item[0]..item[1]];
        if text.chars().count() > LONGEST {
            let clauses = behind(text, &[',', ':', '–', '—']);
            cuts.extend(clauses[1..].iter().map(|at| item[0] + at));
        } else {
            cuts.push(item[1]);
        }
    }
    cuts
}

/// The text's beginning, the places behind these marks where white space follows, outside brackets,
/// and its end, in bytes.
fn behind(text: &str, marks: &[char]) -> Vec<usize> {
    let mut cuts = vec![0];
    let mut depth = 0_i32;
    let mut behind_mark = false;
    for (at, c) in text.char_indices() {
        if behind_mark && c.is_whitespace() && depth == 0 {
            cuts.push(at);
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            _ => {}
        }
        behind_mark = marks.contains(&c);
    }
    cuts.push(text.len());
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_unit_stays_whole() {
        assert_eq!(best_run("One, two, three.", |_| 0.0), 0..16);
    }

    #[test]
    fn a_unit_without_clauses_is_cut_between_words_or_characters() {
        assert_eq!(best_run(&"word ".repeat(100), |_| 0.0).end, 399);
        assert_eq!(best_run(&"ё".repeat(500), |_| 0.0).end, 800);
    }

    #[test]
    fn a_long_unit_is_cut_to_the_clause_that_is_worth_most() {
        let unit = format!(
            "{}; the yard closed in 1931; {}.",
            "first this happened".repeat(15),
            "then that happened".repeat(15)
        );
        let range = best_run(&unit, |piece| f32::from(u8::from(unit[piece].contains("1931"))));
        assert_eq!(&unit[range], "the yard closed in 1931");
    }

    #[test]
    fn an_item_of_a_list_is_not_torn() {
        let unit = format!(
            "Ann Hale, head of the yard, spoke; {} Mary Quint, keeper of the lamps; Jo Okafor, pilot.",
            "Some One, no one at all; ".repeat(20)
        );
        let range = best_run(&unit, |piece| f32::from(u8::from(unit[piece].contains("keeper"))));
        assert_eq!(&unit[range], "Mary Quint, keeper of the lamps");
    }
}

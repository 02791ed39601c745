//! Holds the passages that another process found against the text: they may point to nothing but
//! whole characters of it, in order.

use crate::document::{ByteRange, Passage, Sentence};

/// What is wrong with passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LayoutProblem {
    /// A range leaves the text, splits a character or holds nothing.
    #[error("a range of bytes that are no words of the text")]
    NoWords,
    /// Something stands before what it must follow.
    #[error("ranges out of order")]
    OutOfOrder,
    /// A passage without a sentence, a sentence without a part or of more than two.
    #[error("a sentence of no part, or of more than two")]
    WrongParts,
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
        if passage.sentences.is_empty() {
            return Err(LayoutProblem::WrongParts);
        }
        check_parts(text, &passage.sentences)?;
        check_order(&passage.hidden)?;
        let notes = passage.sentences.iter().flat_map(|sentence| &sentence.footnotes);
        for range in passage.hidden.iter().chain(&passage.section).chain(notes) {
            check_words(text, *range)?;
        }
    }
    let begins = |passage: &Passage| passage.sentences[0].parts[0].start();
    if passages.is_sorted_by(|one, next| begins(one) < begins(next)) {
        Ok(())
    } else {
        Err(LayoutProblem::OutOfOrder)
    }
}

fn check_parts(text: &str, sentences: &[Sentence]) -> Result<(), LayoutProblem> {
    let mut parts = Vec::new();
    for sentence in sentences {
        if !(1..=2).contains(&sentence.parts.len()) {
            return Err(LayoutProblem::WrongParts);
        }
        for part in &sentence.parts {
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

    fn passage(number: u32, parts: &[&[(usize, usize)]]) -> Passage {
        let range = |(start, end): &(usize, usize)| ByteRange::new(*start, *end);
        let sentence = |parts: &&[(usize, usize)]| Sentence {
            parts: parts.iter().map(range).collect(),
            footnotes: Vec::new(),
        };
        Passage {
            paragraph: number,
            section: None,
            sentences: parts.iter().map(sentence).collect(),
            hidden: Vec::new(),
        }
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
}

//! Other ways to write what a question names: in words or as one, with a letter before its number or
//! behind the word that the letter stands for.

use super::other_words::OtherWords;
use crate::index::IndexError;
use crate::language::terms::term_of_folded;
use crate::question::Question;
use crate::rank::QueryTerm;

/// So many neighbouring words are looked for as one.
const MOST_JOINED: usize = 3;

/// Words that documents write as one (`lampOilLevel`), the words of one that is typed so, a number
/// with a letter before it (`R77` for "rule 77") and without.
pub(super) fn identifiers(
    question: &Question,
    terms: &[QueryTerm],
    other: &mut OtherWords<'_>,
) -> Result<(), IndexError> {
    for first in 0..terms.len() {
        for end in first + 2..=(first + MOST_JOINED).min(terms.len()) {
            let joined: String =
                terms[first..end].iter().map(|term| term.folded.as_str()).collect();
            other.add(&[term_of_folded(&joined)], first..end)?;
        }
        let asked = question.terms().iter().find(|asked| asked.term == terms[first].term);
        other.add(&asked.map_or(Vec::new(), |asked| question.humps(asked)), first..first + 1)?;
        let this = &terms[first].folded;
        if let Some(number) = number_behind_letters(this).filter(|_| terms[first].is_absent) {
            other.add(&[number.to_owned()], first..first + 1)?;
        }
        if let Some(next) = terms.get(first + 1)
            && next.folded.bytes().all(|b| b.is_ascii_digit())
            && let Some(letter) = this.chars().next().filter(|letter| letter.is_alphabetic())
        {
            other.add(&[format!("{letter}{}", next.folded)], first..first + 2)?;
        }
    }
    Ok(())
}

/// The number behind a few letters: 1042 of `e1042`.
fn number_behind_letters(word: &str) -> Option<&str> {
    const MOST_LETTERS: usize = 3;
    let number = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let n_letters = word.len() - number.len();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && (1..=MOST_LETTERS).contains(&n_letters)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_code_is_known() {
        assert_eq!(number_behind_letters("r77"), Some("77"));
        for other in ["77", "rule", "rule77", "r7x", ""] {
            assert_eq!(number_behind_letters(other), None, "{other}");
        }
    }
}

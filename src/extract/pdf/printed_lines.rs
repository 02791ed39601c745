//! The lines of a page and their positions. The words come from one reading of the page, the
//! positions from another: both give the same letters in the same order, so that each letter gets
//! its position. Where they differ, lines have no position, and no rule that needs one applies.

use std::sync::LazyLock;

use oxidize_pdf::text::extraction::TextFragment;
use regex::Regex;

use crate::language::note_marks::superscript;

/// Superscript digits are at most this share of the size of the letters around them, and at least
/// this share of it higher.
const SMALL: f64 = 0.85;
const RAISED: f64 = 0.1;
/// A gap between two pieces of a line from this width on is a space, in units of the font size.
/// Spaces of a justified line are a fifth at least, kerning is less than a tenth.
const GAP: f64 = 0.17;

/// One line, as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedLine {
    /// Its words; no white space around, runs of it as one space, raised digits as superscripts.
    /// Never empty.
    pub words: String,
    /// Its position; `None` when that is not known.
    pub place: Option<Place>,
}

/// The position of a line, in points (1/72 inch) from the lower left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// Its baseline.
    pub y: f64,
    /// The size of most of its letters.
    pub size: f64,
}

/// The lines of a page.
pub fn lines(text: &str, fragments: &[TextFragment]) -> Vec<PrintedLine> {
    let mut letters = letters_of(text, fragments).map(Vec::into_iter);
    let mut line = |line: &str| {
        let of_line: Option<Vec<Letter>> =
            letters.as_mut().map(|letters| letters.take(visible(line).count()).collect());
        let place = of_line.as_deref().and_then(place);
        let words = words(line, of_line.as_deref().unwrap_or_default(), place);
        (!words.is_empty()).then_some(PrintedLine { words, place })
    };
    text.lines().filter_map(&mut line).collect()
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// The position of a letter.
#[derive(Debug, Clone, Copy)]
struct Letter {
    /// The ends of the piece that it belongs to.
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    /// Whether it is the first of its piece.
    first: bool,
}

/// The letters of a page in order; `None` when the two readings differ.
fn letters_of(text: &str, fragments: &[TextFragment]) -> Option<Vec<Letter>> {
    let same = visible(text).eq(fragments.iter().flat_map(|fragment| visible(&fragment.text)));
    let of_fragment = |fragment: &TextFragment| {
        let letter = Letter {
            left: fragment.x,
            right: fragment.x + fragment.width,
            y: fragment.y,
            size: fragment.font_size,
            first: false,
        };
        (0..visible(&fragment.text).count())
            .map(move |at| Letter { first: at == 0, ..letter })
            .collect::<Vec<_>>()
    };
    same.then(|| fragments.iter().flat_map(of_fragment).collect())
}

fn place(letters: &[Letter]) -> Option<Place> {
    let first = letters.first()?;
    let mut sizes: Vec<f64> = letters.iter().map(|letter| letter.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes[sizes.len() / 2];
    // Superscripts are above the line's baseline.
    let main = letters.iter().find(|letter| letter.size == size).unwrap_or(first);
    Some(Place { left: first.left, right: letters.last()?.right, y: main.y, size })
}

/// The words of a line.
fn words(line: &str, letters: &[Letter], place: Option<Place>) -> String {
    let mut words = String::with_capacity(line.len());
    let mut letters = letters.iter();
    let mut last: Option<&Letter> = None;
    for c in line.chars() {
        if c.is_whitespace() || c.is_control() {
            words.push(' ');
            if !c.is_whitespace() {
                letters.next();
            }
            continue;
        }
        let letter = letters.next();
        if let (Some(last), Some(letter)) = (last, letter)
            && letter.first
            && (letter.y - last.y).abs() < RAISED * letter.size
            && letter.left - last.right > GAP * letter.size
        {
            words.push(' ');
        }
        let is_raised = |letter: &Letter| {
            place.is_some_and(|place| {
                letter.size <= SMALL * place.size && letter.y - place.y >= RAISED * place.size
            })
        };
        match c.to_digit(10).filter(|_| letter.is_some_and(is_raised)) {
            Some(digit) => words.push(superscript(digit)),
            None => push_unligated(&mut words, c),
        }
        last = letter.or(last);
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = BULLET.replace(&words, "• ");
    MARKED.replace(&words, "$1 $2").into_owned()
}

/// A bullet from a symbol font, which office programs write as a character of private use: U+F000
/// plus its number in the font.
static BULLET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\x{f020}-\x{f0ff}]\s*").expect("a valid pattern"));

/// A number or bullet without the space behind it.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d{1,3}[.)]|[•▪◦‣●])(\p{Lu})").expect("a valid pattern"));

/// Splits a ligature into its letters (Unicode, "Alphabetic
/// Presentation Forms").
fn push_unligated(words: &mut String, c: char) {
    match c {
        '\u{fb00}' => words.push_str("ff"),
        '\u{fb01}' => words.push_str("fi"),
        '\u{fb02}' => words.push_str("fl"),
        '\u{fb03}' => words.push_str("ffi"),
        '\u{fb04}' => words.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => words.push_str("st"),
        c => words.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(text: &str, x: f64, y: f64, width: f64, size: f64) -> TextFragment {
        TextFragment::new(text, x, y, width, size, size)
    }

    #[test]
    fn raised_digits_ligatures_and_lost_spaces_are_told_by_their_places() {
        let fragments = [
            fragment("the ﬁrst light of", 50.0, 700.0, 80.0, 10.0),
            fragment("1840.", 133.0, 700.0, 25.0, 10.0),
            fragment("12", 158.0, 704.0, 6.0, 7.0),
        ];
        let found = lines("the ﬁrst light of1840.12\n", &fragments);
        assert_eq!(
            found,
            [PrintedLine {
                words: "the first light of 1840.¹²".to_owned(),
                place: Some(Place { left: 50.0, right: 164.0, y: 700.0, size: 10.0 })
            }]
        );
    }

    #[test]
    fn where_the_readings_differ_there_is_no_place() {
        let found = lines("one two\n\n", &[fragment("one", 50.0, 700.0, 30.0, 10.0)]);
        assert_eq!(found, [PrintedLine { words: "one two".to_owned(), place: None }]);
    }
}

//! Pages of lines as one text: running heads and feet dropped, empty lines between paragraphs, a
//! form feed where a page begins, within a paragraph too.

use super::paragraphs::PageLine;
use super::printed_lines::PrintedLine;
use super::{hyphens, paragraphs, running_heads};
use crate::language::note_marks::superscript;

/// The text of the pages: one line a paragraph, where the positions of its lines are known.
pub fn text(mut pages: Vec<Vec<PrintedLine>>) -> String {
    running_heads::drop(&mut pages);
    let mut paragraphs = paragraphs::paragraphs(pages);
    hyphens::join(&mut paragraphs);
    paragraphs.iter_mut().for_each(mark_note);
    let mut text = String::new();
    let mut page = 0;
    for paragraph in &paragraphs {
        for (at, (of_page, line)) in paragraph.iter().enumerate() {
            // Notes may come before what began on an earlier page; pages never go back.
            let feeds = "\u{c}".repeat(of_page.saturating_sub(page));
            page = page.max(*of_page);
            match (at, feeds.as_str()) {
                (0, "") => text.push_str(if text.is_empty() { "" } else { "\n\n" }),
                (0, feeds) => text.push_str(&format!("\n\n{feeds}\n")),
                (_, "") => text.push(if line.place.is_some() { ' ' } else { '\n' }),
                (_, feeds) => text.push_str(feeds),
            }
            text.push_str(&line.words);
        }
    }
    text + "\n"
}

/// An item that ends in the sign of a back link is a note of a printed web page: its number is its
/// mark.
fn mark_note(paragraph: &mut Vec<PageLine>) {
    let Some((_, last)) = paragraph.last_mut() else { return };
    let Some(words) = last.words.trim_end_matches('\u{fe0e}').strip_suffix('↩') else { return };
    last.words = words.trim_end().to_owned();
    let Some((_, first)) = paragraph.first_mut() else { return };
    if let Some((number, words)) = first
        .words
        .split_once(['.', ')'])
        .filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit()))
    {
        first.words =
            number.chars().filter_map(|c| c.to_digit(10)).map(superscript).collect::<String>()
                + words.trim_start();
    }
    paragraph.retain(|(_, line)| !line.words.is_empty());
}

#[cfg(test)]
mod tests {
    use super::super::printed_lines::Place;
    use super::*;

    fn page(lines: &[(&str, f64, f64)]) -> Vec<PrintedLine> {
        let line = |&(words, left, y): &(&str, f64, f64)| PrintedLine {
            words: words.to_owned(),
            place: Some(Place { left, right: left + 50.0, y, size: 10.0 }),
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn heads_and_feet_go_and_pages_are_told() {
        let body = |first: &'static str| {
            page(&[
                ("The yard 3", 50.0, 780.0),
                (first, 50.0, 700.0),
                ("goes on", 50.0, 688.0),
                ("here.", 50.0, 676.0),
                ("3", 300.0, 40.0),
            ])
        };
        let last = page(&[
            ("The end 4", 50.0, 780.0),
            ("Short", 50.0, 700.0),
            ("last", 50.0, 688.0),
            ("page.", 50.0, 676.0),
            ("4", 300.0, 40.0),
        ]);
        assert_eq!(
            text(vec![body("One"), body("Two"), last]),
            "One goes on here.\n\n\u{c}\nTwo goes on here.\n\n\u{c}\nShort last page.\n"
        );
    }

    #[test]
    fn a_page_begins_within_a_paragraph_too() {
        let first =
            page(&[("One", 50.0, 700.0), ("goes on", 50.0, 688.0), ("and on", 50.0, 676.0)]);
        let second = page(&[
            ("over the page.", 50.0, 700.0),
            ("Two", 50.0, 670.0),
            ("goes on", 50.0, 658.0),
            ("here.", 50.0, 646.0),
        ]);
        assert_eq!(
            text(vec![first, Vec::new(), second]),
            "One goes on and on\u{c}\u{c}over the page.\n\nTwo goes on here.\n"
        );
    }

    #[test]
    fn the_notes_of_a_printed_web_page_have_marks() {
        let notes = page(&[
            ("12. A note", 50.0, 700.0),
            ("of two lines.↩\u{fe0e}", 60.0, 688.0),
            ("13. Another.↩", 50.0, 676.0),
        ]);
        assert_eq!(text(vec![notes]), "¹²A note of two lines.\n\n¹³Another.\n");
    }

    #[test]
    fn without_places_lines_stay_as_they_are() {
        let lines =
            ["One", "two."].map(|words| PrintedLine { words: words.to_owned(), place: None });
        assert_eq!(text(vec![lines.to_vec(), lines.to_vec()]), "One\ntwo.\n\n\u{c}\nOne\ntwo.\n");
    }
}

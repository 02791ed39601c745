//! What stands within a line and that Markdown has no words for: deleted text, buttons and pictures
//! in a sentence, quotation marks, lowered and raised letters, links from a heading to itself.

use dom_query::{Document, NodeRef};

use crate::language::note_marks::superscript;
use crate::language::sentence_end::ends_sentence;

/// A longer name of a button or picture is no word of a sentence, in characters.
const LONGEST_NAME: usize = 60;
/// More is no index or exponent, in characters.
const LONGEST_INDEX: usize = 6;

/// The titles of note boxes, as the programs that make pages of documentation class them.
const BOX_TITLES: &str = r#"[class*="admonition-title"], [class*="admonition-heading"], [class*="admonitionHeading"], [class*="callout-title"], [class*="alert-heading"]"#;

/// Rewrites the elements of a page.
pub fn rewrite(page: &Document) {
    for node in page.select(BOX_TITLES).nodes() {
        // One word says what kind of box it is, and would head what follows the box too.
        if node.text().split_whitespace().nth(1).is_none() {
            node.remove_from_parent();
        }
    }
    for node in page.select("rt, rp").nodes() {
        node.remove_from_parent();
    }
    for node in page.select("del, s, strike").nodes() {
        leave_out(node);
    }
    for node in page.select("button, input[value]").nodes() {
        keep_button(node);
    }
    for node in page.select("img[alt]").nodes() {
        keep_picture(node);
    }
    for node in page.select("q").nodes() {
        node.prepend_child(&node.tree.new_text("“"));
        node.append_child(&node.tree.new_text("”"));
        node.rename("span");
    }
    for node in page.select("sub, sup").nodes() {
        set_index(node);
    }
    for node in page.select(r##"a[href*="#"]"##).nodes() {
        drop_permalink(node);
    }
}

/// Text that was deleted, or holds no longer, is no text of the page. What stood around it does not
/// become one word.
fn leave_out(node: &NodeRef<'_>) {
    let is_within_a_word = char_before(node).is_some_and(char::is_alphanumeric)
        && char_behind(node).is_some_and(char::is_alphanumeric);
    if is_within_a_word {
        node.insert_before(&node.tree.new_text(" "));
    }
    node.remove_from_parent();
}

/// A button's name stays where it is a word of a sentence or of a heading.
fn keep_button(node: &NodeRef<'_>) {
    let name = if node.has_name("input") {
        let is_button = matches!(&*node.attr_or("type", "text"), "button" | "submit" | "reset");
        if is_button { node.attr_or("value", "").to_string() } else { String::new() }
    } else {
        node.text().to_string()
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let heads = ["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"];
    let is_heading = || {
        node.parent().is_some_and(|above| heads.iter().any(|name| above.has_name(name)))
            && node.has_name("button")
            && node.prev_element_sibling().is_none()
            && node.next_element_sibling().is_none()
    };
    if name.is_empty() || node.ancestors_it(None).any(|above| above.has_name("pre")) {
        return;
    }
    if name.chars().count() <= LONGEST_NAME && is_within_a_sentence(node) || is_heading() {
        node.replace_with(&node.tree.new_text(name));
    }
}

/// A picture within a sentence is read by its name.
fn keep_picture(node: &NodeRef<'_>) {
    let name = node.attr_or("alt", "").split_whitespace().collect::<Vec<_>>().join(" ");
    let has_a_name = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.contains(['\\', '{', '/']);
    if has_a_name && is_within_a_sentence(node) {
        node.replace_with(&node.tree.new_text(name));
    }
}

/// Whether the text around the element is one sentence with it.
fn is_within_a_sentence(node: &NodeRef<'_>) -> bool {
    let text = |sibling: Option<NodeRef<'_>>| {
        sibling.filter(NodeRef::is_text).map(|text| text.text().trim().to_owned())
    };
    let before = text(node.prev_sibling()).unwrap_or_default();
    let Some(behind) = text(node.next_sibling()).filter(|text| !text.is_empty()) else {
        return false;
    };
    let goes_on = behind.starts_with(|c: char| c.is_lowercase() || ",;:.)".contains(c));
    let began = before.contains(char::is_alphabetic) && !ends_sentence(&before);
    began && (goes_on || behind.contains(char::is_alphabetic))
        || before.is_empty() && behind.starts_with(char::is_lowercase)
}

/// The last character before a node, within its parent.
fn char_before(node: &NodeRef<'_>) -> Option<char> {
    let mut at = node.prev_sibling()?;
    while let Some(last) = at.last_child() {
        at = last;
    }
    at.is_text().then(|| at.text().chars().next_back()).flatten()
}

/// The first character behind a node, within its parent.
fn char_behind(node: &NodeRef<'_>) -> Option<char> {
    let mut at = node.next_sibling()?;
    while let Some(first) = at.first_child() {
        at = first;
    }
    at.is_text().then(|| at.text().chars().next()).flatten()
}

/// An index or exponent glued to a letter, digit or bracket is written so that it is not read as a
/// part of the word: H₂O, 10⁻⁶, v_max. Raised digits are looked at with the notes.
fn set_index(node: &NodeRef<'_>) {
    let words = node.text();
    let words = words.trim();
    let is_index = (1..=LONGEST_INDEX).contains(&words.chars().count())
        && !words.contains(char::is_whitespace)
        && char_before(node).is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']'));
    if !is_index || words.contains(['[', '\u{fdd0}']) {
        return;
    }
    let written = if node.has_name("sub") {
        lowered(words)
    } else if words.chars().all(|c| c.is_ascii_digit()) {
        return;
    } else {
        let follows_number = char_before(node).is_some_and(|c| c.is_ascii_digit());
        let is_number =
            words.contains(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '−'));
        let is_letter = words.chars().count() == 1 && !words.contains(['o', 'a', 'e', 'r', 'd']);
        if !(is_number || follows_number && is_letter) {
            return;
        }
        raised(words)
    };
    node.replace_with(&node.tree.new_text(written));
}

/// As subscripts, or behind a low line where there are none.
pub fn lowered(words: &str) -> String {
    let lower = |c: char| {
        let letters = "aehijklmnoprstuvx+-−=()";
        let lowered: Vec<char> = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₊₋₋₌₍₎".chars().collect();
        match c.to_digit(10) {
            Some(digit) => char::from_u32(0x2080 + digit),
            None => letters.chars().position(|letter| letter == c).map(|at| lowered[at]),
        }
    };
    words.chars().map(lower).collect::<Option<String>>().unwrap_or_else(|| set_off('_', words))
}

/// As superscripts, or behind a caret where there are none.
pub fn raised(words: &str) -> String {
    let raise = |c: char| match c {
        '+' => Some('⁺'),
        '-' | '−' => Some('⁻'),
        '=' => Some('⁼'),
        '(' => Some('⁽'),
        ')' => Some('⁾'),
        'n' => Some('ⁿ'),
        'i' => Some('ⁱ'),
        c => c.to_digit(10).map(superscript),
    };
    words.chars().map(raise).collect::<Option<String>>().unwrap_or_else(|| set_off('^', words))
}

fn set_off(sign: char, words: &str) -> String {
    if words.chars().count() == 1 || words.chars().all(char::is_alphanumeric) {
        format!("{sign}{words}")
    } else {
        format!("{sign}({words})")
    }
}

/// A link from a heading to itself has a sign for its name.
fn drop_permalink(node: &NodeRef<'_>) {
    let words = node.text();
    let words = words.trim();
    if words.chars().count() <= 2
        && !words.is_empty()
        && !words.contains(char::is_alphanumeric)
        && !words.contains(['[', '*', '†', '‡', '^', '↑', '\u{fdd0}'])
    {
        node.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let page = Document::from(html);
        rewrite(&page);
        page.select("body").text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_deleted_is_gone_and_glues_nothing() {
        assert_eq!(read("<p>It costs <del>40</del><ins>55</ins> marks.</p>"), "It costs 55 marks.");
        assert_eq!(read("<p>It costs 40<s>5</s>55 marks.</p>"), "It costs 40 55 marks.");
        assert_eq!(read("<p>Boat<del>s</del>, and more.</p>"), "Boat, and more.");
    }

    #[test]
    fn the_name_of_a_button_is_a_word_where_it_stands_in_a_sentence() {
        assert_eq!(
            read("<p>Now press <button>Go</button> and wait.</p>"),
            "Now press Go and wait."
        );
        assert_eq!(read("<p>Press <input type=submit value=Go>.</p>"), "Press Go.");
        assert_eq!(read("<h3><button>Is there a boat?</button></h3>"), "Is there a boat?");
        let page = Document::from("<p>We use cookies. <button>Accept</button></p>");
        rewrite(&page);
        assert!(page.select("button").exists(), "it stands behind the sentence");
    }

    #[test]
    fn the_kind_of_a_note_box_is_no_heading() {
        let titled = |title: &str| {
            format!("<div><p class='admonition-title'>{title}</p><p>It is deep.</p></div>")
        };
        assert_eq!(read(&titled("Note")), "It is deep.");
        assert_eq!(read(&titled("At low water ")), "At low water It is deep.");
    }

    #[test]
    fn indices_are_no_part_of_the_word() {
        assert_eq!(
            read("<p>H<sub>2</sub>O, 10<sup>-6</sup>, v<sub>Q</sub>, the 1<sup>st</sup>.</p>"),
            "H₂O, 10⁻⁶, v_Q, the 1st."
        );
        assert_eq!(read("<p>A word <sub>set small</sub>.</p>"), "A word set small.");
        assert_eq!(read("<h2>Oil<a href='#oil'>¶</a></h2>"), "Oil");
        assert_eq!(read("<p>He said <q>yes</q>.</p>"), "He said “yes”.");
    }
}

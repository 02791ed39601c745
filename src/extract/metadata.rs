//! A document's metadata (title, authors, date), written as a YAML block at the head of its text,
//! so that it is hashed, stored and cited with it. `document/front_matter.rs` reads it.

use std::sync::LazyLock;

use regex::Regex;

/// At most this many values of a key are written: a block of too many lines is not read.
const MAX_VALUES: usize = 50;

/// The block of these keys and values, empty line behind it included; empty when there is no value.
/// White space within a value becomes one space; a value is read back as it is.
pub fn yaml_head<'v>(fields: impl IntoIterator<Item = (&'static str, Vec<&'v str>)>) -> String {
    let mut lines = String::new();
    for (key, values) in fields {
        let values: Vec<String> = values
            .into_iter()
            .map(one_line)
            .filter(|value| !value.is_empty())
            .map(|value| value.replace('\\', "\\\\").replace('"', "\\\""))
            .take(MAX_VALUES)
            .collect();
        match values.as_slice() {
            [] => {}
            [value] => lines.push_str(&format!("{key}: \"{value}\"\n")),
            values => {
                lines.push_str(&format!("{key}:\n"));
                lines.extend(values.iter().map(|value| format!("  - \"{value}\"\n")));
            }
        }
    }
    if lines.is_empty() { lines } else { format!("---\n{lines}---\n\n") }
}

fn one_line(value: &str) -> String {
    value
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The date that a timestamp begins with, as exact as it is (2024, 2024-06, 2024-06-24).
pub fn date_prefix(date: &str) -> Option<&str> {
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?").expect("a valid pattern"));
    Some(DATE.find(date.trim_start())?.as_str())
}

/// A title, unless a program made it from the name of a file.
pub fn meaningful_title(title: &str) -> Option<&str> {
    let title = title.trim();
    let of_a_file = title.rsplit_once('.').is_some_and(|(_, ending)| {
        (2..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_lowercase())
    });
    (!title.is_empty() && !of_a_file).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_back() {
        let text = yaml_head([
            ("title", vec!["On\n \"light\""]),
            ("author", vec!["A. Meyer", " ", "B: Kole"]),
            ("date", vec![]),
        ]);
        assert_eq!(
            text,
            "---\ntitle: \"On \\\"light\\\"\"\nauthor:\n  - \"A. Meyer\"\n  - \"B: Kole\"\n---\n\n"
        );
        let read = crate::document::front_matter(&text);
        assert_eq!(
            read,
            [
                ("title".to_owned(), vec!["On \"light\"".into()]),
                ("author".to_owned(), vec!["A. Meyer".into(), "B: Kole".into()])
            ]
        );
        assert_eq!(yaml_head([("title", vec![""])]), "");
        let many = yaml_head([("author", vec!["A. Meyer"; 500]), ("title", vec!["On light"])]);
        assert!(
            crate::document::front_matter(&many)
                .contains(&("title".to_owned(), vec!["On light".into()]))
        );
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_told() {
        let told = ["1998", "1998-05", "1998-05-02T10:00:00Z", "May 1998", ""].map(date_prefix);
        assert_eq!(told, [Some("1998"), Some("1998-05"), Some("1998-05-02"), None, None]);
    }

    #[test]
    fn the_name_of_a_file_is_no_title() {
        assert_eq!(meaningful_title("Microsoft Word - draft-3.docx"), None);
        assert_eq!(meaningful_title("paper.tex"), None);
        assert_eq!(meaningful_title("What they did."), Some("What they did."));
        assert_eq!(meaningful_title("St. Petersburg"), Some("St. Petersburg"));
    }

    proptest::proptest! {
        /// Over values of what the reader is about.
        #[test]
        fn whatever_a_value_is_it_is_read_back(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "a", "B", "\"", "'", "\\", " #", "#", ": ", "name: ", ", ", "[", "]", "{", "- ", "|", ">", "&", "*", "---", "...", "!", "%", "@",
            "\u{202e}", "\u{200b}", "\u{feff}", "\n", "\u{2028}", "\t", " ", "é",
        ]), 1..12)) {
            let value = pieces.concat();
            let words = one_line(&value);
            let head = yaml_head([("title", vec![value.as_str()]), ("author", vec![value.as_str(), "B. Kole"])]);
            let read = crate::document::front_matter(&head);
            let of = |key: &str| read.iter().find(|(known, _)| known == key).map(|(_, values)| values.clone());
            let is_blank = words.is_empty();
            proptest::prop_assert_eq!(of("title"), (!is_blank).then(|| vec![words.as_str().into()]), "{}", head);
            let authors: Vec<std::borrow::Cow<'_, str>> = [words.as_str(), "B. Kole"].into_iter().filter(|one| !one.is_empty()).map(Into::into).collect();
            proptest::prop_assert_eq!(of("author"), Some(authors), "{}", head);
        }
    }
}

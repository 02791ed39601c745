//! A block in TOML. A line that is wrong is left out, and the rest read.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::entry::{Entry, MAX_VALUES};

/// The tables in which site generators keep what is not theirs: authors stand there too.
const TABLES: [&str; 3] = ["params", "extra", "taxonomies"];

/// The keys with words, a number or a date as value, or with a list of these; a person may be a
/// table with a name.
pub(super) fn entries(body: &str) -> Vec<Entry<'_>> {
    let (table, _) = DeTable::parse_recoverable(body);
    let (mut found, mut nested) = (Vec::new(), Vec::new());
    for (key, value) in table.into_inner() {
        let key = key.get_ref().to_lowercase();
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) if TABLES.contains(&key.as_str()) => nested.extend(table),
            value => found.push((key, values(body, Spanned::new(span, value)))),
        }
    }
    // What stands at the head goes before what stands in a table.
    for (key, value) in nested {
        let key = key.get_ref().to_lowercase();
        if found.iter().all(|(known, _)| *known != key) {
            found.push((key, values(body, value)));
        }
    }
    found
}

fn values<'t>(body: &'t str, value: Spanned<DeValue<'t>>) -> Vec<Cow<'t, str>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::String(words) if words.trim().is_empty() => Vec::new(),
        DeValue::String(words) => vec![words],
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
            body.get(span).map(Cow::Borrowed).into_iter().collect()
        }
        DeValue::Boolean(_) => Vec::new(),
        DeValue::Array(items) => {
            items.into_iter().flat_map(|item| values(body, item)).take(MAX_VALUES).collect()
        }
        DeValue::Table(person) => person
            .into_iter()
            .filter(|(key, _)| key.get_ref() == "name")
            .flat_map(|(_, name)| values(body, name))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, key: &str, expected: &[&str]) {
        let found = entries(body);
        let found = found.iter().find(|(known, _)| known == key);
        assert_eq!(
            found.map(|(_, values)| values.as_slice()).unwrap_or_default(),
            expected,
            "{body}"
        );
    }

    #[test]
    fn keys_have_words_dates_or_lists() {
        let body = "Title = \"The \\\"Old\\\" yard\" # once\ndate = 2021-04-03T10:00:00Z\ndraft = true\nweight = 10\n\
            authors = [\n  'A. Meyer', # first\n  \"B. Kole\",\n]\ndescription = \"\"\"\nLong\n\"\"\"\n";
        check(body, "title", &["The \"Old\" yard"]);
        check(body, "date", &["2021-04-03T10:00:00Z"]);
        check(body, "draft", &[]);
        check(body, "weight", &["10"]);
        check(body, "authors", &["A. Meyer", "B. Kole"]);
    }

    #[test]
    fn persons_and_tables_of_a_site_are_looked_into() {
        check(
            "[[author]]\nname = 'A. Meyer'\nmail = 'x'\n[[author]]\nname = 'B. Kole'\n",
            "author",
            &["A. Meyer", "B. Kole"],
        );
        check(
            "title = 'x'\n[taxonomies]\nauthors = ['A. Meyer']\n[extra]\ntitle = 'y'\n",
            "authors",
            &["A. Meyer"],
        );
        check("title = 'x'\n[extra]\ntitle = 'y'\n", "title", &["x"]);
        check("[menu.main]\ntitle = 'y'\n", "title", &[]);
    }

    #[test]
    fn a_line_that_is_wrong_takes_nothing_else_along() {
        check("title = 'x'\nweight = ten\ndate = 2021-04-03\n", "title", &["x"]);
        check("title = 'x'\nweight = ten\ndate = 2021-04-03\n", "date", &["2021-04-03"]);
    }
}

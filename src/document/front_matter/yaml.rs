//! A block in YAML, as far as it is keys with words or a list of words. Everything else in it (maps in
//! maps, anchors, tags) is passed over, and a line that is wrong takes nothing else along, which is
//! why no reader of all YAML is used: people write front matter by hand, and one colon too many would
//! lose them the rest.

use std::borrow::Cow;

use super::entry::{Entry, MAX_VALUES};

/// A key with the lines that belong to it.
struct Written<'t> {
    key: &'t str,
    /// What stands behind the colon.
    rest: &'t str,
    /// The lines below that are indented, or items.
    below: Vec<&'t str>,
}

/// The keys with their values; empty where the lines are no YAML.
pub(super) fn entries(body: &str) -> Vec<Entry<'_>> {
    let mut found: Vec<Written<'_>> = Vec::new();
    let mut n_strange = 0;
    for line in body.lines().filter(|line| !is_comment(line)) {
        let belongs_to_key = line.starts_with([' ', '\t', '-', ']', '}']) || line.trim().is_empty();
        match (key(line), found.last_mut()) {
            (Some((key, rest)), _) => found.push(Written { key, rest, below: Vec::new() }),
            (None, Some(last)) if belongs_to_key => last.below.push(line),
            _ => n_strange += usize::from(!line.trim().is_empty()),
        }
    }
    if n_strange >= found.len() {
        return Vec::new();
    }
    found.iter().map(|written| (written.key.to_lowercase(), values(written))).collect()
}

/// The key at the beginning of a line, and what stands behind its colon.
fn key(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let within = |mark: char| key.strip_prefix(mark)?.strip_suffix(mark);
    let name = within('"').or_else(|| within('\'')).unwrap_or(key);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '@');
    (!name.is_empty()
        && name.chars().all(is_name)
        && !name.starts_with('-')
        && (rest.is_empty() || rest.starts_with([' ', '\t'])))
    .then_some((name, rest.trim()))
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn values<'t>(written: &Written<'t>) -> Vec<Cow<'t, str>> {
    let rest = without_comment(written.rest);
    let below = || written.below.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    if let Some(list) = rest.strip_prefix('[') {
        let list = one_value(list, below());
        return items(&list)
            .into_iter()
            .filter_map(|item| owned(scalar(&item)?))
            .take(MAX_VALUES)
            .collect();
    }
    if rest.is_empty() && below().next().is_some_and(|line| line.starts_with('-')) {
        let items = below().filter_map(|line| line.strip_prefix("- "));
        return items.filter_map(item).take(MAX_VALUES).collect();
    }
    if rest.is_empty() {
        let names: Vec<Cow<'t, str>> = below()
            .filter_map(key)
            .filter(|(key, _)| *key == "name")
            .filter_map(|(_, name)| scalar(name))
            .collect();
        let is_map = below().any(|line| key(line).is_some());
        if is_map {
            return names;
        }
    }
    if rest.starts_with(['|', '>']) {
        let words = one_value("", below());
        return (!words.is_empty()).then_some(words).into_iter().collect();
    }
    match one_value(rest, below()) {
        Cow::Borrowed(words) => scalar(words).into_iter().collect(),
        Cow::Owned(words) => scalar(&words).and_then(owned).into_iter().collect(),
    }
}

/// The lines of one value with a space between.
fn one_value<'t>(first: &'t str, below: impl Iterator<Item = &'t str>) -> Cow<'t, str> {
    let lines: Vec<&str> =
        std::iter::once(first).chain(below).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [] => Cow::Borrowed(""),
        [line] => Cow::Borrowed(line),
        lines => Cow::Owned(lines.join(" ")),
    }
}

fn owned<'t>(words: Cow<'_, str>) -> Option<Cow<'t, str>> {
    Some(Cow::Owned(words.into_owned()))
}

/// The items of a list on one line, without its closing bracket: parted by commas that no quotation
/// marks surround.
fn items(list: &str) -> Vec<String> {
    let list = list.trim_end();
    let list = list.strip_suffix(']').unwrap_or(list);
    let mut found = vec![String::new()];
    let mut quote = None;
    for c in list.chars() {
        match quote {
            None if c == ',' => found.push(String::new()),
            _ => {
                if quote == Some(c) {
                    quote = None;
                } else if quote.is_none()
                    && matches!(c, '"' | '\'')
                    && found.last().is_some_and(|item| item.trim().is_empty())
                {
                    quote = Some(c);
                }
                if let Some(item) = found.last_mut() {
                    item.push(c);
                }
            }
        }
    }
    found
}

/// The value of an item of a list; the name of a person who is a map.
fn item(text: &str) -> Option<Cow<'_, str>> {
    match key(text.trim()) {
        Some(("name", name)) => scalar(name),
        Some((_, rest)) if !rest.is_empty() && !text.trim().starts_with(['"', '\'']) => None,
        _ => scalar(text),
    }
}

/// A plain or quoted value; `None` for an empty one and for what YAML reads otherwise.
fn scalar(text: &str) -> Option<Cow<'_, str>> {
    let text = without_comment(text.trim());
    let quoted = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    let value = if let Some(inner) = quoted('"') {
        unescaped(inner, &[("\\\"", "\""), ("\\\\", "\\")])
    } else if let Some(inner) = quoted('\'') {
        unescaped(inner, &[("''", "'")])
    } else if text.starts_with(['{', '&', '*', '|', '>', '!', '%', '@', '`', '[', '"', '\'']) {
        return None;
    } else {
        Cow::Borrowed(text)
    };
    (!value.trim().is_empty()).then_some(value)
}

/// The text without a comment at its end. Within quotation marks there is none.
fn without_comment(text: &str) -> &str {
    let Some(at) = text.find(" #") else { return text };
    match text.chars().next() {
        Some(mark @ ('"' | '\'')) => {
            // The comment begins behind the last mark that a comment may stand behind.
            let closed = text.match_indices(" #").find(|(at, _)| {
                let value = text[..*at].trim_end();
                value.len() > 1 && value.ends_with(mark) && !is_last_escaped(value, mark)
            });
            closed.map_or(text, |(at, _)| text[..at].trim_end())
        }
        _ => text[..at].trim_end(),
    }
}

/// Whether the mark that a value ends with belongs to its words: behind an odd number of backslashes
/// where the value stands in double marks.
fn is_last_escaped(value: &str, mark: char) -> bool {
    let before = &value[..value.len() - mark.len_utf8()];
    mark == '"' && (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

fn unescaped<'t>(text: &'t str, escapes: &[(&str, &str)]) -> Cow<'t, str> {
    if !escapes.iter().any(|(escape, _)| text.contains(escape)) {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match escapes.iter().find(|(escape, _)| rest.starts_with(escape)) {
            Some((escape, sign)) => {
                words.push_str(sign);
                rest = &rest[escape.len()..];
            }
            None => {
                words.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    Cow::Owned(words)
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
    fn keys_have_one_value_or_a_list() {
        let body = "title: \"The yard: a history\"\nauthor:\n  - A. Meyer\n  - B. Kole\ntags: [ships, \"yards, old\"]\nDate: 2024-06-24\nbody: |\n";
        check(body, "title", &["The yard: a history"]);
        check(body, "author", &["A. Meyer", "B. Kole"]);
        check(body, "tags", &["ships", "yards, old"]);
        check(body, "date", &["2024-06-24"]);
        check(body, "body", &[]);
        check("author:\n- A. Meyer\n- \"B: Kole\"\n", "author", &["A. Meyer", "B: Kole"]);
        check("tags: [\n  ships,\n  yards\n]\ntitle: x\n", "tags", &["ships", "yards"]);
    }

    #[test]
    fn values_over_several_lines_are_one() {
        check(
            "title: The yard\n  and its boats\ndate: 2024\n",
            "title",
            &["The yard and its boats"],
        );
        check(
            "title: >-\n  The yard\n  and its boats\ndate: 2024\n",
            "title",
            &["The yard and its boats"],
        );
        check("text: |\n  title: no\n\n  more\ntitle: yes\n", "title", &["yes"]);
    }

    #[test]
    fn maps_are_passed_over_but_for_the_names_of_persons() {
        check("title: x\nmenu:\n  main:\n    title: y\n    weight: 10\n", "title", &["x"]);
        check("menu:\n  - title: y\ntitle: x\n", "menu", &[]);
        check(
            "authors:\n  - name: A. Meyer\n    mail: a@example.org\n  - name: 'B. Kole'\n",
            "authors",
            &["A. Meyer", "B. Kole"],
        );
        check("author:\n  name: A. Meyer\n  mail: a@example.org\n", "author", &["A. Meyer"]);
        check("cascade: {title: y}\n", "cascade", &[]);
    }

    #[test]
    fn comments_and_escapes_are_no_words() {
        check("# one\ntitle: The yard # two\n", "title", &["The yard"]);
        check("title: \"The yard #1\" # two\n", "title", &["The yard #1"]);
        check("title: \"The \\\"old\\\" yard\"\n", "title", &["The \"old\" yard"]);
        check("title: 'The keeper''s yard'\n", "title", &["The keeper's yard"]);
        check("title: \"On \"light\"\"\n", "title", &["On \"light\""]);
    }

    #[test]
    fn prose_between_two_rules_is_no_block() {
        assert!(entries("Note: the keeper left.\nHe took the boat.\n").is_empty());
        assert!(!entries("title: x\ndate: 2024\nwhat is this\n").is_empty());
    }
}

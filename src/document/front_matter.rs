//! Front matter: a YAML block at the head of a text, as pandoc, Jekyll and others write it, as far
//! as it is plain keys with one value or a list. Anything else in it is ignored.

/// Lines of a block that are looked at.
const MAX_LINES: usize = 100;

/// Values of a list on one line that are looked at.
const MAX_VALUES: usize = 100;

/// The keys, in small letters, each with its values in order; empty without a block.
pub fn front_matter(text: &str) -> Vec<(String, Vec<&str>)> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    if lines.next().map(str::trim_end) != Some("---") {
        return found;
    }
    for line in lines.take(MAX_LINES) {
        if matches!(line.trim_end(), "---" | "...") {
            return found;
        }
        if let (Some(item), Some((_, values))) =
            (line.trim_start().strip_prefix("- "), found.last_mut())
        {
            values.extend(value(item));
        } else if let Some((key, rest)) = line.split_once(':').filter(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        }) {
            let rest = rest.trim();
            let values = match rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(list) => list.split(',').take(MAX_VALUES).filter_map(value).collect(),
                None => value(rest).into_iter().collect(),
            };
            found.push((key.to_lowercase(), values));
        }
    }
    // The block does not end: it is none.
    Vec::new()
}

/// Where the text begins behind its block, in bytes; 0 without one.
pub fn front_matter_end(text: &str) -> usize {
    if front_matter(text).is_empty() {
        return 0;
    }
    let mut end = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        if at > 0 && matches!(line.trim_end(), "---" | "...") {
            break;
        }
    }
    end
}

/// A plain or quoted value; `None` for an empty one and for what YAML reads otherwise.
fn value(text: &str) -> Option<&str> {
    let text = text.trim();
    let unquoted =
        ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark));
    let value = unquoted.unwrap_or(text).trim();
    let is_plain = unquoted.is_some()
        || !value.starts_with(['{', '&', '*', '|', '>', '!', '%', '@', '`', '[']);
    (is_plain && !value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_value_or_a_list() {
        let text = "---\ntitle: \"The yard: a history\"\nauthor:\n  - A. Meyer\n  - B. Kole\ntags: [ships, \"yards\"]\nDate: 2024-06-24\nbody: |\n---\n\nText.\n";
        let found = front_matter(text);
        let of = |key: &str| {
            found.iter().find(|(known, _)| known == key).map(|(_, values)| values.join("|"))
        };
        assert_eq!(of("title").as_deref(), Some("The yard: a history"));
        assert_eq!(of("author").as_deref(), Some("A. Meyer|B. Kole"));
        assert_eq!(of("tags").as_deref(), Some("ships|yards"));
        assert_eq!(of("date").as_deref(), Some("2024-06-24"));
        assert_eq!(of("body").as_deref(), Some(""));
        assert_eq!(&text[front_matter_end(text)..], "\nText.\n");
    }

    #[test]
    fn a_text_without_a_block_says_nothing() {
        for text in
            ["", "Text.\n", "---\ntitle: x\n", " ---\ntitle: x\n---\n", "----\ntitle: x\n---\n"]
        {
            assert!(front_matter(text).is_empty(), "{text}");
            assert_eq!(front_matter_end(text), 0, "{text}");
        }
    }
}

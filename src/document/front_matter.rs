//! Front matter: a block at the head of a text in which the document says of itself what a citation
//! needs, in YAML between `---` (pandoc, Jekyll, Hugo) or in TOML between `+++` (Hugo, Zola). It is
//! never text to quote.

mod entry;
mod yaml;
mod toml;

pub use entry::Entry;

/// Lines of a block that are looked at. A block that is longer is none.
const MAX_LINES: usize = 1000;

/// The keys, in small letters, each with its values in order; empty without a block.
pub fn front_matter(text: &str) -> Vec<Entry<'_>> {
    block(text).map(|block| block.entries).unwrap_or_default()
}

/// Where the text begins behind its block, in bytes; 0 without one.
pub fn front_matter_end(text: &str) -> usize {
    block(text).map_or(0, |block| block.end)
}

struct FrontMatter<'t> {
    entries: Vec<Entry<'t>>,
    /// Byte offset behind the line that closes it.
    end: usize,
}

/// Reads the entries of a block.
type Read = fn(&str) -> Vec<Entry<'_>>;

/// The block at the head of the text, with an entry at least: a rule above the first paragraph is
/// none.
fn block(text: &str) -> Option<FrontMatter<'_>> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = bare.split_inclusive('\n');
    let first = lines.next()?;
    let (closing, read): (&[&str], Read) = match first.trim_end() {
        "---" => (&["---", "..."], yaml::entries),
        "+++" => (&["+++"], toml::entries),
        _ => return None,
    };
    let start = text.len() - bare.len() + first.len();
    let mut at = start;
    for line in lines.take(MAX_LINES) {
        if closing.contains(&line.trim_end()) {
            let entries = read(&text[start..at]);
            return (!entries.is_empty()).then_some(FrontMatter { entries, end: at + line.len() });
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_with_its_closing_line_however_lines_end() {
        for text in [
            "---\ntitle: The yard\n---\nText.\n",
            "---\r\ntitle: The yard\r\n...\r\nText.\n",
            "\u{feff}---\ntitle: The yard\n---\nText.\n",
            "+++\ntitle = \"The yard\"\n+++\nText.\n",
            "\u{feff}+++\r\ntitle = \"The yard\"\r\n+++\r\nText.\n",
        ] {
            assert_eq!(
                front_matter(text),
                [("title".to_owned(), vec!["The yard".into()])],
                "{text}"
            );
            assert_eq!(&text[front_matter_end(text)..], "Text.\n", "{text}");
        }
        let at_the_end = "+++\ntitle = 'x'\n+++";
        assert_eq!(front_matter_end(at_the_end), at_the_end.len());
    }

    #[test]
    fn a_text_without_a_block_says_nothing() {
        for text in [
            "",
            "Text.\n",
            "---\ntitle: x\n",
            " ---\ntitle: x\n---\n",
            "----\ntitle: x\n---\n",
            "+++\ntitle = 'x'\n---\n",
            "---\n\nThe keeper left.\n\n---\n",
            "+++\nThe keeper left.\n+++\n",
            "---\nNote: the keeper left.\nHe took the boat.\nThe lamp went out.\n---\n",
        ] {
            assert!(front_matter(text).is_empty(), "{text}");
            assert_eq!(front_matter_end(text), 0, "{text}");
        }
    }

    #[test]
    fn a_hostile_block_takes_no_longer_than_its_length() {
        let since = std::time::Instant::now();
        for piece in ["a: \"\n", "a: [", "- ", "a:\n - b\n", "\"", "[[", "a = [\n", "a.", "{a = "] {
            let lines = piece.repeat(1_000_000 / piece.len());
            front_matter_end(&format!("---\n{lines}\n---\n"));
            front_matter_end(&format!("+++\n{lines}\n+++\n"));
        }
        assert!(since.elapsed().as_secs() < 20, "some 18 MB");
    }
}

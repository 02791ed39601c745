//! What people write in Markdown beside CommonMark: front matter, comments, HTML and JSX tags,
//! shortcodes, admonitions, tabs, marks of attributes. A renderer shows none of it, but shows what
//! stands within. So it is overwritten before the text is parsed, byte for byte: offsets agree.

mod code;
mod inline;
mod lines;
mod tags;
mod work;

pub use work::Overwritten;

use crate::document::front_matter_end;
use work::Work;

/// Overwrites the dialect of a text.
pub fn overwrite(text: &str) -> Overwritten {
    let mut work = Work::new(text);
    let head = front_matter_end(text);
    work.blank(0..head);
    let literal = code::fenced(text, head);
    lines::overwrite(&mut work, head, &literal);
    let literal = code::with_spans(text, head, &literal);
    inline::overwrite(&mut work, &literal);
    tags::overwrite(&mut work, &literal);
    work.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overwritten(text: &str) -> String {
        let found = overwrite(text);
        assert_eq!(found.text.len(), text.len());
        found.text.replace('\u{1a}', "").trim_end().to_owned()
    }

    fn words(text: &str) -> String {
        overwritten(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_tags_and_shortcodes_go_and_their_text_stays() {
        assert_eq!(words("One <!-- a\n\nb --> two."), "One two.");
        assert_eq!(words("Press <kbd class=\"x > y\">Send</kbd> now."), "Press Send now.");
        assert_eq!(words("{{< note >}}\nLock it.\n{{< /note >}}"), "Lock it.");
        assert_eq!(
            words("Ask a {{< tip text=\"keeper\" id=\"k\" >}} first."),
            "Ask a keeper first."
        );
        assert_eq!(words("{% include x.html %}\nText {{ site.name }}."), "Text .");
        assert_eq!(words("<Tabs items={['a', 'b']}>\n<Tab>One.</Tab>\n</Tabs>"), "One.");
        assert_eq!(
            words("a < b and <https://example.org> stay"),
            "a < b and <https://example.org> stay"
        );
        assert_eq!(words("Run lift <name> twice."), "Run lift <name> twice.");
    }

    #[test]
    fn code_is_left_as_it_is() {
        for text in [
            "```html\n<p>{{ x }}</p>\n<!-- no -->\n```",
            "Write `<br>` or `{{< x >}}` there.",
            "~~~\n!!! note\n~~~",
        ] {
            assert_eq!(overwrite(text).text, text);
        }
    }

    #[test]
    fn blocks_of_html_are_apart() {
        assert_eq!(
            overwritten("<details><summary>Why?</summary>So.</details>")
                .split("\n\n")
                .map(str::trim)
                .filter(|piece| !piece.is_empty())
                .collect::<Vec<_>>(),
            ["Why?", "So."]
        );
    }

    #[test]
    fn admonitions_of_every_kind_are_containers() {
        assert_eq!(words(":::note Title\nLock it.\n:::"), "Lock it.");
        assert_eq!(words("> [!WARNING]- Beware\n> Lock it."), "> > Lock it.");
        let found = overwrite("!!! note \"Title\"\n\n    Lock it.\n");
        assert_eq!(found.text, "-    \u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}\n\n    Lock it.\n".replacen("-    ", "+   \u{1a}", 1));
        assert_eq!(found.containers.len(), 1);
        assert_eq!(words("=== \"Tab\"\n\n    One."), "+ One.");
        assert_eq!(words("???+ tip\n    One."), "+ One.");
    }

    #[test]
    fn marks_of_other_programs_go() {
        assert_eq!(words("# Head {#head .x}"), "# Head");
        assert_eq!(words("Text.{: .note }"), "Text.");
        assert_eq!(words("==Green== means go.^[Since 1950.]"), "Green means go.");
        assert_eq!(words("import Tabs from '@theme/Tabs';\n\nText."), "Text.");
        assert_eq!(words("[TOC]\n\n--8<-- \"a.md\"\n\nText. %%no%%"), "Text.");
        assert_eq!(words("---\ntitle: A\n---\nText."), "Text.");
    }

    #[test]
    fn what_is_never_closed_takes_no_longer_than_its_length() {
        let since = std::time::Instant::now();
        for piece in [
            "<!-- ",
            "{{< ",
            "{% ",
            "<a ",
            "`",
            "== ",
            "^[",
            "%%",
            "> [!NOTE]\n",
            "!!! a\n",
            "```\n",
            "<p",
        ] {
            overwrite(&piece.repeat(100_000));
        }
        assert!(since.elapsed().as_secs() < 20, "{:?}", since.elapsed());
    }
}

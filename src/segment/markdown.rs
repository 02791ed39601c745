//! Markdown (CommonMark with tables, footnotes, definition lists, task lists, strike-through and
//! wiki links, and what people write beside it): blocks with exact byte ranges, and the markup that
//! is not shown.

mod dialect;
pub(super) mod code_lines;
mod open_block;
mod parsed;
mod source_lines;
mod reader;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

pub use self::parsed::Parsed;
use self::reader::Reader;

/// Parses a Markdown text.
pub fn parse(text: &str) -> Parsed {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let overwritten = dialect::overwrite(text);
    // A link to what another file defines is shown as one all the same.
    let elsewhere = |link: BrokenLink<'_>| {
        (link.link_type == LinkType::Reference).then(|| (CowStr::from(""), CowStr::from("")))
    };
    let mut reader = Reader::new(text, &overwritten);
    let parser = Parser::new_with_broken_link_callback(&overwritten.text, options, Some(elsewhere));
    for (event, range) in parser.into_offset_iter() {
        reader.take(event, range);
    }
    reader.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ByteRange;
    use crate::segment::block::{Form, Kind};

    fn shown(text: &str) -> Vec<String> {
        parse(text)
            .blocks
            .iter()
            .map(|block| block.plain.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn what_is_shown_is_what_a_browser_shows() {
        assert_eq!(
            shown(
                "# Title\n\nA *short* [link](https://example.org) here.\n\n- **One** item.\n- Two `items`.\n"
            ),
            ["Title", "A short link here.", "One item.", "Two items ."]
        );
        assert_eq!(
            shown("See [[Brakes|the page]] and [a][b c].\n\n- [x] Done in May."),
            ["See the page and a .", "Done in May."]
        );
        assert_eq!(
            shown("<p align=\"center\">A line</p>\n\n![badge](x.svg)\n\nText."),
            ["A line", "Text."]
        );
    }

    #[test]
    fn code_keeps_its_lines_and_names_its_language() {
        let text =
            "Run:\n\n```sh title=\"x\"\nlift\n  --all\n```\n\n- One:\n\n  ```\n  a\n   b\n  ```\n";
        let Parsed { blocks, markup } = parse(text);
        let code: Vec<_> = blocks.iter().filter(|block| block.is(Kind::Code)).collect();
        assert_eq!(&text[code[0].range.as_std()], "lift\n  --all");
        let Form::Code { language: Some(language) } = code[0].form else { panic!("a language") };
        assert_eq!(&text[language.as_std()], "sh");
        assert_eq!(&text[code[1].range.as_std()], "a\n   b");
        let within =
            markup.hidden.iter().find(|range| code[1].range.contains(**range)).expect("indent");
        assert_eq!(&text[within.as_std()], "  ");
    }

    #[test]
    fn rows_have_cells_and_tables_have_heads() {
        let text = "| Day | Opens |\n|---|---|\n| Mon\\|Tue | `9` |\n| Sun | |\n";
        let blocks = parse(text).blocks;
        let cells = |at: usize| {
            let Form::Row { cells } = &blocks[at].form else { panic!("a row") };
            cells.iter().map(|cell| &text[cell.as_std()]).collect::<Vec<_>>()
        };
        assert!(blocks[0].is(Kind::ColumnHeads) && blocks[1].is(Kind::Row));
        assert_eq!(cells(0), ["Day", "Opens"]);
        assert_eq!(cells(1), ["Mon\\|Tue", "9"]);
        assert_eq!(cells(2), ["Sun", ""]);
    }

    #[test]
    fn lists_know_what_they_are_nested_in() {
        let text =
            "- One\n  - Inner\n- Two\n\n  More.\n\n!!! note\n\n    Apart.\n\nterm\n: What it is.\n";
        let blocks = parse(text).blocks;
        let of = |words: &str| {
            blocks.iter().find(|block| &text[block.range.as_std()] == words).expect(words)
        };
        assert_eq!(of("Inner").parent, Some(of("One").range));
        assert_eq!(of("Inner").list, of("Two").list);
        assert!(of("Two").is_item() && !of("More.").is_item() && of("More.").list.is_some());
        assert!(!of("Apart.").is_item() && of("Apart.").list.is_none());
        assert!(of("term").is(Kind::Lead));
    }

    #[test]
    fn a_mark_leads_to_the_first_paragraph_of_its_note() {
        let text = "One.[^a] Two.[^b] Three.[^none] Four.[^c]\n\n[^b]: See there.\n\n    And there.\n\n[^a]: See here.\n\n[^c]: ![](x.png)\n\nFive.\n";
        let found = parse(text).markup.notes;
        let shown: Vec<_> =
            found.iter().map(|(mark, note)| (&text[mark.as_std()], &text[note.as_std()])).collect();
        assert_eq!(shown, [("[^a]", "See here."), ("[^b]", "See there.")]);
    }

    #[test]
    fn a_quoted_paragraph_hides_its_marks() {
        let text = "> One line\n> and another.\n";
        let Parsed { blocks, markup } = parse(text);
        assert_eq!(&text[blocks[0].range.as_std()], "One line\n> and another.");
        assert_eq!(
            markup.hidden.iter().map(|range| &text[range.as_std()]).collect::<Vec<_>>(),
            ["> "]
        );
    }

    #[test]
    fn markup_between_items_is_hidden_and_line_breaks_are_not() {
        let text = "- **One**\n- Two\n";
        let markup = parse(text).markup;
        let shown = |ranges: &[ByteRange]| -> Vec<&str> {
            ranges.iter().map(|range| &text[range.as_std()]).collect()
        };
        assert_eq!(shown(&markup.hidden), ["**", "**"]);
        assert_eq!(shown(&markup.between), ["- ", "- "]);
    }
}

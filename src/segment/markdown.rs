//! Markdown (CommonMark with tables, footnotes and strike-through): blocks with exact byte ranges,
//! and the markup that is not shown. Code, tables and HTML are never text to quote.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::block::{Block, Kind, blank_out, one_line};
use crate::document::ByteRange;

/// The blocks of a Markdown text, with its markup.
#[derive(Debug)]
pub struct Parsed {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Markup that is not shown: sorted, disjoint, each within a block's reach.
    pub hidden: Vec<ByteRange>,
    /// Each mark of a footnote with the first paragraph of its note, in order of the marks.
    pub notes: Vec<(ByteRange, ByteRange)>,
}

/// Parses a Markdown text.
pub fn parse(text: &str) -> Parsed {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        blocks: Vec::new(),
        hidden: Vec::new(),
        shown: Vec::new(),
        item: false,
        kind: None,
        silent: 0,
        marks: Vec::new(),
        note: None,
        notes: HashMap::new(),
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    reader.close();
    reader.hidden.sort();
    let notes = reader
        .marks
        .iter()
        .filter_map(|(mark, label)| Some((*mark, *reader.notes.get(label)?)))
        .collect();
    Parsed { blocks: reader.blocks, hidden: reader.hidden, notes }
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    hidden: Vec<ByteRange>,
    /// What is shown of the block under way, in order.
    shown: Vec<Range<usize>>,
    item: bool,
    kind: Option<Kind>,
    /// How many open elements show nothing: code, tables, HTML, images.
    silent: usize,
    /// The marks of footnotes with their labels, in order.
    marks: Vec<(ByteRange, String)>,
    /// The label of the note under way.
    note: Option<String>,
    /// The first paragraph of each note, by its label.
    notes: HashMap<String, ByteRange>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Item) => {
                self.close();
                self.item = true;
            }
            Event::Start(Tag::Heading { .. }) => {
                self.close();
                self.kind = Some(Kind::Heading);
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.close();
                self.kind = Some(Kind::Footnote);
                self.note = Some(label.into_string());
            }
            Event::FootnoteReference(label) if self.silent == 0 => {
                self.marks.push((ByteRange::new(range.start, range.end), label.into_string()))
            }
            Event::Start(
                Tag::CodeBlock(_) | Tag::Table(_) | Tag::HtmlBlock | Tag::MetadataBlock(_),
            ) => {
                self.close();
                self.silent += 1;
            }
            Event::Start(Tag::Image { .. }) => self.silent += 1,
            Event::End(
                TagEnd::CodeBlock
                | TagEnd::Table
                | TagEnd::HtmlBlock
                | TagEnd::MetadataBlock(_)
                | TagEnd::Image,
            ) => self.silent -= 1,
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::BlockQuote(_)) => self.pause(),
            Event::End(TagEnd::Paragraph) => self.pause(),
            Event::End(TagEnd::FootnoteDefinition) => {
                self.close();
                // Nothing of it was shown: the next paragraph is another's.
                self.note = None;
            }
            Event::End(
                TagEnd::Item | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::BlockQuote(_),
            ) => self.close(),
            Event::Rule => self.close(),
            Event::Text(_) | Event::SoftBreak | Event::HardBreak if self.silent == 0 => {
                self.shown.push(range)
            }
            Event::Code(_) if self.silent == 0 => {
                let code = &self.text[range.clone()];
                let ticks = code.len() - code.trim_start_matches('`').len();
                self.shown.push(range.start + ticks..range.end - ticks);
            }
            _ => {}
        }
    }

    /// Ends the block under way; what surrounds it goes on.
    fn pause(&mut self) {
        let (item, kind) = (self.item, self.kind);
        self.close();
        (self.item, self.kind) = (item, kind);
    }

    /// Ends the block under way.
    fn close(&mut self) {
        let shown = std::mem::take(&mut self.shown);
        let (item, kind) = (std::mem::take(&mut self.item), self.kind.take());
        let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return };
        let (start, end) = (first.start, last.end);
        let mut plain = one_line(&self.text[start..end]);
        let mut at = start;
        for piece in shown.iter().chain([&(end..end)]) {
            if at < piece.start {
                self.hidden.push(ByteRange::new(at, piece.start));
                blank_out(&mut plain, at - start..piece.start - start);
            }
            at = at.max(piece.end);
        }
        self.hide_around(start, end);
        if let Some(label) = self.note.take() {
            self.notes.entry(label).or_insert(ByteRange::new(start, end));
        }
        self.blocks.push(Block {
            range: ByteRange::new(start, end),
            plain,
            item,
            blank_before: true,
            blank_after: true,
            label: None,
            kind,
        });
    }

    /// Emphasis marks right before and behind what is shown.
    fn hide_around(&mut self, start: usize, end: usize) {
        const MARKS: [char; 5] = ['*', '_', '`', '~', '['];
        let before = &self.text[..start];
        let opening = before.len() - before.trim_end_matches(MARKS).len();
        let behind = &self.text[end..];
        let closing = behind.len() - behind.trim_start_matches(['*', '_', '`', '~']).len();
        if opening > 0 {
            self.hidden.push(ByteRange::new(start - opening, start));
        }
        if closing > 0 {
            self.hidden.push(ByteRange::new(end, end + closing));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }

    #[test]
    fn code_tables_html_and_images_are_no_text() {
        assert_eq!(
            shown(
                "```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<p>html</p>\n\n![badge](x.svg)\n\nText.\n"
            ),
            ["Text."]
        );
    }

    #[test]
    fn a_mark_leads_to_the_first_paragraph_of_its_note() {
        let text = "One.[^a] Two.[^b] Three.[^none] Four.[^c]\n\n[^b]: See there.\n\n    And there.\n\n[^a]: See here.\n\n[^c]: ![](x.png)\n\nFive.\n";
        let found = parse(text).notes;
        let shown: Vec<_> =
            found.iter().map(|(mark, note)| (&text[mark.as_std()], &text[note.as_std()])).collect();
        assert_eq!(shown, [("[^a]", "See here."), ("[^b]", "See there.")]);
    }

    #[test]
    fn a_quoted_paragraph_hides_its_marks() {
        let text = "> One line\n> and another.\n";
        let Parsed { blocks, hidden, .. } = parse(text);
        assert_eq!(&text[blocks[0].range.as_std()], "One line\n> and another.");
        assert_eq!(hidden.iter().map(|range| &text[range.as_std()]).collect::<Vec<_>>(), ["> "]);
    }
}

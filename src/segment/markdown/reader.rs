//! From the events of the parser to blocks. Knows lists, tables, notes and code; says nothing about
//! what may be quoted.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::code_lines;
use super::dialect::Overwritten;
use super::open_block::{OpenBlock, hide};
use super::parsed::Parsed;
use super::source_lines::{add_lines, hide_marks, language};
use crate::document::ByteRange;
use crate::segment::block::{Block, Form, Kind, blank_out, one_line};
use crate::segment::hidden_markup::{HiddenMarkup, merged};

/// A list that the reader is within.
#[derive(Debug)]
enum OpenList {
    /// A list of items.
    List,
    /// An admonition or a tab, which only looks like one.
    Container,
}

/// A footnote that the reader is within.
#[derive(Debug)]
struct OpenNote {
    label: String,
    /// Whether something of it was shown.
    is_begun: bool,
}

/// What the reader has come to.
pub(super) struct Reader<'t> {
    source: &'t str,
    overwritten: &'t Overwritten,
    blocks: Vec<Block>,
    hidden: Vec<ByteRange>,
    open: OpenBlock,
    /// How many open elements show nothing: HTML, images.
    silent: usize,
    links: usize,
    lists: Vec<OpenList>,
    /// For each open item whether its first block is still to come, and that block.
    items: Vec<(bool, Option<ByteRange>)>,
    n_lists: u32,
    code: Option<(Option<ByteRange>, Vec<ByteRange>)>,
    cells: Vec<ByteRange>,
    /// Where lines begin within paragraphs.
    line_breaks: Vec<usize>,
    /// The marks of footnotes with their labels, in order.
    marks: Vec<(ByteRange, String)>,
    note: Option<OpenNote>,
    /// The first paragraph of each note, by its label.
    notes: HashMap<String, ByteRange>,
}

impl<'t> Reader<'t> {
    pub fn new(source: &'t str, overwritten: &'t Overwritten) -> Reader<'t> {
        Reader {
            source,
            overwritten,
            blocks: Vec::new(),
            hidden: Vec::new(),
            open: OpenBlock::default(),
            silent: 0,
            links: 0,
            lists: Vec::new(),
            items: Vec::new(),
            n_lists: 0,
            code: None,
            cells: Vec::new(),
            line_breaks: Vec::new(),
            marks: Vec::new(),
            note: None,
            notes: HashMap::new(),
        }
    }

    /// Takes the next event with the bytes that it stands for.
    pub fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::FootnoteReference(label) if self.silent == 0 => {
                self.marks.push((ByteRange::new(range.start, range.end), label.into_string()))
            }
            Event::Text(_) if self.code.is_some() => {
                if let Some((_, lines)) = &mut self.code {
                    add_lines(self.source, range, lines);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                self.line_breaks.push(range.end);
                self.show(range);
            }
            Event::Text(_) | Event::InlineHtml(_) => self.show(range),
            Event::Code(_) => {
                let code = &self.source[range.clone()];
                let ticks = code.len() - code.trim_start_matches('`').len();
                self.show(range.start + ticks..range.end - ticks);
                self.open.mark(range);
            }
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } | Tag::HtmlBlock | Tag::MetadataBlock(_) => self.silent += 1,
            Tag::Link { .. } => {
                self.links += 1;
                self.open.mark(range);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                if matches!(tag, Tag::Strong) && self.silent == 0 {
                    self.open.strong.push(ByteRange::new(range.start, range.end));
                }
                self.open.mark(range);
            }
            Tag::TableCell => {}
            _ => self.start_block(tag, range),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.close();
        match tag {
            Tag::Heading { level, .. } => {
                self.open.kind = Some(Kind::Heading);
                self.open.level = level as u8;
            }
            Tag::List(_) => {
                let is_container = self.overwritten.containers.range(range).next().is_some();
                if !is_container && !self.is_in_list() {
                    self.n_lists += 1;
                }
                self.lists.push(if is_container { OpenList::Container } else { OpenList::List });
            }
            Tag::Item => self.items.push((true, None)),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(_) => language(self.source, range.start),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((language, Vec::new()));
            }
            Tag::FootnoteDefinition(label) => {
                self.note = Some(OpenNote { label: label.into_string(), is_begun: false })
            }
            Tag::DefinitionListTitle => self.open.kind = Some(Kind::Lead),
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Image | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.silent = self.silent.saturating_sub(1)
            }
            TagEnd::Link => self.links = self.links.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::TableHead => self.end_row(Kind::ColumnHeads),
            TagEnd::TableRow => self.end_row(Kind::Row),
            TagEnd::CodeBlock => self.end_code(),
            _ => {
                self.close();
                match tag {
                    TagEnd::List(_) => drop(self.lists.pop()),
                    TagEnd::Item => drop(self.items.pop()),
                    TagEnd::FootnoteDefinition => self.note = None,
                    _ => {}
                }
            }
        }
    }

    fn is_in_list(&self) -> bool {
        self.lists.iter().any(|list| matches!(list, OpenList::List))
    }

    fn show(&mut self, range: Range<usize>) {
        if self.silent == 0 {
            let hidden = &self.overwritten.hidden;
            self.open.show(self.source, range, hidden, self.links > 0);
        }
    }

    /// Ends the block under way.
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if let Some(block) = open.close(self.source, &mut self.hidden) {
            self.add(block);
        }
    }

    /// Adds a block with its place among lists and notes.
    fn add(&mut self, mut block: Block) {
        if let Some(note) = &mut self.note {
            if !std::mem::replace(&mut note.is_begun, true) {
                self.notes.entry(note.label.clone()).or_insert(block.range);
            }
            block.kind = Some(Kind::Footnote);
        }
        if matches!(self.lists.last(), Some(OpenList::List)) {
            let depth = self.items.len();
            if let Some((is_first, first)) = self.items.last_mut()
                && std::mem::replace(is_first, false)
            {
                *first = Some(block.range);
                if block.form == Form::Paragraph && block.kind.is_none() {
                    block.form = Form::Item;
                }
            }
            let above = if block.is_item() { depth.saturating_sub(1) } else { depth };
            block.parent = self.items[..above].iter().rev().find_map(|(_, first)| *first);
        }
        block.list = self.is_in_list().then_some(self.n_lists);
        block.parent = block.parent.filter(|parent| parent.end() <= block.range.start());
        self.blocks.push(block);
    }

    /// Ends a cell. Its block is no block of its own, but its markup is hidden.
    fn end_cell(&mut self, range: Range<usize>) {
        let open = std::mem::take(&mut self.open);
        let cell = open.close(self.source, &mut self.hidden).map(|cell| cell.range);
        self.cells.push(cell.unwrap_or(ByteRange::new(range.start, range.start)));
    }

    fn end_row(&mut self, kind: Kind) {
        let mut cells = std::mem::take(&mut self.cells);
        let shown = |cell: &&ByteRange| !cell.is_empty();
        let Some(first) = cells.iter().find(shown).copied() else { return };
        let end = cells.iter().rev().find(shown).map_or(first.end(), |last| last.end());
        let (start, mut at) = (first.start(), first.start());
        let mut plain = one_line(&self.source[start..end]);
        for cell in &mut cells {
            // An empty cell may begin before the row's first word or behind its last.
            *cell = if cell.is_empty() { ByteRange::new(at, at) } else { *cell };
            if at < cell.start() {
                hide(self.source, at..cell.start(), &mut self.hidden);
                blank_out(&mut plain, at - start..cell.start() - start);
            }
            at = cell.end();
        }
        let form = Form::Row { cells };
        let block = Block::paragraph(ByteRange::new(start, end), plain);
        self.add(Block { form, kind: Some(kind), ..block });
    }

    fn end_code(&mut self) {
        let Some((language, lines)) = self.code.take() else { return };
        for piece in code_lines::pieces(self.source, &lines) {
            let plain = one_line(&self.source[piece.as_std()]);
            let mut at = piece.start();
            let first = lines.partition_point(|line| line.start() < piece.start());
            let within = lines[first..].iter().take_while(|line| line.end() <= piece.end());
            for line in within {
                hide(self.source, at..line.start(), &mut self.hidden);
                at = line.end();
            }
            let form = Form::Code { language };
            self.add(Block { form, kind: Some(Kind::Code), ..Block::paragraph(piece, plain) });
        }
    }

    /// The blocks with their markup. What stands between two blocks is markup too.
    pub fn finish(mut self) -> Parsed {
        self.close();
        let between = self.between();
        let line_breaks = self.line_breaks;
        let notes = self
            .marks
            .iter()
            .filter_map(|(mark, label)| Some((*mark, *self.notes.get(label)?)))
            .collect();
        let hidden = merged(self.hidden);
        let markup = HiddenMarkup { is_parsed: true, hidden, between, line_breaks, notes };
        Parsed { blocks: self.blocks, markup }
    }

    /// What stands between the blocks.
    fn between(&self) -> Vec<ByteRange> {
        let mut between = Vec::new();
        let mut at = 0;
        for block in &self.blocks {
            if at < block.outer.start() {
                hide_marks(self.source, at..block.outer.start(), &mut between);
            }
            at = at.max(block.outer.end());
        }
        hide_marks(self.source, at..self.source.len(), &mut between);
        between
    }
}

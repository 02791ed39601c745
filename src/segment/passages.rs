//! From classified blocks to passages: consecutive units that are indexed together, each passage
//! with the headings above it. A paragraph is one; a list, code and short lines are put together
//! with what introduces them.

mod path;
mod units;

use super::block::{Block, Form, Kind};
use super::continuation::continues_in;
use super::footnotes::Footnotes;
use super::hidden_markup::HiddenMarkup;
use super::sentences;
use crate::document::{ByteRange, Passage, Unit, UnitKind};
use crate::language::sentence_end::{ends_question, ends_sentence};
use path::Path;

/// A passage of several blocks takes no further one beyond this, in bytes: about as long as a
/// paragraph of prose.
const LONGEST: usize = 700;
/// Nor beyond so many units.
const MOST_UNITS: usize = 16;
/// A line of this many bytes or fewer is put together with its neighbours.
const SHORT: usize = 100;

/// The passages of a text, in order.
pub fn passages(blocks: &[Block], markup: &HiddenMarkup) -> Vec<Passage> {
    let mut builder = Builder {
        blocks,
        markup,
        footnotes: Footnotes::of(blocks, &markup.notes),
        taken: vec![false; blocks.len()],
        passages: Vec::new(),
        path: Path::default(),
        open: None,
        lead: None,
        columns: None,
        list_lead: None,
        place: 0,
        above: None,
        announces: false,
    };
    for at in 0..blocks.len() {
        builder.take(at);
    }
    builder.flush();
    builder.passages
}

/// The passage under way.
struct OpenPassage {
    passage: Passage,
    n_bytes: usize,
    /// Whether all its units are short lines.
    is_of_lines: bool,
    /// The list that it ends in.
    list: Option<u32>,
}

struct Builder<'b> {
    blocks: &'b [Block],
    markup: &'b HiddenMarkup,
    footnotes: Footnotes<'b>,
    /// Blocks that were made part of the paragraph of an earlier one.
    taken: Vec<bool>,
    passages: Vec<Passage>,
    path: Path,
    open: Option<OpenPassage>,
    /// The question or the term that what follows is about.
    lead: Option<ByteRange>,
    /// The header row of the table under way, and its cells.
    columns: Option<(ByteRange, Vec<ByteRange>)>,
    /// The list under way with what introduces it.
    list_lead: Option<(u32, Option<ByteRange>)>,
    /// How many passages stand under the nearest heading or question so far.
    place: u32,
    /// What stands right above in the same section: its last unit.
    above: Option<ByteRange>,
    /// Whether that leaves open what it speaks of: a list below is what it announces.
    announces: bool,
}

impl<'b> Builder<'b> {
    fn take(&mut self, at: usize) {
        let block = &self.blocks[at];
        match block.kind {
            Some(Kind::Heading) => {
                self.flush();
                self.path.enter(block);
                self.place = 0;
                self.lead = ends_question(&block.plain).then_some(block.range);
                self.above = None;
            }
            // What a few words introduce ends with the list below them.
            Some(Kind::Lead) if block.plain.ends_with(':') => {
                self.above = Some(block.range);
                self.announces = true;
            }
            Some(Kind::Lead) => {
                self.flush();
                self.lead = Some(block.range);
                self.place = 0;
                self.above = None;
            }
            Some(Kind::ColumnHeads) => {
                self.flush();
                let Form::Row { cells } = &block.form else { return };
                self.columns = Some((block.range, cells.clone()));
            }
            Some(Kind::Prose | Kind::Code | Kind::Row) if !self.taken[at] => self.take_words(at),
            _ => {}
        }
    }

    /// Takes a block that may be quoted.
    fn take_words(&mut self, at: usize) {
        let block = &self.blocks[at];
        if !block.is(Kind::Row) {
            self.columns = None;
        }
        let lead = self.lead_of(block);
        let mut units = match (&block.form, block.kind) {
            (Form::Code { language }, Some(Kind::Code)) => units::code(block, *language),
            (Form::Row { cells }, Some(Kind::Row)) => units::row(block, cells),
            _ => {
                let paragraph = self.paragraph(at);
                units::prose(&paragraph, &self.footnotes, self.markup, lead.is_some())
            }
        };
        let Some(last) = units.last() else { return };
        let above = last.parts[last.parts.len() - 1];
        for unit in &mut units {
            let start = unit.parts[0].start();
            unit.lead = unit.lead.or(lead).filter(|lead| lead.end() <= start);
        }
        if !self.joins(block, &units) {
            self.flush();
        }
        self.add(block, units);
        if !block.is(Kind::Code) {
            self.above = Some(above);
            self.announces = announces(&block.plain);
        }
    }

    /// The blocks that are one paragraph with this one: a page break or footnotes cut it in two.
    fn paragraph(&mut self, at: usize) -> Vec<&'b Block> {
        let blocks = self.blocks;
        let mut paragraph = vec![&blocks[at]];
        let mut last = at;
        while let Some(next) = continues_in(blocks, last).filter(|&next| {
            !self.markup.is_parsed && blocks[next].is(Kind::Prose) && !self.taken[next]
        }) {
            self.taken[next] = true;
            paragraph.push(&blocks[next]);
            last = next;
        }
        paragraph
    }

    /// What introduces the units of a block.
    fn lead_of(&mut self, block: &Block) -> Option<ByteRange> {
        match &block.form {
            Form::Row { .. } => self.columns.as_ref().map(|(head, _)| *head).or(self.lead),
            Form::Code { .. } => self.above.or(self.lead),
            Form::Item | Form::Paragraph | Form::Field => {
                let Some(list) = block.list else { return self.lead };
                if self.list_lead.is_none_or(|(known, _)| known != list) {
                    let above = self.above.filter(|_| self.announces);
                    self.list_lead = Some((list, above.or(self.lead)));
                }
                let of_list = self.list_lead.and_then(|(_, lead)| lead);
                let parent = block.parent.and_then(|parent| self.last_sentence(parent));
                parent.or(of_list)
            }
        }
    }

    /// The last sentence of the block with this range, where it announces what follows.
    fn last_sentence(&self, range: ByteRange) -> Option<ByteRange> {
        let at = self.blocks.binary_search_by_key(&range.start(), |block| block.range.start());
        let block = &self.blocks[at.ok()?];
        if !announces(&block.plain) {
            return None;
        }
        let sentence = sentences::split(&block.plain).pop()?;
        Some(block.range.within(sentence))
    }

    /// Whether the units of a block belong into the passage under way.
    fn joins(&self, block: &Block, units: &[Unit]) -> bool {
        let Some(open) = &self.open else { return false };
        let n_bytes: usize = units.iter().map(Unit::n_bytes).sum();
        if open.n_bytes + n_bytes > LONGEST || open.passage.units.len() + units.len() > MOST_UNITS {
            return false;
        }
        let is_introduced = units.iter().any(|unit| unit.lead.is_some() && unit.lead == self.above);
        match block.kind {
            Some(Kind::Row) => !open.passage.columns.is_empty() || self.columns.is_none(),
            Some(Kind::Code) => is_introduced,
            _ if block.list.is_some() => open.list == block.list || is_introduced,
            _ => open.is_of_lines && is_line(units),
        }
    }

    fn add(&mut self, block: &Block, units: Vec<Unit>) {
        let sections = self.path.with_label(block.label);
        let open = self.open.get_or_insert_with(|| OpenPassage {
            passage: Passage { sections, ..Passage::default() },
            n_bytes: 0,
            is_of_lines: true,
            list: None,
        });
        if block.is(Kind::Row)
            && let Some((_, cells)) = &self.columns
        {
            open.passage.columns = cells.clone();
        }
        open.n_bytes += units.iter().map(Unit::n_bytes).sum::<usize>();
        open.is_of_lines &= is_line(&units);
        open.list = block.list;
        open.passage.units.extend(units);
        let may_go_on = block.list.is_some() || open.is_of_lines || self.markup.is_parsed;
        if !may_go_on {
            self.flush();
        }
    }

    /// Ends the passage under way.
    fn flush(&mut self) {
        let Some(OpenPassage { mut passage, .. }) = self.open.take() else { return };
        passage.paragraph =
            u32::try_from(self.passages.len() + 1).expect("texts have under 2^32 paragraphs");
        passage.hidden = self.markup.within(&passage);
        passage.place = self.place;
        self.place += 1;
        self.passages.push(passage);
    }
}

/// Whether the words leave open what they speak of: a list below is what they announce.
fn announces(plain: &str) -> bool {
    plain.ends_with(':') || !ends_sentence(plain)
}

/// Whether the units are a line that stands for itself.
fn is_line(units: &[Unit]) -> bool {
    matches!(units, [unit] if unit.kind == UnitKind::Field && unit.n_bytes() <= SHORT)
}

//! Which items of a plain text are one list, and which are nested in which: by their order and their
//! indent.

use crate::document::ByteRange;
use crate::segment::block::Block;

/// Items set apart by blank lines are paragraphs with a mark where they have more bytes on average.
const LONG: usize = 100;

/// Numbers the lists, in order. `indents` are the columns of white space before each block.
pub(super) fn number(blocks: &mut [Block], indents: &[usize]) {
    let mut n_lists = 0;
    // The items that the block is nested in, with their indents.
    let mut open: Vec<(usize, ByteRange)> = Vec::new();
    for (block, &indent) in blocks.iter_mut().zip(indents) {
        if block.is_item() {
            n_lists += u32::from(open.is_empty());
            open.truncate(open.iter().take_while(|(outer, _)| *outer < indent).count());
            block.parent = open.last().map(|(_, range)| *range);
            open.push((indent, block.range));
            block.list = Some(n_lists);
        } else if open.first().is_some_and(|(outer, _)| *outer < indent) {
            let above = open.iter().rev().find(|(outer, _)| *outer < indent);
            block.parent = above.map(|(_, range)| *range);
            block.list = Some(n_lists);
        } else {
            open.clear();
        }
    }
    part_paragraphs(blocks, n_lists);
}

/// Takes marked paragraphs out of their lists.
fn part_paragraphs(blocks: &mut [Block], n_lists: u32) {
    // For each list its items, those that a blank line sets off, and their bytes.
    let mut lists = vec![(0, 0, 0); n_lists as usize + 1];
    for block in blocks.iter().filter(|block| block.is_item()) {
        let Some((n_items, n_apart, n_bytes)) =
            block.list.and_then(|list| lists.get_mut(list as usize))
        else {
            continue;
        };
        *n_items += 1;
        *n_apart += usize::from(block.blank_before);
        *n_bytes += block.range.n_bytes();
    }
    for block in blocks.iter_mut() {
        let Some((n_items, n_apart, n_bytes)) =
            block.list.and_then(|list| lists.get(list as usize))
        else {
            continue;
        };
        if *n_apart == *n_items && *n_bytes > n_items * LONG {
            (block.list, block.parent) = (None, None);
        }
    }
}

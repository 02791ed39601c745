//! The headings above a passage, outermost first.

use crate::document::ByteRange;
use crate::segment::block::Block;

/// The path of headings under way.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Each heading with its level.
    headings: Vec<(u8, ByteRange)>,
}

impl Path {
    /// Goes on under a heading. One whose depth is not known stands alone.
    pub fn enter(&mut self, heading: &Block) {
        self.headings.retain(|(level, _)| *level > 0 && *level < heading.level);
        self.headings.push((heading.level, heading.range));
    }

    /// The path; a speaker's label takes the place of the nearest heading.
    pub fn with_label(&self, label: Option<ByteRange>) -> Vec<ByteRange> {
        match label {
            Some(label) => vec![label],
            None => self.headings.iter().map(|(_, range)| *range).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_ends_those_that_are_as_deep() {
        let mut path = Path::default();
        let mut entered = |level: u8, at: usize| {
            let block = Block::paragraph(ByteRange::new(at, at + 1), String::new());
            path.enter(&Block { level, ..block });
            path.with_label(None).iter().map(|range| range.start()).collect::<Vec<_>>()
        };
        assert_eq!(entered(1, 0), [0]);
        assert_eq!(entered(3, 1), [0, 1]);
        assert_eq!(entered(2, 2), [0, 2]);
        assert_eq!(entered(0, 3), [3]);
        assert_eq!(entered(2, 4), [4]);
    }
}

//! Blocks that occur in a text more than once.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Kind};
use crate::segment::whole::is_whole;

/// The same words twice: a long block counts once, a short one is a running head or a signature;
/// unless it is a sentence, which is no head, and whose neighbours are no signature.
pub fn mark(blocks: &mut [Block]) {
    const LONG: usize = 40;
    let keys: Vec<u64> = blocks.iter().map(|block| fingerprint(&block.plain)).collect();
    // An item of a table of contents does not make a running head of the heading that it names.
    let mut times: HashMap<(u64, bool), usize> = HashMap::new();
    for (block, key) in blocks.iter().zip(&keys) {
        *times.entry((*key, block.is_item())).or_default() += 1;
    }
    let is_repeated = |at: usize| times[&(keys[at], blocks[at].is_item())] > 1;
    let beside_repeated: Vec<bool> = (0..blocks.len())
        .map(|at| at > 0 && is_repeated(at - 1) || at + 1 < blocks.len() && is_repeated(at + 1))
        .collect();
    let mut seen: HashSet<u64> = HashSet::new();
    for (at, block) in blocks.iter_mut().enumerate().filter(|(_, block)| block.kind.is_none()) {
        let times = times[&(keys[at], block.is_item())];
        let again = !seen.insert(keys[at]);
        if times >= 3 && !ends_sentence(&block.plain) {
            block.kind = Some(Kind::Boilerplate);
        } else if block.plain.chars().count() >= LONG
            || times > 1 && is_whole(&block.plain) && !beside_repeated[at]
        {
            block.kind = again.then_some(Kind::Repeat);
        } else if times > 1 && block.label.is_none() && !block.is_item() {
            block.kind = Some(Kind::Boilerplate);
        }
    }
}

/// The same for blocks of the same words, however these are spaced.
fn fingerprint(plain: &str) -> u64 {
    let mut hasher = FxHasher::default();
    plain.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

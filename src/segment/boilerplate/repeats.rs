//! Blocks that occur in a text more than once.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Kind};

/// The same words twice: a long block counts once, a short one is a running head or a signature.
pub fn mark(blocks: &mut [Block]) {
    const LONG: usize = 40;
    let keys: Vec<u64> = blocks.iter().map(|block| fingerprint(&block.plain)).collect();
    let mut times: HashMap<u64, usize> = HashMap::new();
    for key in &keys {
        *times.entry(*key).or_default() += 1;
    }
    let mut seen: HashSet<u64> = HashSet::new();
    for (block, key) in blocks.iter_mut().zip(keys).filter(|(block, _)| block.kind.is_none()) {
        let times = times[&key];
        let again = !seen.insert(key);
        if times >= 3 && !ends_sentence(&block.plain) {
            block.kind = Some(Kind::Boilerplate);
        } else if block.plain.chars().count() >= LONG {
            block.kind = again.then_some(Kind::Repeat);
        } else if times > 1 && block.label.is_none() && !block.item {
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

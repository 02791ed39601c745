//! The words that files are called, each as a term: which files have some that begin as somebody typed.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io;

use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentOrdinal};

use super::beginnings::behind_all_that_begin;
use super::listing::entries_in;
use super::segments::Segment;
use super::snapshot::Snapshot;

/// A word that no more files have than this is rare.
const RARE: u64 = 500;
/// As long as there are no more files than this, each is looked at, rather than gathering all that have a
/// further word.
const MAX_COMPARED: usize = 1_500;

impl Snapshot {
    /// Whether one of these words is rare.
    pub(super) fn has_rare(&self, typed: &[String]) -> tantivy::Result<bool> {
        for word in typed {
            let mut n = 0;
            for ordinal in 0..self.segments.all.len() {
                n += self.terms_from(word, ordinal, RARE)?.0;
            }
            if n <= RARE {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The terms of a segment that begin so, and how many entries they have in sum; not all of them where
    /// that is more than `enough`.
    fn terms_from(
        &self,
        beginning: &str,
        ordinal: usize,
        enough: u64,
    ) -> tantivy::Result<(u64, Vec<TermInfo>)> {
        let reader = self.searcher.segment_reader(ordinal as SegmentOrdinal);
        let words = reader.inverted_index(self.fields.called_words)?;
        let mut range = words.terms().range().ge(beginning);
        if let Some(end) = behind_all_that_begin(beginning) {
            range = range.lt(end);
        }
        let (mut terms, mut infos, mut n) = (range.into_stream()?, Vec::new(), 0);
        while n <= enough && terms.advance() {
            n += u64::from(terms.value().doc_freq);
            infos.push(terms.value().clone());
        }
        Ok((n, infos))
    }

    /// The entries of a segment that have a word which begins like each that is typed, and perhaps others.
    pub(super) fn having_words(
        &self,
        typed: &[String],
        ordinal: usize,
        segment: &Segment,
    ) -> tantivy::Result<Vec<DocId>> {
        let reader = self.searcher.segment_reader(ordinal as SegmentOrdinal);
        let words = reader.inverted_index(self.fields.called_words)?;
        let mut typed: Vec<&String> = typed.iter().collect::<BTreeSet<_>>().into_iter().collect();
        // The longest are the rarest, as a rule.
        typed.sort_by_key(|word| Reverse(word.len()));
        let mut lists: Vec<(u64, Vec<TermInfo>)> = Vec::new();
        let mut least = u64::MAX;
        for word in typed {
            // Where few files have another word, nobody looks at those of this one.
            let enough = if least <= MAX_COMPARED as u64 { least } else { u64::MAX };
            let (n, infos) = self.terms_from(word, ordinal, enough)?;
            if n <= enough {
                least = least.min(n);
                lists.push((n, infos));
            }
        }
        lists.sort_by_key(|(n, _)| *n);
        let union = |infos: &[TermInfo]| -> io::Result<Bits> {
            let mut bits = Bits::new(reader.max_doc());
            for info in infos {
                let list = words.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                entries_in(list).into_iter().for_each(|entry| bits.set(entry));
            }
            Ok(bits)
        };
        let Some(((_, rarest), others)) = lists.split_first() else { return Ok(Vec::new()) };
        let mut entries = union(rarest)?.into_entries();
        entries.retain(|entry| segment.is_alive(*entry));
        for (_, infos) in others {
            if entries.len() <= MAX_COMPARED {
                break;
            }
            let bits = union(infos)?;
            entries.retain(|entry| bits.has(*entry));
        }
        Ok(entries)
    }
}

/// A set of entries.
struct Bits(Vec<u64>);

impl Bits {
    fn new(n_entries: u32) -> Bits {
        Bits(vec![0; n_entries as usize / 64 + 1])
    }

    fn set(&mut self, entry: DocId) {
        self.0[entry as usize / 64] |= 1 << (entry % 64);
    }

    fn has(&self, entry: DocId) -> bool {
        self.0[entry as usize / 64] >> (entry % 64) & 1 == 1
    }

    /// All of them, in order.
    fn into_entries(self) -> Vec<DocId> {
        let words = (0..).zip(self.0);
        let of_word = |(number, word): (u32, u64)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| number * 64 + bit)
        };
        words.filter(|(_, word)| *word != 0).flat_map(of_word).collect()
    }
}
